package io.longtape.optimizers;

import static java.util.Objects.requireNonNull;

import io.longtape.config.KerasConfig;
import io.longtape.optimizers.schedules.LearningRateSchedule;
import java.util.List;

/** The arguments that all optimizers have. */
record CommonOptions(LearningRateSchedule learningRate, Clipping clipping, WeightDecay decay) {

  CommonOptions {
    requireNonNull(learningRate, "learningRate");
    requireNonNull(clipping, "clipping");
  }

  static CommonOptions of(LearningRateSchedule learningRate) {
    return new CommonOptions(learningRate, Clipping.none(), new WeightDecay(0, List.of()));
  }

  void addTo(KerasConfig.Builder config) {
    if (learningRate.isConstant()) {
      config.with("learning_rate", learningRate.rate(0));
    } else {
      config.withPart("learning_rate", learningRate.config());
    }
    config
        .with("weight_decay", decay.share() == 0 ? null : decay.share())
        .with("clipnorm", clipping instanceof ClippingByNorm by ? by.norm() : null)
        .with("global_clipnorm", clipping instanceof ClippingByGlobalNorm by ? by.norm() : null)
        .with("clipvalue", clipping instanceof ClippingByValue by ? by.value() : null)
        .with("use_ema", false)
        .with("ema_momentum", 0.99)
        .with("ema_overwrite_frequency", null)
        .with("loss_scale_factor", null)
        .with("gradient_accumulation_steps", null);
  }

  CommonOptions withClipping(Clipping newClipping) {
    return new CommonOptions(learningRate, newClipping, decay);
  }

  CommonOptions withWeightDecay(double share) {
    return new CommonOptions(learningRate, clipping, new WeightDecay(share, decay.excluded()));
  }

  CommonOptions withExcluded(List<String> words) {
    return new CommonOptions(learningRate, clipping, new WeightDecay(decay.share(), words));
  }
}
