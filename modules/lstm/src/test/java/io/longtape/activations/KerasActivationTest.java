package io.longtape.activations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.longtape.Golden;
import io.longtape.autodiff.GradientTape;
import io.longtape.weights.WeightValues;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.EagerSession;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

class KerasActivationTest {

  private static final JsonNode GOLDEN = Golden.file("activations.json");
  private static final Shape SHAPE = Shape.of(3, 5);
  private static final WeightValues.Value POINTS = value(GOLDEN.get("points"));

  /** A value and its gradient. */
  private record Slope(Operand<TFloat32> value, Operand<TFloat32> gradient) {

    static Slope of(GradientTape tape, KerasActivation activation, Operand<TFloat32> x) {
      Ops tf = tape.ops();
      tape.watch(x);
      Operand<TFloat32> y = activation.call(tf, x);
      Operand<TFloat32> loss =
          tf.reduceSum(tf.math.mul(y, tf.constant(weights())), tf.constant(new int[] {0, 1}));
      return new Slope(y, tape.gradient(loss, x));
    }

    private static float[][] weights() {
      float[][] weights = new float[3][5];
      for (int i = 0; i < 15; i++) {
        weights[i / 5][i % 5] = (i + 1) / 8f;
      }
      return weights;
    }
  }

  @ParameterizedTest
  @EnumSource
  void equalsKerasEagerly(KerasActivation activation) {
    try (EagerSession session = EagerSession.create();
        GradientTape tape = GradientTape.of(session);
        TFloat32 points = POINTS.toTensor()) {
      Slope slope = Slope.of(tape, activation, tape.ops().constantOf(points));
      check(activation, slope.value().asTensor(), slope.gradient().asTensor());
    }
  }

  @ParameterizedTest
  @EnumSource
  void equalsKerasInAGraphOfAnyBatch(KerasActivation activation) {
    try (Graph graph = new Graph();
        GradientTape tape = GradientTape.of(graph);
        TFloat32 points = POINTS.toTensor()) {
      Placeholder<TFloat32> x =
          tape.ops().placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 5)));
      // What is fed cannot be fetched, as the linear activation would give it.
      Slope slope = Slope.of(tape, activation, tape.ops().identity(x));
      try (Session session = new Session(graph);
          Result result =
              session.runner().feed(x, points).fetch(slope.value()).fetch(slope.gradient()).run()) {
        check(activation, (TFloat32) result.get(0), (TFloat32) result.get(1));
      }
    }
  }

  @Test
  void keepsTheTypeOfItsInput() {
    try (EagerSession session = EagerSession.create()) {
      Ops tf = Ops.create(session);
      Operand<TFloat64> wide = tf.constant(new double[][] {{-2, 0.5}});
      TFloat64 out = KerasActivation.HARD_SIGMOID.call(tf, wide).asTensor();
      assertThat(out.getDouble(0, 0)).isEqualTo(1.0 / 6);
      assertThat(out.getDouble(0, 1)).isEqualTo(3.5 / 6);
    }
  }

  @Test
  void isFoundByKerasNames() {
    assertThat(Stream.of(KerasActivation.values()).map(KerasActivation::kerasName))
        .containsExactlyInAnyOrderElementsOf(names());
    assertThat(KerasActivation.of("hard_sigmoid")).isEqualTo(KerasActivation.HARD_SIGMOID);
    assertThat(KerasActivation.of("swish")).isEqualTo(KerasActivation.SILU);
    assertThat(KerasActivation.of("hard_swish")).isEqualTo(KerasActivation.HARD_SILU);
    assertThatThrownBy(() -> KerasActivation.of("rellu"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("there is no activation 'rellu'; the nearest of 18 are: relu, ");
  }

  private static void check(KerasActivation activation, TFloat32 value, TFloat32 gradient) {
    JsonNode golden =
        StreamSupport.stream(GOLDEN.get("cases").spliterator(), false)
            .filter(node -> node.get("name").asText().equals(activation.kerasName()))
            .findFirst()
            .orElseThrow();
    String name = activation.kerasName();
    Golden.assertClose(
        name + ", value", WeightValues.Value.of(value), value(golden.get("values")), 1e-6);
    Golden.assertClose(
        name + ", gradient", WeightValues.Value.of(gradient), value(golden.get("gradients")), 1e-6);
  }

  private static List<String> names() {
    return StreamSupport.stream(GOLDEN.get("cases").spliterator(), false)
        .map(node -> node.get("name").asText())
        .toList();
  }

  private static WeightValues.Value value(JsonNode numbers) {
    float[] data = new float[numbers.size()];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) numbers.get(i).asDouble();
    }
    return new WeightValues.Value(SHAPE, data);
  }
}
