package io.longtape.keras.savedmodels;

import java.time.Duration;

/**
 * What the process of a model may take.
 *
 * @param timeout for the load and for each call
 * @param memory resident bytes
 */
record ChildLimits(Duration timeout, long memory) {

  private static final long SMALLEST_HEAP = 64L << 20;

  /** The process's Java heap, which holds inputs and outputs; TensorFlow's memory is beside it. */
  long heap() {
    return Math.max(SMALLEST_HEAP, memory / 4);
  }

  /** How much of this process's heap an answer may fill. */
  long answer() {
    return Math.min(memory, Runtime.getRuntime().maxMemory() / 4);
  }
}
