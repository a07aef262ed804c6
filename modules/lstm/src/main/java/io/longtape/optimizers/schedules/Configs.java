package io.longtape.optimizers.schedules;

import io.longtape.config.KerasConfig;

/** What the configs of schedules have in common. */
final class Configs {

  private Configs() {}

  static KerasConfig.Builder of(LearningRateSchedule schedule) {
    return KerasConfig.of("keras.optimizers.schedules", schedule.getClass().getSimpleName());
  }
}
