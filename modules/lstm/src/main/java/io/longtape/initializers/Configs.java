package io.longtape.initializers;

import io.longtape.config.KerasConfig;

/** What the configs of initializers have in common. */
final class Configs {

  private Configs() {}

  static KerasConfig.Builder of(String className) {
    return KerasConfig.of("keras.initializers", className);
  }
}
