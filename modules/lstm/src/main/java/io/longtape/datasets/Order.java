package io.longtape.datasets;

import java.util.Random;

/** Orders that are functions of a seed and an epoch alone. */
final class Order {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private Order() {}

  /** A generator whose numbers are the same on every JDK: that is specified for Random alone. */
  static Random random(long seed, int epoch) {
    return new Random(mixed(mixed(seed) + epoch * GOLDEN_GAMMA));
  }

  /** The numbers from 0 up. */
  static int[] ascending(int size) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    return order;
  }

  /** The numbers from 0 up, shuffled by Fisher and Yates. */
  static int[] shuffled(int size, long seed, int epoch) {
    int[] order = ascending(size);
    Random random = random(seed, epoch);
    for (int i = size - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int held = order[i];
      order[i] = order[j];
      order[j] = held;
    }
    return order;
  }

  /** The finalizer of SplitMix64: neighbouring seeds and epochs give unrelated numbers. */
  private static long mixed(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
