package io.longtape.keras;

import static org.assertj.core.api.Assertions.assertThat;

import io.longtape.Guide;
import io.longtape.datasets.ArrayExamples;
import io.longtape.keras.savedmodels.PythonModel;
import io.longtape.keras.savedmodels.SavedModelLoader;
import io.longtape.layers.Dense;
import io.longtape.layers.Input;
import io.longtape.layers.recurrent.LSTM;
import io.longtape.models.FitOptions;
import io.longtape.models.Model;
import io.longtape.networks.Sequential;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;

/** The code of docs/keras.md and of the bridge in README.md. */
class KerasGuideTest {

  private static final Path HERE = Path.of("src/test/java/io/longtape/keras/KerasGuideTest.java");
  private static final Path GUIDE = Path.of("../../docs/keras.md");

  private final Path models = Path.of("../../models");

  @TempDir Path directory;

  private static float[][][] series(int count, int steps, int features) {
    float[][][] x = new float[count][steps][features];
    for (int i = 0; i < count; i++) {
      for (int t = 0; t < steps; t++) {
        for (int c = 0; c < features; c++) {
          x[i][t][c] = (float) Math.sin(i * 1.7 + 0.4 * (c + 1) * t);
        }
      }
    }
    return x;
  }

  @Test
  void text() {
    // guide
    try (PythonModel python =
        SavedModelLoader.create().load(models.resolve("text-classifier/saved_model"))) {
      NdArray<?> probabilities =
          python.call("serving_default", new String[] {"a fine film", "not for me"});
      System.out.println(python.signatures() + " " + probabilities.shape());
      // end
      assertThat(probabilities.shape()).isEqualTo(Shape.of(2, 3));
    }
  }

  @Test
  void severalInputs() {
    float[][][] past = series(2, 14, 3);
    float[][][] future = series(2, 6, 2);
    float[][] known = series(1, 2, 4)[0];
    try (PythonModel python =
        SavedModelLoader.create().load(models.resolve("multi-input/saved_model"))) {
      // guide
      Map<String, NdArray<?>> outputs =
          python.call("serving_default", Map.of("past", past, "future", future, "known", known));
      // end
      assertThat(outputs.keySet()).containsExactly("output_0", "output_1");
      assertThat(outputs.get("output_0").shape()).isEqualTo(Shape.of(2, 6, 1));
    }
  }

  @Test
  void trainOn() {
    float[][][] x = series(16, 10, 3);
    int[] y = new int[16];
    // guide
    KerasModel saved = KerasModel.read(models.resolve("trained-classifier/model.keras"));
    try (Model model = saved.toModel(42)) {
      model.fit(ArrayExamples.of(x, y), FitOptions.of(3));
      KerasModel.of(model).write(directory.resolve("tuned.keras"));
      WeightsFile.write(directory.resolve("tuned.weights.h5"), saved.network(), model.weights());
      model.export(directory.resolve("tuned"));
    }
    // end
    long steps =
        KerasModel.read(directory.resolve("tuned.keras"))
            .optimizerState()
            .orElseThrow()
            .iterations();
    assertThat(steps).isEqualTo(saved.optimizerState().orElseThrow().iterations() + 3);
  }

  @Test
  void weightsOfASavedModel() {
    float[][][] past = series(2, 28, 4);
    // guide
    Sequential network =
        Sequential.of(
            Input.of(28, 4).withName("past"),
            LSTM.of(16).withReturnSequences(true).withName("lstm"),
            LSTM.of(16).withName("lstm_1"),
            Dense.of(7).withName("dense"));
    try (PythonModel python =
            SavedModelLoader.create().load(models.resolve("stacked-forecaster/saved_model"));
        Model model = Model.of(network, 42)) {
      model.setWeights(python.weights("serving_default", network));
      System.out.println(model.predict(ArrayExamples.of(past)).shape());
      // end
      assertThat(
              difference(
                  model.predict(ArrayExamples.of(past)), python.call("serving_default", past)))
          .isLessThan(1e-6);
    }
  }

  @Test
  void trainInPython() {
    float[][][] past = series(4, 7, 2);
    float[][] target = new float[4][1];
    // guide
    try (PythonModel python =
        SavedModelLoader.create().load(models.resolve("endpoints/saved_model"))) {
      NdArray<?> loss = python.call("train", Map.of("past", past, "target", target)).get("loss");
      python.save(directory.resolve("trained"));
      // end
      float first = (Float) loss.getObject();
      float second =
          (Float)
              python.call("train", Map.of("past", past, "target", target)).get("loss").getObject();
      assertThat(second).isLessThan(first);
    }
  }

  @Test
  void strangers() {
    float[][][] series = series(2, 5, 4);
    // guide
    SavedModelLoader loader =
        SavedModelLoader.create().withTimeout(Duration.ofSeconds(30)).withMemoryLimit(1L << 30);
    try (PythonModel stranger = loader.loadInChildProcess(models.resolve("gru/saved_model"))) {
      NdArray<?> answer = stranger.call("serving_default", series);
      // end
      assertThat(answer.shape()).isEqualTo(Shape.of(2, 3));
    }
  }

  @Test
  void guideSaysWhatThisSays() throws IOException {
    List<String> here = Guide.held(HERE);
    assertThat(Guide.shown(GUIDE)).isEqualTo(here);
    assertThat(here).contains(Guide.shown(Path.of("../../README.md")).get(1));
  }

  private static double difference(NdArray<?> found, NdArray<?> expected) {
    List<Float> a = new ArrayList<>();
    List<Float> b = new ArrayList<>();
    found.scalars().forEach(scalar -> a.add((Float) scalar.getObject()));
    expected.scalars().forEach(scalar -> b.add((Float) scalar.getObject()));
    double greatest = 0;
    for (int i = 0; i < b.size(); i++) {
      greatest = Math.max(greatest, Math.abs(a.get(i) - b.get(i)));
    }
    return greatest;
  }
}
