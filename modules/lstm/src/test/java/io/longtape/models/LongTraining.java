package io.longtape.models;

import io.longtape.activations.KerasActivation;
import io.longtape.callbacks.LambdaCallback;
import io.longtape.datasets.ArrayExamples;
import io.longtape.datasets.Slot;
import io.longtape.layers.Concatenate;
import io.longtape.layers.Dense;
import io.longtape.layers.Embedding;
import io.longtape.layers.Input;
import io.longtape.layers.recurrent.LSTM;
import io.longtape.losses.SparseCategoricalCrossentropy;
import io.longtape.metrics.SparseCategoricalAccuracy;
import io.longtape.networks.Functional;
import io.longtape.optimizers.Adam;
import io.longtape.optimizers.Clipping;
import io.longtape.optimizers.schedules.ExponentialDecay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Trains for many steps with validation in between, and prints the process's resident memory in KiB
 * after some of them: the way to run, then the numbers of those steps.
 */
final class LongTraining {

  private static final int BATCH = 16;
  private static final int STEPS_PER_EPOCH = 20;
  private static final int TIME = 10;

  private LongTraining() {}

  public static void main(String[] arguments) {
    boolean eagerly = Boolean.parseBoolean(arguments[0]);
    long settled = Long.parseLong(arguments[1]);
    long end = Long.parseLong(arguments[2]);
    Set<Long> printed = Set.of(settled, end);
    try (Model model = Model.of(network(), 1)) {
      model.compile(
          CompileOptions.of(
                  Adam.of(ExponentialDecay.of(0.001, 100, 0.9))
                      .withClipping(Clipping.byGlobalNorm(1)),
                  SparseCategoricalCrossentropy.of())
              .withMetrics(SparseCategoricalAccuracy.of())
              .withRunEagerly(eagerly));
      model.fit(
          examples(BATCH * STEPS_PER_EPOCH),
          FitOptions.of((int) (end / STEPS_PER_EPOCH))
              .withBatchSize(BATCH)
              .withValidation(examples(BATCH))
              .withCallbacks(
                  LambdaCallback.create()
                      .withOnTrainBatchEnd(
                          (context, step, logs) -> {
                            if (printed.contains(context.iterations())) {
                              System.out.println(residentKibibytes());
                            }
                          })));
    }
  }

  /** Reads numbers and ids. */
  private static Functional network() {
    Input series = Input.of(TIME, 3).withName("series");
    Input ids = Input.ints(TIME).withName("ids");
    return Functional.of(
        List.of(series, ids),
        List.of(
            Dense.of(4)
                .withActivation(KerasActivation.SOFTMAX)
                .apply(
                    LSTM.of(8)
                        .withDropout(0.1)
                        .apply(Concatenate.of(-1).apply(series, Embedding.of(50, 4).apply(ids))))));
  }

  private static ArrayExamples examples(int count) {
    int[][] ids = Samples.ids(count, TIME, 50);
    return ArrayExamples.ofInput("series", Samples.sequences(count, TIME, 3))
        .with(Slot.input("ids"), ids)
        .with(Slot.TARGET, Samples.classes(ids, 4));
  }

  private static long residentKibibytes() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("VmRSS:")) {
          return Long.parseLong(line.replaceAll("[^0-9]", ""));
        }
      }
      throw new IllegalStateException("/proc/self/status has no VmRSS");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
