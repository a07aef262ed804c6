package io.longtape.autodiff;

/**
 * How a tape behaves.
 *
 * @param persistent whether gradients can be asked for more than once; the default is false
 * @param watchAccessedVariables whether trainable variables are watched as soon as they are read;
 *     the default is true
 */
public record TapeOptions(boolean persistent, boolean watchAccessedVariables) {

  private static final TapeOptions DEFAULTS = new TapeOptions(false, true);

  /**
   * Gradients once, and variables watched.
   *
   * @return the defaults of {@code tf.GradientTape}
   */
  public static TapeOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Decides whether gradients can be asked for more than once.
   *
   * @param choice true for any number of times, at the price of keeping what was recorded
   * @return changed options
   */
  public TapeOptions withPersistent(boolean choice) {
    return new TapeOptions(choice, watchAccessedVariables);
  }

  /**
   * Decides whether reading a trainable variable is enough to watch it.
   *
   * @param choice false to watch by hand alone
   * @return changed options
   */
  public TapeOptions withWatchAccessedVariables(boolean choice) {
    return new TapeOptions(persistent, choice);
  }
}
