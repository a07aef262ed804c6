package io.longtape.losses;

import io.longtape.config.KerasConfig;

/** What the configs of losses have in common. */
final class Configs {

  private Configs() {}

  static KerasConfig.Builder of(Loss loss) {
    return of(loss, loss.kerasName());
  }

  static KerasConfig.Builder of(Loss loss, String name) {
    return KerasConfig.of("keras.losses", loss.getClass().getSimpleName())
        .with("name", name)
        .with("reduction", "sum_over_batch_size");
  }
}
