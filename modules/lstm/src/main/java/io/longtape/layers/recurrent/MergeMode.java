package io.longtape.layers.recurrent;

import java.util.Locale;

/** How {@link Bidirectional} joins the outputs of both directions. */
public enum MergeMode {
  /** One behind the other along the last axis. */
  CONCAT,
  /** Added up. */
  SUM,
  /** Multiplied. */
  MUL,
  /** The average. */
  AVE,
  /** Not at all: two outputs. */
  NONE;

  /** Its name in Keras, null for {@link #NONE}. */
  String kerasName() {
    return this == NONE ? null : name().toLowerCase(Locale.ROOT);
  }
}
