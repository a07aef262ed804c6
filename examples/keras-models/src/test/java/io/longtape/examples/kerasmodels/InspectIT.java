package io.longtape.examples.kerasmodels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectIT {

  @TempDir Path folder;

  @Test
  void allSignaturesOfASavedModel() {
    Path model = Models.savedModel("endpoints");
    assertThat(Models.run("inspect", model).worked().out())
        .isEqualTo(
            """
            SavedModel %s

            signature                name     type     shape
            range            input   past     float32  (None, 7, 2)
            range            output  highest  float32  (None, 1)
            range            output  lowest   float32  (None, 1)
            serve            input   past     float32  (None, 7, 2)
            serve            output  level    float32  (None, 1)
            serving_default  input   past     float32  (None, 7, 2)
            serving_default  output  level    float32  (None, 1)
            train            input   past     float32  (None, 7, 2)
            train            input   target   float32  (None, 1)
            train            output  loss     float32  ()
            """
                .formatted(model));
  }

  @Test
  void modelsThatDoNotRunHereAreShownAsWell() {
    assertThat(Models.run("inspect", Models.savedModel("cudnn-lstm")).worked().out())
        .contains("series    float32  (None, 8, 3)");
  }

  @Test
  void theLayersOfAKerasFileAndHowItWasTrained() {
    String out = Models.run("inspect", Models.keras("trained-classifier")).worked().out();
    // 4*(3+8)*8 + 32, 4*(8+6)*6 + 24, 6*3 + 3; each weight has two slots of Adam beside it.
    assertThat(out)
        .contains(
            "Model: \"trained_classifier\"",
            "│ lstm (LSTM) ",
            "Total params: 765",
            "input   series   float32  (None, 10, 3)",
            "output  classes  float32  (None, 3)",
            "Compiled with",
            "Adam(",
            "sparse_categorical_crossentropy",
            "accuracy",
            "The optimizer has taken 30 steps; its learning rate is 0.01.");
    assertThat(Models.run("inspect", Models.FOLDER.resolve("gru/model.h5")).worked().out())
        .contains("reset_before (GRU)", "Not compiled.");
  }

  @Test
  void whatIsNoModel() throws IOException {
    Models.run("inspect", folder.resolve("none")).refusedFor("none does not exist");
    Models.run("inspect", folder).refusedFor(folder.toString());
    Path text = Files.writeString(folder.resolve("model.keras"), "no model");
    Models.run("inspect", text).refusedFor("model.keras");
    Path weights = Files.writeString(folder.resolve("a.weights.h5"), "");
    Models.run("inspect", weights).refusedFor("a.weights.h5 holds weights without a network");
  }
}
