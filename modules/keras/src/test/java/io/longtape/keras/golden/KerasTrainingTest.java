package io.longtape.keras.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.longtape.Golden;
import io.longtape.losses.ClassWeights;
import io.longtape.models.FitOptions;
import io.longtape.models.History;
import io.longtape.models.Model;
import io.longtape.weights.WeightValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** Training beside Keras, compiled and eagerly: losses and weights within 1e-5. */
class KerasTrainingTest {

  private static final double TOLERANCE = 1e-5;

  @TestFactory
  Stream<DynamicTest> tenSteps() {
    return cases("cases", KerasTrainingTest::checkSteps);
  }

  @TestFactory
  Stream<DynamicTest> fits() {
    return cases("fits", KerasTrainingTest::checkFit);
  }

  private static Stream<DynamicTest> cases(String kind, BiConsumer<TrainingCase, Boolean> check) {
    return StreamSupport.stream(Golden.file("training.json").get(kind).spliterator(), false)
        .map(json -> new TrainingCase(json.get("name").asText(), json))
        .flatMap(
            golden ->
                Stream.of(false, true)
                    .map(
                        eagerly ->
                            dynamicTest(
                                golden.name() + (eagerly ? ", eagerly" : ", compiled"),
                                () -> check.accept(golden, eagerly))));
  }

  private static void checkSteps(TrainingCase golden, boolean eagerly) {
    try (Model model = golden.model(eagerly)) {
      List<Double> losses = new ArrayList<>();
      golden.json().get("batches").forEach(batch -> losses.add(step(golden, model, batch)));
      assertNumbers("losses", losses, golden.json().get("losses"));
      assertWeights(model, golden);
    }
  }

  private static double step(TrainingCase golden, Model model, JsonNode batch) {
    Optional<ClassWeights> classWeights = TrainingCase.classWeights(batch);
    if (classWeights.isEmpty()) {
      return model.trainOnBatch(golden.examples(batch)).get("loss");
    }
    FitOptions options = FitOptions.of(1).withShuffle(false).withClassWeights(classWeights.get());
    return model.fit(golden.examples(batch), options).epochs().get(0).loss();
  }

  private static void checkFit(TrainingCase golden, boolean eagerly) {
    JsonNode json = golden.json();
    JsonNode fit = json.get("fit");
    JsonNode data = json.get("data");
    FitOptions options =
        FitOptions.of(fit.get("epochs").asInt())
            .withBatchSize(fit.get("batch_size").asInt())
            .withShuffle(fit.get("shuffle").asBoolean())
            .withValidationSplit(fit.get("validation_split").asDouble());
    options = TrainingCase.classWeights(data).map(options::withClassWeights).orElse(options);
    try (Model model = golden.model(eagerly)) {
      History history = model.fit(golden.examples(data), options);
      json.get("history")
          .properties()
          .forEach(
              log ->
                  assertNumbers(
                      log.getKey(),
                      history.values(TrainingCase.log(log.getKey())),
                      log.getValue()));
      assertWeights(model, golden);
      FloatNdArray predicted = (FloatNdArray) model.predict(golden.examples(data));
      WeightValues.Value expected = Golden.value(json.get("predict"));
      float[] found = new float[expected.data().length];
      predicted.copyTo(DataBuffers.of(found, false, false));
      Golden.assertClose(
          "predictions", new WeightValues.Value(predicted.shape(), found), expected, TOLERANCE);
    }
  }

  private static void assertWeights(Model model, TrainingCase golden) {
    WeightValues found = model.weights();
    WeightValues expected = golden.after();
    for (String name : expected.names()) {
      Golden.assertClose(name, found.get(name), expected.get(name), TOLERANCE);
    }
  }

  private static void assertNumbers(String what, List<Double> found, JsonNode expected) {
    assertThat(found).as(what).hasSize(expected.size());
    for (int i = 0; i < found.size(); i++) {
      double number = expected.get(i).asDouble();
      assertThat(found.get(i))
          .as("%s, number %d", what, i)
          .isCloseTo(number, within(TOLERANCE * Math.max(1, Math.abs(number))));
    }
  }
}
