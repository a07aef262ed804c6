package io.longtape.callbacks;

/** When to save: after each epoch, or each so many steps, counted over epochs as Keras does. */
final class SaveFrequency {

  private static final int EPOCH = 0;

  private final int steps;
  private int since;

  private SaveFrequency(int steps) {
    this.steps = steps;
  }

  static SaveFrequency epoch() {
    return new SaveFrequency(EPOCH);
  }

  static SaveFrequency steps(int steps) {
    return new SaveFrequency(Counts.atLeastOne("saveFreq", steps));
  }

  SaveFrequency fresh() {
    return new SaveFrequency(steps);
  }

  boolean afterEpoch() {
    return steps == EPOCH;
  }

  boolean afterStep() {
    if (steps == EPOCH || ++since < steps) {
      return false;
    }
    since = 0;
    return true;
  }

  int since() {
    return since;
  }

  void goOnFrom(int stepsSinceSaving) {
    since = stepsSinceSaving;
  }
}
