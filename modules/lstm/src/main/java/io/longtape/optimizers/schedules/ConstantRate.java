package io.longtape.optimizers.schedules;

/** One rate throughout. */
record ConstantRate(double rate) implements LearningRateSchedule {

  ConstantRate {
    Range.positive("learning rate", rate);
  }

  @Override
  public double rate(long step) {
    return rate;
  }

  @Override
  public boolean isConstant() {
    return true;
  }
}
