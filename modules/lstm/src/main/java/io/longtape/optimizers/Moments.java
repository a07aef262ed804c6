package io.longtape.optimizers;

import io.longtape.config.KerasConfig;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/** The arguments of optimizers that average the gradient and its square. */
record Moments(double beta1, double beta2, double epsilon) {

  static final String MOMENTUM = "momentum";
  static final String VELOCITY = "velocity";

  static final Moments DEFAULTS = new Moments(0.9, 0.999, 1e-7);

  Moments {
    Averaging.requireDecay("beta_1", beta1);
    Averaging.requireDecay("beta_2", beta2);
    Averaging.requireEpsilon(epsilon);
  }

  void addTo(KerasConfig.Builder config) {
    config.with("beta_1", beta1).with("beta_2", beta2).with("epsilon", epsilon);
  }

  List<SlotSpec> slots(Shape shape) {
    return List.of(SlotSpec.zeros(MOMENTUM, shape), SlotSpec.zeros(VELOCITY, shape));
  }
}
