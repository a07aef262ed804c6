package io.longtape.autodiff;

/**
 * An op on the path between targets and sources has no gradient ({@code LookupError} in Python).
 */
public final class MissingGradientException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String opType;

  MissingGradientException(String opType) {
    super(
        "op type '"
            + opType
            + "' has no gradient: neither GradientRegistry nor TensorFlow has one; write it as an"
            + " OpGradient and call GradientRegistry.register(\""
            + opType
            + "\", gradient), or cut the path with tf.stopGradient");
    this.opType = opType;
  }

  /**
   * The type of the op.
   *
   * @return such as {@code While}
   */
  public String opType() {
    return opType;
  }
}
