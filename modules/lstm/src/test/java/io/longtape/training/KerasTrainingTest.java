package io.longtape.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.longtape.Golden;
import io.longtape.layers.Dense;
import io.longtape.layers.LSTM;
import io.longtape.layers.Pass;
import io.longtape.layers.WeightValues;
import io.longtape.optimizers.Adam;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.Operand;
import org.tensorflow.framework.losses.MeanSquaredError;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** Ten Adam steps against Keras's, weights within 1e-5. */
class KerasTrainingTest {

  private record Small() implements Network {

    @Override
    public Map<String, InputSpec> inputs() {
      return Map.of("x", new InputSpec(Shape.of(6, 3), TFloat32.class));
    }

    @Override
    public Operand<TFloat32> call(Pass pass, Map<String, Operand<?>> inputs) {
      Operand<TFloat32> x = inputs.get("x").asOutput().expect(TFloat32.class);
      return Dense.of("dense", 2).call(pass, LSTM.of("lstm", 5).call(pass, x));
    }
  }

  @TestFactory
  Stream<DynamicTest> agreesWithKeras() {
    return Golden.cases("training").stream()
        .map(golden -> DynamicTest.dynamicTest(golden.get("name").asText(), () -> check(golden)));
  }

  private static void check(JsonNode golden) {
    ArrayExamples examples =
        ArrayExamples.of(
            8,
            doubles(Golden.value(golden.get("input"))),
            doubles(Golden.value(golden.get("target"))));
    OptionalDouble clip =
        golden.get("clip").isNull()
            ? OptionalDouble.empty()
            : OptionalDouble.of(golden.get("clip").asDouble());
    try (Trainer trainer =
        Trainer.of(
            new Small(),
            new InputSpec(Shape.of(2), TFloat32.class),
            new MeanSquaredError(),
            Adam.of(0.01),
            clip,
            1)) {
      trainer.setWeights(Golden.weights(golden.get("weights")));
      History history = trainer.fit(examples, Optional.empty(), FitOptions.of(10, 8));
      assertThat(history.epochs().get(0).loss())
          .isCloseTo(golden.get("firstLoss").asDouble(), within(1e-6));
      WeightValues expected = Golden.weights(golden.get("after"));
      for (String name : expected.names()) {
        Golden.assertClose(name, trainer.weights().get(name), expected.get(name), 1e-5);
      }
    }
  }

  private static double[] doubles(WeightValues.Value value) {
    double[] doubles = new double[value.data().length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = value.data()[i];
    }
    return doubles;
  }
}
