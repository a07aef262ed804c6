package io.longtape.initializers;

import java.util.Locale;
import org.tensorflow.ndarray.Shape;

/** What {@link Initializer#varianceScaling} divides by, as Keras's {@code mode}. */
public enum FanMode {
  /** The number of inputs of a unit. */
  FAN_IN,
  /** The number of units that an input goes to. */
  FAN_OUT,
  /** The mean of both. */
  FAN_AVG;

  /** The size of a kernel {@code [..., inputs, units]}; axes before these multiply both. */
  double of(Shape shape) {
    int axes = shape.numDimensions();
    if (axes == 0) {
      return 1;
    }
    long receptive = 1;
    for (int axis = 0; axis < axes - 2; axis++) {
      receptive *= shape.get(axis);
    }
    double in = receptive * shape.get(axes == 1 ? 0 : axes - 2);
    double out = receptive * shape.get(axes - 1);
    return switch (this) {
      case FAN_IN -> Math.max(1, in);
      case FAN_OUT -> Math.max(1, out);
      case FAN_AVG -> Math.max(1, (in + out) / 2);
    };
  }

  /** Its name in Keras. */
  String kerasName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
