package io.longtape.weights;

/** Names of layers, weights and signatures as TensorFlow takes them for ops and their scopes. */
public final class OpNames {

  private OpNames() {}

  /**
   * A name for an op or a scope.
   *
   * @param text any name
   * @return the same with {@code _} in the place of what is not allowed, and with a letter before
   *     it where it would begin with something else than a letter, a digit or a dot
   */
  public static String of(String text) {
    String legal = text.replaceAll("[^A-Za-z0-9._-]", "_");
    return legal.matches("[A-Za-z0-9.].*") ? legal : "t" + legal;
  }
}
