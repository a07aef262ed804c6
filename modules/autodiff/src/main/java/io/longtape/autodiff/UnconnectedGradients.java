package io.longtape.autodiff;

/** What the gradient of a source is that no path leads to ({@code tf.UnconnectedGradients}). */
public enum UnconnectedGradients {

  /** None: {@code null}. The default. */
  NONE,

  /** Zeros of the source's shape. */
  ZERO
}
