package io.longtape.callbacks;

import static io.longtape.callbacks.FakeTraining.logs;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.longtape.Python;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code -Dlongtape.python=} names a Python that has TensorFlow, Keras and TensorBoard; without it
 * these tests are skipped.
 */
@EnabledIfSystemProperty(named = "longtape.python", matches = ".+")
class CallbacksPythonIT {

  @TempDir Path folder;

  @Test
  void tensorBoardReadsOurEventFiles() throws Exception {
    FakeTraining training =
        new FakeTraining(TensorBoard.of(folder).withHistogramFreq(1).withUpdateFreq(1));
    training.begin();
    for (int epoch = 1; epoch <= 2; epoch++) {
      training.beginEpoch();
      training.trainStep(logs("loss", 4));
      training.endEpoch(logs("loss", 0.5 / epoch, "val_loss", 0.75));
    }
    training.end();
    JsonNode runs =
        new ObjectMapper()
            .readTree(
                Python.run("events.py", folder.toString()).lines().reduce((a, b) -> b).orElse(""));
    JsonNode train = runs.get("train");
    assertThat(train.get("scalars").get("epoch_loss")).hasToString("[[1,0.5],[2,0.25]]");
    assertThat(train.get("scalars").get("batch_loss")).hasToString("[[1,4.0],[2,4.0]]");
    assertThat(train.get("histograms").get("dense/kernel/histogram").get(1))
        .hasToString("{\"step\":2,\"num\":1.0,\"min\":2.0,\"max\":2.0,\"sum\":2.0}");
    assertThat(runs.get("validation").get("scalars").get("epoch_loss"))
        .hasToString("[[1,0.75],[2,0.75]]");
  }
}
