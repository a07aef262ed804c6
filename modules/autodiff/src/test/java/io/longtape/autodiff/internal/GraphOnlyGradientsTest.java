package io.longtape.autodiff.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.longtape.autodiff.GradientTape;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/** Ops that TensorFlow Java cannot run eagerly. */
class GraphOnlyGradientsTest {

  @ParameterizedTest
  @ValueSource(strings = {"AccumulateNV2", "DynamicStitch", "ParallelDynamicStitch"})
  void hasTheGradientOfItsParts(String type) {
    try (Graph graph = new Graph();
        Session session = new Session(graph);
        GradientTape tape = GradientTape.of(graph)) {
      Ops tf = tape.ops();
      Operand<TFloat64> a = tf.constant(new double[] {1, 2});
      Operand<TFloat64> b = tf.constant(new double[] {3, 5});
      tape.watch(a, b);
      Operand<TFloat64> y = tf.math.square(join(type).apply(tf, List.of(a, b)));
      List<Operand<TFloat64>> gradients = tape.gradient(y, List.of(a, b));
      Operand<TFloat64> both = Ops.create(graph).concat(gradients, tf.constant(0));
      try (var results = session.runner().fetch(both).run()) {
        assertThat(StdArrays.array1dCopyOf((TFloat64) results.get(0)))
            .containsExactly(
                type.equals("AccumulateNV2")
                    ? new double[] {8, 14, 8, 14}
                    : new double[] {2, 4, 6, 10});
      }
    }
  }

  private static BiFunction<Ops, List<Operand<TFloat64>>, Operand<TFloat64>> join(String type) {
    return switch (type) {
      case "AccumulateNV2" -> (tf, x) -> tf.math.accumulateN(x, Shape.of(2));
      case "DynamicStitch" -> (tf, x) -> tf.dynamicStitch(places(tf), x);
      default -> (tf, x) -> tf.parallelDynamicStitch(places(tf), x);
    };
  }

  private static List<Operand<TInt32>> places(Ops tf) {
    return List.of(tf.constant(new int[] {0, 3}), tf.constant(new int[] {2, 1}));
  }
}
