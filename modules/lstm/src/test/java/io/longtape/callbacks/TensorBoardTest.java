package io.longtape.callbacks;

import static io.longtape.callbacks.FakeTraining.logs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.longtape.weights.WeightValues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.HistogramProto;
import org.tensorflow.proto.Summary;

class TensorBoardTest {

  @TempDir Path folder;

  @Test
  void writesEachEpochsMetricsByRun() throws IOException {
    FakeTraining training = new FakeTraining(TensorBoard.of(folder));
    training.begin();
    training.epoch(logs("loss", 0.5, "accuracy", 0.25, "val_loss", 0.75, "val_accuracy", 1));
    training.epoch(logs("loss", 0.125, "accuracy", 0.5, "val_loss", 2, "val_accuracy", 0));
    training.end();
    assertThat(scalars("train"))
        .containsExactly(
            "1 epoch_loss 0.5",
            "1 epoch_accuracy 0.25",
            "1 epoch_learning_rate 0.01",
            "2 epoch_loss 0.125",
            "2 epoch_accuracy 0.5",
            "2 epoch_learning_rate 0.01");
    assertThat(scalars("validation"))
        .containsExactly(
            "1 epoch_loss 0.75",
            "1 epoch_accuracy 1.0",
            "2 epoch_loss 2.0",
            "2 epoch_accuracy 0.0");
  }

  @Test
  void writesOneLearningRateForAnEpochThatHasItInItsLogs() throws IOException {
    FakeTraining training = new FakeTraining(TensorBoard.of(folder));
    training.begin();
    training.epoch(logs("loss", 0.5, "learning_rate", 0.25));
    training.end();
    assertThat(scalars("train")).containsExactly("1 epoch_loss 0.5", "1 epoch_learning_rate 0.25");
  }

  @Test
  void showsAnEpochToReadersWhileTrainingGoesOn() throws IOException {
    FakeTraining training = new FakeTraining(TensorBoard.of(folder));
    training.begin();
    assertThat(folder.resolve("train")).doesNotExist();
    training.epoch(logs("loss", 0.5));
    assertThat(scalars("train")).containsExactly("1 epoch_loss 0.5", "1 epoch_learning_rate 0.01");
    assertThat(folder.resolve("validation")).doesNotExist();
    training.end();
  }

  @Test
  void writesStepsEverySoOften() throws IOException {
    FakeTraining training = new FakeTraining(TensorBoard.of(folder).withUpdateFreq(2));
    training.begin();
    for (int epoch = 0; epoch < 2; epoch++) {
      training.beginEpoch();
      for (int step = 0; step < 3; step++) {
        training.trainStep(logs("loss", training.iterations));
      }
      training.endEpoch(Map.of());
    }
    training.end();
    assertThat(scalars("train"))
        .containsExactly(
            "2 batch_loss 1.0",
            "1 epoch_learning_rate 0.01",
            "4 batch_loss 3.0",
            "6 batch_loss 5.0",
            "2 epoch_learning_rate 0.01");
  }

  @Test
  void measuresStepsPerSecond() throws IOException {
    FakeTraining training =
        new FakeTraining(TensorBoard.of(folder).withUpdateFreq(1).withWriteStepsPerSecond(true));
    training.begin();
    training.beginEpoch();
    training.trainStep(Map.of());
    training.trainStep(Map.of());
    training.endEpoch(Map.of());
    training.end();
    List<Event> events = EventFile.events(folder.resolve("train"));
    assertThat(events)
        .extracting(event -> event.getStep() + " " + event.getSummary().getValue(0).getTag())
        .containsExactly(
            "1 batch_steps_per_second",
            "2 batch_steps_per_second",
            "1 epoch_learning_rate",
            "1 epoch_steps_per_second");
    assertThat(events.get(3).getSummary().getValue(0).getSimpleValue()).isPositive();
  }

  @Test
  void writesHistogramsOfWeights() throws IOException {
    FakeTraining training = new FakeTraining(TensorBoard.of(folder).withHistogramFreq(2));
    training.begin();
    for (int epoch = 1; epoch <= 3; epoch++) {
      training.beginEpoch();
      Map<String, WeightValues.Value> weights = new LinkedHashMap<>();
      weights.put("lstm/kernel:0", value(-1, 0, 0.5f, epoch));
      weights.put("lost", value(Float.NaN, 1));
      weights.put("endless", value(1, Float.NEGATIVE_INFINITY));
      training.setWeights(new WeightValues(weights));
      training.endEpoch(Map.of());
    }
    training.end();
    List<Event> histograms =
        EventFile.events(folder.resolve("train")).stream()
            .filter(event -> event.getSummary().getValue(0).hasHisto())
            .toList();
    assertThat(histograms)
        .extracting(event -> event.getStep() + " " + event.getSummary().getValue(0).getTag())
        .containsExactly("1 lstm/kernel_0/histogram", "3 lstm/kernel_0/histogram");
    HistogramProto third = histograms.get(1).getSummary().getValue(0).getHisto();
    assertThat(third.getNum()).isEqualTo(4);
    assertThat(third.getMin()).isEqualTo(-1);
    assertThat(third.getMax()).isEqualTo(3);
    assertThat(third.getSum()).isEqualTo(2.5);
    assertThat(third.getSumSquares()).isEqualTo(10.25);
    assertThat(third.getBucketList().stream().mapToDouble(count -> count).sum()).isEqualTo(4);
  }

  @Test
  void eachTrainingHasFilesOfItsOwn() throws IOException {
    FakeTraining training = new FakeTraining(TensorBoard.of(folder));
    for (int fit = 0; fit < 3; fit++) {
      training.begin();
      training.epoch(logs("loss", fit));
      training.end();
    }
    List<String> losses = new ArrayList<>();
    for (Path file : EventFile.files(folder.resolve("train"))) {
      for (Event event : EventFile.read(file)) {
        event.getSummary().getValueList().stream()
            .filter(value -> value.getTag().equals("epoch_loss"))
            .forEach(value -> losses.add(event.getStep() + " " + value.getSimpleValue()));
      }
    }
    assertThat(losses).containsExactlyInAnyOrder("1 0.0", "2 1.0", "3 2.0");
  }

  @Test
  void namesADirectoryThatCannotBeMade() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    FakeTraining training = new FakeTraining(TensorBoard.of(file));
    training.begin();
    assertThatThrownBy(() -> training.epoch(logs("loss", 1)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("cannot make the TensorBoard directory " + file.resolve("train"));
    training.end();
  }

  @Test
  void endsWithoutHavingBegun() {
    FakeTraining training = new FakeTraining(TensorBoard.of(folder));
    training.end();
    assertThat(folder).isEmptyDirectory();
  }

  static Stream<JsonNode> asKeras() {
    return KerasDecisionsTest.cases("TensorBoard");
  }

  /** Runs, tags, steps and values are Keras's, but that epochs count from 1. */
  @ParameterizedTest
  @MethodSource
  void asKeras(JsonNode keras) throws IOException {
    int frequency = keras.get("arguments").path("histogram_freq").asInt(0);
    FakeTraining training = new FakeTraining(TensorBoard.of(folder).withHistogramFreq(frequency));
    training.begin();
    keras.get("logs").forEach(epoch -> training.epoch(KerasDecisionsTest.map(epoch)));
    training.end();
    List<String> runs = EventFile.files(folder).stream().map(p -> p.getFileName() + "").toList();
    List<String> expectedRuns = new ArrayList<>();
    for (Map.Entry<String, JsonNode> run : keras.get("runs").properties()) {
      expectedRuns.add(run.getKey());
      Map<String, List<Event>> found = new LinkedHashMap<>();
      for (Event event : EventFile.events(folder.resolve(run.getKey()))) {
        String tag = event.getSummary().getValue(0).getTag();
        found.computeIfAbsent(tag, name -> new ArrayList<>()).add(event);
      }
      List<String> expectedTags = new ArrayList<>();
      for (Map.Entry<String, JsonNode> tag : run.getValue().properties()) {
        String name = tag.getKey().replaceFirst("^sequential/", "");
        expectedTags.add(name);
        assertSame(found.getOrDefault(name, List.of()), tag.getValue());
      }
      assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(expectedTags);
    }
    assertThat(runs).containsExactlyInAnyOrderElementsOf(expectedRuns);
  }

  private static void assertSame(List<Event> found, JsonNode expected) {
    assertThat(found).hasSize(expected.size());
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i).getStep()).isEqualTo(expected.get(i).get("step").asLong() + 1);
      Summary.Value value = found.get(i).getSummary().getValue(0);
      if (expected.get(i).has("value")) {
        assertThat(value.getSimpleValue())
            .isCloseTo((float) expected.get(i).get("value").asDouble(), within(0f));
      } else {
        assertThat(value.hasHisto()).isTrue();
      }
    }
  }

  private List<String> scalars(String run) throws IOException {
    return EventFile.events(folder.resolve(run)).stream()
        .map(
            event -> {
              Summary.Value value = event.getSummary().getValue(0);
              return event.getStep() + " " + value.getTag() + " " + value.getSimpleValue();
            })
        .toList();
  }

  private static WeightValues.Value value(float... data) {
    return new WeightValues.Value(Shape.of(data.length), data);
  }
}
