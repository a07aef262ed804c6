package io.longtape.optimizers;

import static java.util.Objects.requireNonNull;

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
