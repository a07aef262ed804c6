package io.longtape.layers;

import io.longtape.config.KerasConfig;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tensorflow.framework.constraints.Constraint;
import org.tensorflow.framework.constraints.MaxNorm;
import org.tensorflow.framework.constraints.MinMaxNorm;
import org.tensorflow.framework.constraints.NonNeg;
import org.tensorflow.framework.constraints.UnitNorm;
import org.tensorflow.framework.regularizers.L1;
import org.tensorflow.framework.regularizers.L1L2;
import org.tensorflow.framework.regularizers.L2;
import org.tensorflow.framework.regularizers.Regularizer;

/** The framework's regularizers and constraints as Keras writes them. */
final class Penalties {

  private static final String REGULARIZERS = "keras.regularizers";
  private static final String CONSTRAINTS = "keras.constraints";

  private Penalties() {}

  static Optional<KerasConfig> regularizer(Regularizer regularizer) {
    if (regularizer.getClass() == L1.class) {
      return KerasConfig.of(REGULARIZERS, "L1").withFloat("l1", ((L1) regularizer).getL1()).build();
    }
    if (regularizer.getClass() == L2.class) {
      return KerasConfig.of(REGULARIZERS, "L2").withFloat("l2", ((L2) regularizer).getL2()).build();
    }
    if (regularizer.getClass() == L1L2.class) {
      L1L2 both = (L1L2) regularizer;
      return KerasConfig.of(REGULARIZERS, "L1L2")
          .withFloat("l1", both.getL1())
          .withFloat("l2", both.getL2())
          .build();
    }
    return Optional.empty();
  }

  static Optional<KerasConfig> constraint(Constraint constraint) {
    if (constraint.getClass() == MaxNorm.class) {
      MaxNorm norm = (MaxNorm) constraint;
      return KerasConfig.of(CONSTRAINTS, "MaxNorm")
          .with("max_value", norm.getMaxValue())
          .with("axis", axis(norm.getAxes()))
          .build();
    }
    if (constraint.getClass() == MinMaxNorm.class) {
      MinMaxNorm norm = (MinMaxNorm) constraint;
      return KerasConfig.of(CONSTRAINTS, "MinMaxNorm")
          .with("min_value", norm.getMinValue())
          .with("max_value", norm.getMaxValue())
          .with("rate", norm.getRate())
          .with("axis", axis(norm.getAxes()))
          .build();
    }
    if (constraint.getClass() == UnitNorm.class) {
      return KerasConfig.of(CONSTRAINTS, "UnitNorm")
          .with("axis", axis(((UnitNorm) constraint).getAxes()))
          .build();
    }
    return constraint.getClass() == NonNeg.class
        ? KerasConfig.of(CONSTRAINTS, "NonNeg").build()
        : Optional.empty();
  }

  /** One axis by itself, several as a list. */
  static Object axis(int... axes) {
    List<Integer> all = Arrays.stream(axes).boxed().toList();
    return all.size() == 1 ? all.get(0) : all;
  }
}
