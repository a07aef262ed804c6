package io.longtape.layers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.longtape.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** Forward and gradients against Keras, 1e-6 times the largest expected value. */
class KerasLayersTest {

  private static List<Layer> layersOf(String name) {
    return switch (name) {
      case "last output", "one step" -> List.of(LSTM.of("lstm", 4));
      case "sequences" -> List.of(LSTM.of("lstm", 4).withReturnSequences());
      case "stacked" -> List.of(LSTM.of("lstm", 5).withReturnSequences(), LSTM.of("lstm_1", 3));
      case "one example" -> List.of(LSTM.of("lstm", 8));
      case "dense", "dense over time" -> List.of(Dense.of("dense", 4));
      case "dense relu" -> List.of(Dense.of("dense", 4).withRelu());
      case "lstm then dense" ->
          List.of(
              LSTM.of("lstm", 6).withReturnSequences(),
              Dense.of("dense", 5).withRelu(),
              Dense.of("dense_1", 1));
      default -> throw new IllegalArgumentException(name);
    };
  }

  @TestFactory
  Stream<DynamicTest> agreesWithKeras() {
    return Golden.cases("layers").stream()
        .map(golden -> DynamicTest.dynamicTest(golden.get("name").asText(), () -> check(golden)));
  }

  private static void check(JsonNode golden) {
    WeightValues.Value input = Golden.value(golden.get("input"));
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Shape free = Shape.of(Shape.UNKNOWN_SIZE).append(input.shape().tail());
      Placeholder<TFloat32> x = tf.placeholder(TFloat32.class, Placeholder.shape(free));
      GraphWeights weights = GraphWeights.of(graph, 1);
      Pass pass = Pass.inference(tf, weights);
      Operand<TFloat32> y = x;
      for (Layer layer : layersOf(golden.get("name").asText())) {
        y = layer.call(pass, y);
      }
      Operand<TFloat32> loss = tf.math.mul(tf.constant(2f), tf.nn.l2Loss(y)); // the sum of squares
      List<Output<?>> sources = new ArrayList<>(List.of(x.asOutput()));
      weights.variables().values().stream().map(Variable::asOutput).forEach(sources::add);
      Output<?>[] gradients =
          graph.addGradients(loss.asOutput(), sources.toArray(Output<?>[]::new));
      assertThat(weights.variables().keySet())
          .containsExactlyElementsOf(Golden.weights(golden.get("weights")).names());

      try (Session session = new Session(graph);
          TFloat32 fed = Golden.tensor(input)) {
        weights.write(session, Golden.weights(golden.get("weights")));
        Session.Runner runner = session.runner().feed(x, fed).fetch(y);
        for (Output<?> gradient : gradients) {
          runner.fetch(gradient);
        }
        try (Result result = runner.run()) {
          Golden.assertClose("output", value(result, 0), Golden.value(golden.get("output")), 1e-6);
          Golden.assertClose(
              "input gradient", value(result, 1), Golden.value(golden.get("inputGradient")), 1e-6);
          WeightValues expected = Golden.weights(golden.get("gradients"));
          int index = 2;
          for (String name : expected.names()) {
            Golden.assertClose(name, value(result, index++), expected.get(name), 1e-6);
          }
        }
      }
    }
  }

  private static WeightValues.Value value(Result result, int index) {
    TFloat32 tensor = (TFloat32) result.get(index);
    float[] data = new float[(int) tensor.size()];
    tensor.copyTo(DataBuffers.of(data, false, false));
    return new WeightValues.Value(tensor.shape(), data);
  }
}
