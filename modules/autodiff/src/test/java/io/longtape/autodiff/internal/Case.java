package io.longtape.autodiff.internal;

import io.longtape.autodiff.GradientChecker;
import io.longtape.autodiff.GradientTape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;

/**
 * One op at one point.
 *
 * @param type of the op
 * @param order how often it can be differentiated, up to 3
 * @param function with the op in it
 * @param point its inputs
 */
record Case(String type, int order, GradientChecker.Function function, List<Point> point) {

  static Case of(String type, GradientChecker.Function function, Point... point) {
    return new Case(type, 3, function, List.of(point));
  }

  /** An op that has a first derivative, and perhaps one that is zero. */
  static Case first(String type, GradientChecker.Function function, Point... point) {
    return new Case(type, 1, function, List.of(point));
  }

  Case upTo(int order) {
    return new Case(type, order, function, point);
  }

  /** The op's derivatives of an order: all inputs' gradients of the square of the output. */
  GradientChecker.Function derivative(int order) {
    GradientChecker.Function derivative = function;
    for (int i = 1; i < order; i++) {
      derivative = gradients(derivative);
    }
    return derivative;
  }

  private static GradientChecker.Function gradients(GradientChecker.Function function) {
    return (outer, inputs) -> {
      try (GradientTape tape = GradientTape.of(outer.scope().env())) {
        Ops tf = tape.ops();
        tape.watch(inputs.toArray(Operand<?>[]::new));
        Operand<TFloat64> y = tf.math.square(function.call(tf, inputs));
        List<Operand<TFloat64>> gradients = tape.gradient(y, inputs);
        List<Operand<TFloat64>> flat = new ArrayList<>();
        flat.add(outer.constant(new double[] {0}));
        for (Operand<TFloat64> gradient : gradients) {
          if (gradient != null) {
            flat.add(outer.reshape(gradient, outer.constant(new int[] {-1})));
          }
        }
        return flat.size() == 1 ? flat.get(0) : outer.concat(flat, outer.constant(0));
      }
    };
  }

  /** An op by its type, of float64 inputs. */
  static Operand<TFloat64> op(Ops tf, String type, List<? extends Operand<?>> inputs) {
    var builder = tf.scope().opBuilder(type, type);
    inputs.forEach(input -> builder.addInput(input.asOutput()));
    return builder.build().output(0);
  }

  static Operand<TFloat64> op(Ops tf, String type, Operand<?>... inputs) {
    return op(tf, type, Arrays.asList(inputs));
  }

  @Override
  public String toString() {
    return type + " " + point.stream().map(Point::shape).toList();
  }
}
