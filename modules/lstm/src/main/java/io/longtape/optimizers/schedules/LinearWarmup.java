package io.longtape.optimizers.schedules;

import static java.util.Objects.requireNonNull;

/** A rise from 0 to the first rate of another schedule (Goyal et al. 2017). */
record LinearWarmup(LearningRateSchedule after, long steps) implements LearningRateSchedule {

  LinearWarmup {
    requireNonNull(after, "after");
    Range.steps("warm-up steps", steps);
  }

  @Override
  public double rate(long step) {
    return step < steps ? after.rate(0) * step / steps : after.rate(step - steps);
  }
}
