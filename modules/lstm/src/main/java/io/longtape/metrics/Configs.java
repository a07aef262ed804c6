package io.longtape.metrics;

import io.longtape.config.KerasConfig;

/** What the configs of metrics have in common. */
final class Configs {

  private Configs() {}

  static KerasConfig.Builder of(Metric metric) {
    return of(metric, metric.getClass().getSimpleName());
  }

  static KerasConfig.Builder of(Metric metric, String className) {
    return KerasConfig.of("keras.metrics", className)
        .with("name", metric.kerasName())
        .with("dtype", "float32");
  }
}
