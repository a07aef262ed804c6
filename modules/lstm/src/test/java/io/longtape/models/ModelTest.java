package io.longtape.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.longtape.activations.KerasActivation;
import io.longtape.datasets.ArrayExamples;
import io.longtape.layers.Dense;
import io.longtape.layers.Dropout;
import io.longtape.layers.Input;
import io.longtape.losses.BinaryCrossentropy;
import io.longtape.metrics.BinaryAccuracy;
import io.longtape.networks.Sequential;
import io.longtape.optimizers.Adam;
import io.longtape.serving.SavedModel;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.FloatNdArray;

/** From data to a saved model: whether the first two numbers are together above the third. */
class ModelTest {

  private static final float[][] X = new float[200][3];
  private static final float[][] Y = new float[200][1];

  static {
    Random random = new Random(7);
    for (int i = 0; i < X.length; i++) {
      for (int j = 0; j < 3; j++) {
        X[i][j] = (float) random.nextGaussian();
      }
      Y[i][0] = X[i][0] + X[i][1] > X[i][2] ? 1 : 0;
    }
  }

  @TempDir Path folder;

  @Test
  void learnsPredictsAndIsSaved() {
    Sequential network =
        Sequential.of(
            Input.of(3).withName("x"),
            Dense.of(8).withActivation(KerasActivation.TANH),
            Dropout.of(0.1),
            Dense.of(1).withActivation(KerasActivation.SIGMOID).withName("above"));
    try (Model model = Model.of(network, 42)) {
      model.compile(
          CompileOptions.of(Adam.of(0.01), BinaryCrossentropy.of())
              .withMetrics(BinaryAccuracy.of()));
      ArrayExamples data = ArrayExamples.of(X, Y);
      double before = model.evaluate(data).get("binary_accuracy");
      History history = model.fit(data, FitOptions.of(10).withValidationSplit(0.2));
      assertThat(history.epochs()).hasSize(10);
      assertThat(history.epochs().get(9).number()).isEqualTo(10);
      assertThat(history.epochs().get(9).validationLoss().orElseThrow())
          .isLessThan(history.epochs().get(0).validationLoss().orElseThrow() / 2);
      double after = model.evaluate(data).get("binary_accuracy");
      assertThat(before).isLessThan(0.8);
      assertThat(after).isGreaterThan(0.9);

      FloatNdArray predicted = (FloatNdArray) model.predict(ArrayExamples.of(X));
      int right = 0;
      for (int i = 0; i < X.length; i++) {
        right += (predicted.getFloat(i, 0) > 0.5) == (Y[i][0] == 1) ? 1 : 0;
      }
      assertThat(right / 200.0).isEqualTo(after);

      model.export(folder.resolve("saved"));
      try (SavedModel saved = SavedModel.load(folder.resolve("saved"))) {
        double[] row = {X[0][0], X[0][1], X[0][2]};
        assertThat(saved.signature("serving_default").call(Map.of("x", row), 1, "above"))
            .usingComparatorWithPrecision(1e-6)
            .containsExactly((double) predicted.getFloat(0, 0));
      }
    }
  }
}
