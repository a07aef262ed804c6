package io.longtape.losses;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.longtape.Golden;
import io.longtape.TapeProgram;
import io.longtape.autodiff.GradientTape;
import io.longtape.weights.WeightValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * Losses, their reduction and its gradient against Keras, 1e-6 times the largest expected value.
 */
class KerasLossesTest {

  @TestFactory
  Stream<DynamicTest> eagerlyAgreesWithKeras() {
    return Golden.cases("losses.json", "losses").stream()
        .map(golden -> dynamicTest(golden.get("name").asText(), () -> check(golden, true)));
  }

  @TestFactory
  Stream<DynamicTest> inGraphAgreesWithKeras() {
    return Golden.cases("losses.json", "losses").stream()
        .map(golden -> dynamicTest(golden.get("name").asText(), () -> check(golden, false)));
  }

  private static void check(JsonNode golden, boolean eagerly) {
    List<WeightValues.Value> inputs = new ArrayList<>();
    for (String name : List.of("labels", "predictions", "weights", "mask")) {
      if (golden.has(name)) {
        inputs.add(Golden.value(golden.get(name)));
      }
    }
    TapeProgram program = (tape, fed) -> outputs(golden, tape, fed);
    int sequenceAxes = inputs.get(1).shape().numDimensions() == 3 ? 2 : 1;
    List<WeightValues.Value> found =
        eagerly ? program.eagerly(inputs) : program.inGraph(inputs, sequenceAxes);
    List<String> names = List.of("perSample", "value", "gradient");
    for (int i = 0; i < names.size(); i++) {
      Golden.assertClose(names.get(i), found.get(i), Golden.value(golden.get(names.get(i))), 1e-6);
    }
  }

  private static List<Operand<TFloat32>> outputs(
      JsonNode golden, GradientTape tape, List<Operand<TFloat32>> fed) {
    Ops tf = tape.ops();
    Operand<TFloat32> labels = fed.get(0);
    Operand<TFloat32> predictions = fed.get(1);
    Optional<Operand<TFloat32>> weights =
        golden.has("weights") ? Optional.of(fed.get(2)) : Optional.empty();
    Optional<Operand<TBool>> mask =
        golden.has("mask")
            ? Optional.of(tf.dtypes.cast(fed.get(fed.size() - 1), TBool.class))
            : Optional.empty();
    tape.watch(predictions);
    Loss loss = loss(golden);
    Operand<TFloat32> value = LossReduction.call(tf, loss, labels, predictions, weights, mask);
    return List.of(loss.call(tf, labels, predictions), value, tape.gradient(value, predictions));
  }

  private static Loss loss(JsonNode golden) {
    Loss loss = KerasLosses.of(golden.get("function").asText(), golden.get("config"));
    return golden.has("activation")
        ? loss.onLogits(golden.get("activation").asText()).orElseThrow()
        : loss;
  }
}
