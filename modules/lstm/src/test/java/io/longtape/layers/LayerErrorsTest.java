package io.longtape.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

class LayerErrorsTest {

  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final GraphWeights weights = GraphWeights.of(graph, 1);
  private final Pass pass = Pass.inference(tf, weights);

  @AfterEach
  void close() {
    graph.close();
  }

  private Operand<TFloat32> input(long... shape) {
    return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(shape)));
  }

  @Test
  void anLstmNamesTheShapeThatItExpects() {
    assertThatThrownBy(() -> LSTM.of("encoder", 4).call(pass, input(-1, 7)))
        .hasMessage("layer 'encoder' expects [batch, time, features], but got [-1, 7]");
    assertThatThrownBy(() -> LSTM.of("encoder", 4).call(pass, input(-1, -1, 2)))
        .hasMessageContaining("a known number of at least one time step, but got [-1, -1, 2]");
  }

  @Test
  void aDenseLayerNamesTheShapesThatItExpects() {
    assertThatThrownBy(() -> Dense.of("head", 4).call(pass, input(-1, 7, 2, 2)))
        .hasMessage(
            "layer 'head' expects [batch, features] or [batch, time, features], but got [-1, 7, 2,"
                + " 2]");
  }

  @Test
  void sizesBelowOneAndRatesOutOfRangeAreRefused() {
    assertThatThrownBy(() -> LSTM.of("encoder", 0))
        .hasMessage("layer 'encoder': units must be at least 1, but is 0");
    assertThatThrownBy(() -> Dense.of("head", -1))
        .hasMessage("layer 'head': units must be at least 1, but is -1");
    assertThatThrownBy(() -> Dropout.of("drop", 1, 0))
        .hasMessage("layer 'drop': rate must be at least 0 and below 1, but is 1.0");
  }

  @Test
  void oneNameMeansOneWeightOfOneShape() {
    Dense.of("head", 4).call(pass, input(-1, 7));
    Dense.of("head", 4).call(pass, input(-1, 7));
    assertThat(weights.variables().keySet()).containsExactly("head/kernel", "head/bias");
    assertThatThrownBy(() -> Dense.of("head", 4).call(pass, input(-1, 8)))
        .hasMessage("weight 'head/kernel' has shape [7, 4] already and is asked for as [8, 4]");
  }

  @Test
  void writingNamesTheWeightThatIsMissingOrOfAnotherShape() {
    Dense.of("head", 1).call(pass, input(-1, 2));
    try (Session session = new Session(graph)) {
      var kernel = new WeightValues.Value(Shape.of(2, 1), new float[] {1, 2});
      assertThatThrownBy(
              () -> weights.write(session, new WeightValues(Map.of("head/kernel", kernel))))
          .hasMessage("no weight is named 'head/bias'; there are: head/kernel");
      var wrong = new WeightValues.Value(Shape.of(3, 1), new float[] {1, 2, 3});
      assertThatThrownBy(
              () -> weights.write(session, new WeightValues(Map.of("head/kernel", wrong))))
          .hasMessage("weight 'head/kernel' has shape [2, 1], the value given [3, 1]");
    }
    assertThatThrownBy(() -> new WeightValues.Value(Shape.of(2, 2), new float[3]))
        .hasMessage("a weight of shape [2, 2] has 4 numbers, not 3");
  }

  @Test
  void concatenateJoinsTheLastAxis() {
    Operand<TFloat32> joined = Concatenate.call(pass, List.of(input(-1, 7, 2), input(-1, 7, 3)));
    assertThat(joined.shape().asArray()).containsExactly(-1, 7, 5);
  }
}
