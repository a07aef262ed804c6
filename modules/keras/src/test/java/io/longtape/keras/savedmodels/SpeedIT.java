package io.longtape.keras.savedmodels;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.types.TFloat32;

/**
 * How long loading and calling take. What a busy machine does to the times it does to those of
 * TensorFlow's own bundle too, which are measured in turn: bounded is what this package adds.
 */
@EnabledIfSystemProperty(named = "longtape.full", matches = "true")
class SpeedIT {

  private static final int FIRST_LOADS = 4;
  private static final int LATER_LOADS = 3;
  private static final int ROUNDS = 25;
  private static final int CALLS = 200;

  @Test
  void theFirstLoadTakesLittleMoreThanThatOfTensorFlow() throws Exception {
    double[] plain = new double[FIRST_LOADS];
    double[] own = new double[FIRST_LOADS];
    for (int i = 0; i < FIRST_LOADS; i++) {
      plain[i] = firstLoad(true);
      own[i] = firstLoad(false);
    }
    System.out.printf(
        "first load of a JVM: %.0f ms, of SavedModelBundle %.0f ms%n", median(own), median(plain));

    // All of it takes longer on a busy machine, and a JVM of its own cannot be warmed up.
    assertThat(least(own)).isLessThan(1.5 * least(plain) + 250);
  }

  /** In a JVM of its own, in milliseconds. */
  private static double firstLoad(boolean plain) throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            FirstLoad.class.getName(),
            Boolean.toString(plain),
            GoldenModel.of("stacked-forecaster").savedModel().toString());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isZero();
    return Double.parseDouble(printed.strip());
  }

  @Test
  void laterLoadsTakeLittleMoreThanThoseOfTensorFlow() throws IOException {
    List<GoldenModel> models = GoldenModel.all().filter(model -> !model.isRefused()).toList();
    double[] own = new double[models.size()];
    double[] added = new double[models.size()];
    for (int i = 0; i < models.size(); i++) {
      Path model = models.get(i).savedModel();
      double plain = Double.MAX_VALUE;
      own[i] = Double.MAX_VALUE;
      for (int load = 0; load < LATER_LOADS; load++) {
        plain = Math.min(plain, FirstLoad.millis(true, model));
        own[i] = Math.min(own[i], FirstLoad.millis(false, model));
      }
      added[i] = own[i] - plain;
    }
    System.out.printf(
        "later loads: median %.0f ms, %.0f ms more than SavedModelBundle%n",
        median(own), median(added));

    assertThat(median(added)).isLessThan(150);
  }

  @Test
  void aCallTakesLittleMoreThanTheSession() {
    GoldenModel golden = GoldenModel.of("stacked-forecaster");
    float[][][] x = new float[8][28][4];
    for (int i = 0; i < 8 * 28 * 4; i++) {
      x[i / 112][i / 4 % 28][i % 4] = (float) Math.sin(i);
    }
    double[] session = new double[ROUNDS];
    double[] added = new double[ROUNDS];
    try (PythonModel model = SavedModelLoader.create().load(golden.savedModel());
        SavedModelBundle bundle =
            SavedModelBundle.loader(golden.savedModel().toString()).withTags("serve").load();
        TFloat32 tensor = TFloat32.tensorOf(StdArrays.ndCopyOf(x))) {
      for (int round = -ROUNDS; round < ROUNDS; round++) {
        double[] runs = new double[CALLS];
        double[] calls = new double[CALLS];
        for (int i = 0; i < CALLS; i++) {
          long start = System.nanoTime();
          run(bundle, tensor);
          long between = System.nanoTime();
          assertThat(model.call("serving_default", x).shape().get(1)).isEqualTo(7);
          calls[i] = (System.nanoTime() - between) / 1e3;
          runs[i] = (between - start) / 1e3;
        }
        if (round >= 0) {
          session[round] = median(runs);
          added[round] = median(calls) - median(runs);
        }
      }
    }
    System.out.printf(
        "a call: p50 %.0f us more than session.run, which takes %.0f us%n",
        median(added), median(session));

    assertThat(median(added)).isLessThan(200);
  }

  private static void run(SavedModelBundle bundle, TFloat32 tensor) {
    try (Result result =
        bundle
            .session()
            .runner()
            .feed("serving_default_past:0", tensor)
            .fetch("StatefulPartitionedCall_1:0")
            .run()) {
      assertThat(result.get(0).shape().get(1)).isEqualTo(7);
    }
  }

  private static double least(double[] values) {
    return Arrays.stream(values).min().orElseThrow();
  }

  private static double median(double[] values) {
    return Arrays.stream(values).sorted().toArray()[values.length / 2];
  }
}
