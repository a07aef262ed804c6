package io.longtape.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.longtape.datasets.ArrayExamples;
import io.longtape.layers.Dense;
import io.longtape.layers.Flatten;
import io.longtape.layers.Input;
import io.longtape.losses.MeanAbsoluteError;
import io.longtape.losses.MeanSquaredError;
import io.longtape.metrics.RootMeanSquaredError;
import io.longtape.networks.Sequential;
import io.longtape.optimizers.Adam;
import io.longtape.weights.WeightValues;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompilingTest {

  private static final Sequential NETWORK =
      Sequential.of(Input.of(3, 2), Flatten.of(), Dense.of(1));
  private static final ArrayExamples DATA = Samples.regression(8, 3, 2);
  private static final CompileOptions OPTIONS =
      CompileOptions.of(Adam.of(0.01), MeanSquaredError.of());

  @Test
  void keepsWeightsAndForgetsWhatTheOptimizerRemembered() {
    for (boolean eagerly : new boolean[] {false, true}) {
      try (Model model = Model.of(NETWORK, 1);
          Model fresh = Model.of(NETWORK, 1)) {
        model.compile(OPTIONS);
        model.fit(DATA, FitOptions.of(2).withBatchSize(3));
        WeightValues trained = model.weights();
        model.compile(OPTIONS.withRunEagerly(eagerly));
        Same.bits(model.weights(), trained);
        model.trainOnBatch(DATA);

        fresh.setWeights(trained);
        fresh.compile(OPTIONS.withRunEagerly(eagerly));
        fresh.trainOnBatch(DATA);
        Same.bits(model.weights(), fresh.weights());
      }
    }
  }

  @Test
  void numbersOfOneNameAreToldApartAsInKeras() {
    try (Model model = Model.of(NETWORK, 1)) {
      model.compile(
          OPTIONS
              .withMetrics(RootMeanSquaredError.of(), RootMeanSquaredError.of())
              .withWeightedMetrics(
                  RootMeanSquaredError.of(),
                  RootMeanSquaredError.of(),
                  RootMeanSquaredError.of().withName("error")));
      Map<String, Double> logs = model.evaluate(DATA);
      assertThat(logs.keySet())
          .containsExactly(
              "loss",
              "root_mean_squared_error",
              "root_mean_squared_error_1",
              "weighted_root_mean_squared_error",
              "weighted_root_mean_squared_error_1",
              "error");
      double error = logs.get("root_mean_squared_error");
      assertThat(error * error).isBetween(0.999 * logs.get("loss"), 1.001 * logs.get("loss"));
      logs.keySet().stream()
          .skip(2)
          .forEach(name -> assertThat(logs.get(name)).as(name).isEqualTo(error));
    }
  }

  @Test
  void evaluationIsTheMeanOverExamplesHoweverTheyAreBatched() {
    try (Model model = Model.of(NETWORK, 1)) {
      model.compile(
          CompileOptions.of(Adam.of(0.01), MeanAbsoluteError.of())
              .withMetrics(RootMeanSquaredError.of()));
      Map<String, Double> whole = model.testOnBatch(DATA);
      Map<String, Double> parts = model.evaluate(DATA, 3);
      whole.forEach(
          (name, value) ->
              assertThat(parts.get(name)).as(name).isBetween(value - 1e-6, value + 1e-6));
    }
  }
}
