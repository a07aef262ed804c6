package io.longtape.initializers;

import java.util.Locale;

/** What {@link Initializer#varianceScaling} draws, as Keras's {@code distribution}. */
public enum Distribution {
  /** Uniform. */
  UNIFORM,
  /** Normal, cut off at two standard deviations; the variance is that after the cut. */
  TRUNCATED_NORMAL,
  /** Normal. */
  UNTRUNCATED_NORMAL;

  /** Its name in Keras. */
  String kerasName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
