package io.longtape.layers;

import java.util.Optional;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/** Where data enter a network, as {@code keras.Input}. */
public final class Input extends SymbolicTensor {

  private final InputSpec spec;
  private final Optional<String> name;

  private Input(InputSpec spec, Optional<String> name) {
    super(null, 0);
    this.spec = spec;
    this.name = name;
  }

  /**
   * Floats.
   *
   * @param dims the shape of one example, such as {@code 28, 3} for 28 steps of 3 features; {@code
   *     Shape.UNKNOWN_SIZE} for a time that differs from batch to batch
   * @return the input
   */
  public static Input of(long... dims) {
    return of(TFloat32.class, dims);
  }

  /**
   * Token ids, int32.
   *
   * @param dims the shape of one example
   * @return the input
   */
  public static Input ints(long... dims) {
    return of(TInt32.class, dims);
  }

  /**
   * Strings, for a network that looks its tokens up itself.
   *
   * @param dims the shape of one example
   * @return the input
   */
  public static Input strings(long... dims) {
    return of(TString.class, dims);
  }

  /**
   * Elements of a type.
   *
   * @param type one of those of {@link InputSpec}
   * @param dims the shape of one example
   * @return the input
   */
  public static Input of(Class<? extends TType> type, long... dims) {
    return new Input(new InputSpec(Shape.of(dims), type), Optional.empty());
  }

  /**
   * The same with a name, under which data are fed to it.
   *
   * @param name such as {@code past}; by default {@code input_layer}, {@code input_layer_1} ...
   * @return the input
   */
  public Input withName(String name) {
    return new Input(spec, Optional.of(name));
  }

  /**
   * The same for batches of one size, as stateful layers need them: Keras's {@code batch_size}.
   *
   * @param examples the number of examples in every batch
   * @return the input
   */
  public Input withBatchSize(int examples) {
    return new Input(new InputSpec(spec.shape(), spec.type(), examples), name);
  }

  /**
   * The name that it was given.
   *
   * @return its name, if any
   */
  public Optional<String> name() {
    return name;
  }

  /**
   * What is fed to it.
   *
   * @return shape and type of one example
   */
  public InputSpec spec() {
    return spec;
  }
}
