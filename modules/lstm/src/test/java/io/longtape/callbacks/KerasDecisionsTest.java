package io.longtape.callbacks;

import static io.longtape.callbacks.FakeTraining.logs;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The decisions that src/test/python/callbacks.py saw Keras's callbacks take. */
class KerasDecisionsTest {

  @TempDir Path folder;

  static Stream<JsonNode> earlyStopping() {
    return cases("EarlyStopping");
  }

  @ParameterizedTest
  @MethodSource
  void earlyStopping(JsonNode keras) {
    JsonNode arguments = keras.get("arguments");
    EarlyStopping callback = EarlyStopping.create();
    for (Map.Entry<String, JsonNode> argument : arguments.properties()) {
      JsonNode value = argument.getValue();
      callback =
          switch (argument.getKey()) {
            case "monitor" -> callback.withMonitor(value.asText());
            case "min_delta" -> callback.withMinDelta(value.asDouble());
            case "patience" -> callback.withPatience(value.asInt());
            case "mode" -> callback.withMode(mode(value));
            case "baseline" -> callback.withBaseline(value.asDouble());
            case "restore_best_weights" -> callback.withRestoreBestWeights(value.asBoolean());
            case "start_from_epoch" -> callback.withStartFromEpoch(value.asInt());
            default -> throw new IllegalArgumentException(argument.getKey());
          };
    }
    FakeTraining training = new FakeTraining(callback);
    training.begin();
    int last = 0;
    for (double value : numbers(keras.get("values"))) {
      last++;
      training.epoch(logs(monitor(arguments), value));
      if (training.stopped) {
        break;
      }
    }
    training.end();
    assertThat(last).isEqualTo(keras.get("lastEpoch").asInt());
    assertThat(callback.stoppedEpoch().orElse(0)).isEqualTo(keras.get("stoppedEpoch").asInt(0));
    assertThat(training.weight()).isEqualTo((float) keras.get("weightsOfEpoch").asInt());
    Map<String, Double> state = callback.state().orElseThrow().numbers();
    assertThat(state.get("wait")).isEqualTo(keras.get("wait").asDouble());
    assertThat(state.get("best"))
        .isEqualTo(keras.get("best").isNull() ? null : (Double) number(keras.get("best")));
  }

  static Stream<JsonNode> reduceLrOnPlateau() {
    return cases("ReduceLROnPlateau");
  }

  @ParameterizedTest
  @MethodSource
  void reduceLrOnPlateau(JsonNode keras) {
    JsonNode arguments = keras.get("arguments");
    ReduceLROnPlateau callback = ReduceLROnPlateau.create();
    for (Map.Entry<String, JsonNode> argument : arguments.properties()) {
      JsonNode value = argument.getValue();
      callback =
          switch (argument.getKey()) {
            case "monitor" -> callback.withMonitor(value.asText());
            case "factor" -> callback.withFactor(value.asDouble());
            case "patience" -> callback.withPatience(value.asInt());
            case "mode" -> callback.withMode(mode(value));
            case "min_delta" -> callback.withMinDelta(value.asDouble());
            case "cooldown" -> callback.withCooldown(value.asInt());
            case "min_lr" -> callback.withMinLr(value.asDouble());
            default -> throw new IllegalArgumentException(argument.getKey());
          };
    }
    FakeTraining training = new FakeTraining(callback);
    training.begin();
    List<Double> rates = new ArrayList<>();
    for (double value : numbers(keras.get("values"))) {
      training.epoch(logs(monitor(arguments), value));
      rates.add(training.learningRate());
    }
    assertThat(rates).isEqualTo(numbers(keras.get("rates")));
  }

  static Stream<JsonNode> modelCheckpoint() {
    return cases("ModelCheckpoint");
  }

  @ParameterizedTest
  @MethodSource
  void modelCheckpoint(JsonNode keras) {
    JsonNode arguments = keras.get("arguments");
    ModelCheckpoint callback =
        ModelCheckpoint.of(folder.resolve(keras.get("template").asText()).toString())
            .withSavedModel();
    for (Map.Entry<String, JsonNode> argument : arguments.properties()) {
      JsonNode value = argument.getValue();
      callback =
          switch (argument.getKey()) {
            case "monitor" -> callback.withMonitor(value.asText());
            case "save_best_only" -> callback.withSaveBestOnly(value.asBoolean());
            case "initial_value_threshold" -> callback.withInitialValueThreshold(value.asDouble());
            case "save_freq" -> callback.withSaveFreq(value.asInt());
            default -> throw new IllegalArgumentException(argument.getKey());
          };
    }
    FakeTraining training = new FakeTraining(callback);
    training.begin();
    for (double value : numbers(keras.get("values"))) {
      training.beginEpoch();
      for (int batch = 0; batch < keras.get("batches").asInt(); batch++) {
        training.trainStep(logs(monitor(arguments), value + batch));
      }
      training.endEpoch(logs(monitor(arguments), value));
    }
    List<String> saved =
        training.models.stream()
            .map(path -> path.getFileName().toString().replace(".tmp", ""))
            .toList();
    assertThat(saved).isEqualTo(texts(keras.get("saved")));
  }

  static Stream<JsonNode> learningRateScheduler() {
    return cases("LearningRateScheduler");
  }

  @ParameterizedTest
  @MethodSource
  void learningRateScheduler(JsonNode keras) {
    LearningRateScheduler.Schedule schedule =
        switch (keras.get("schedule").asText()) {
          case "keep" -> (epoch, rate) -> rate;
          case "decay" -> (epoch, rate) -> rate * 0.9;
          case "steps" -> (epoch, rate) -> epoch - 1 < 3 ? 0.1 : 0.01;
          default -> throw new IllegalArgumentException(keras.toString());
        };
    FakeTraining training = new FakeTraining(LearningRateScheduler.of(schedule));
    List<Double> rates = new ArrayList<>();
    for (int i = 0; i < keras.get("rates").size(); i++) {
      training.epoch(Map.of());
      rates.add(training.learningRate());
    }
    assertThat(rates).isEqualTo(numbers(keras.get("rates")));
  }

  static Stream<JsonNode> csvLogger() {
    return cases("CSVLogger");
  }

  /** The same file, but that epochs count from 1. */
  @ParameterizedTest
  @MethodSource
  void csvLogger(JsonNode keras) throws IOException {
    Path file = folder.resolve("log.csv");
    String separator = keras.get("separator").asText();
    FakeTraining training = new FakeTraining(CSVLogger.of(file).withSeparator(separator.charAt(0)));
    training.begin();
    for (JsonNode epoch : keras.get("logs")) {
      training.epoch(map(epoch));
    }
    training.end();
    List<String> expected = new ArrayList<>();
    for (String line : keras.get("text").asText().lines().toList()) {
      int end = line.indexOf(separator);
      String epoch = line.substring(0, end);
      expected.add(
          epoch.equals("epoch") ? line : Integer.parseInt(epoch) + 1 + line.substring(end));
    }
    assertThat(Files.readAllLines(file, UTF_8)).isEqualTo(expected);
  }

  static Map<String, Double> map(JsonNode node) {
    Map<String, Double> map = new LinkedHashMap<>();
    node.properties().forEach(field -> map.put(field.getKey(), number(field.getValue())));
    return map;
  }

  static Stream<JsonNode> cases(String kind) {
    try (InputStream in =
        KerasDecisionsTest.class.getResourceAsStream("/io/longtape/golden/callbacks.json")) {
      return list(new ObjectMapper().readTree(in).get("cases"))
          .filter(node -> node.get("kind").asText().equals(kind));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<JsonNode> list(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false);
  }

  private static String monitor(JsonNode arguments) {
    return arguments.has("monitor") ? arguments.get("monitor").asText() : "val_loss";
  }

  private static Mode mode(JsonNode value) {
    return Mode.valueOf(value.asText().toUpperCase(Locale.ROOT));
  }

  private static List<String> texts(JsonNode node) {
    return list(node).map(JsonNode::asText).toList();
  }

  private static List<Double> numbers(JsonNode node) {
    return list(node).map(KerasDecisionsTest::number).toList();
  }

  /** JSON has no NaN or infinity: they stand there as texts. */
  private static double number(JsonNode node) {
    return node.isTextual() ? Double.parseDouble(node.textValue()) : node.doubleValue();
  }
}
