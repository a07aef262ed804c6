package io.longtape.callbacks;

/** Which way a monitored metric gets better, as the argument {@code mode} in Keras. */
public enum Mode {
  /**
   * Decided by the metric's name, {@code val_} or not. Less is better for {@code loss}, names that
   * end in {@code _loss}, and Keras's names of errors and cross-entropies; more is better for names
   * that end in {@code accuracy}, and Keras's names of scores and correlations. Another name is
   * refused when training begins.
   */
  AUTO,
  /** Less is better. */
  MIN,
  /** More is better. */
  MAX
}
