package io.longtape.callbacks;

/** Refuses counts that are too small. */
final class Counts {

  private Counts() {}

  static int notNegative(String name, int count) {
    return atLeast(0, name, count);
  }

  static int atLeastOne(String name, int count) {
    return atLeast(1, name, count);
  }

  private static int atLeast(int least, String name, int count) {
    if (count < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + ", but is " + count);
    }
    return count;
  }
}
