package io.longtape.models;

import io.longtape.callbacks.BackupAndRestore;
import io.longtape.callbacks.Callback;
import io.longtape.callbacks.EarlyStopping;
import io.longtape.callbacks.ReduceLROnPlateau;
import io.longtape.datasets.ArrayExamples;
import io.longtape.datasets.Batching;
import io.longtape.datasets.DataSet;
import io.longtape.layers.Dense;
import io.longtape.layers.Dropout;
import io.longtape.layers.Input;
import io.longtape.layers.recurrent.LSTM;
import io.longtape.losses.MeanSquaredError;
import io.longtape.metrics.RootMeanSquaredError;
import io.longtape.networks.Sequential;
import io.longtape.optimizers.Nadam;
import io.longtape.optimizers.Optimizer;
import io.longtape.weights.WeightValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A training with all that has to be remembered: dropout, shuffling, slots, sums of metrics,
 * callbacks with states, best weights. It goes on from what is in its folder.
 */
final class ResumedTraining {

  static final int EPOCHS = 12;
  static final int STEPS = 7;

  static final ArrayExamples DATA = Samples.regression(27, 5, 2);
  private static final ArrayExamples VALIDATION = Samples.regression(8, 5, 2);

  private ResumedTraining() {}

  /** What has to be the same to the bit. */
  record Outcome(WeightValues weights, List<History.Epoch> epochs) {

    String text() {
      StringBuilder text = new StringBuilder();
      epochs.forEach(epoch -> text.append(epoch).append('\n'));
      for (String name : weights.names()) {
        text.append(name);
        for (float number : weights.get(name).data()) {
          text.append(' ').append(Float.toHexString(number));
        }
        text.append('\n');
      }
      return text.toString();
    }
  }

  /** By the callbacks that change rates and stop. */
  static Outcome run(Path folder, boolean eagerly, Callback... more) {
    List<Callback> callbacks = new ArrayList<>(List.of(more));
    callbacks.add(BackupAndRestore.of(folder).withSaveFreq(3));
    callbacks.add(EarlyStopping.create().withPatience(3).withRestoreBestWeights(true));
    callbacks.add(ReduceLROnPlateau.create().withPatience(1).withFactor(0.5));
    return run(Nadam.of(0.1), eagerly, DATA, callbacks);
  }

  static Outcome run(
      Optimizer optimizer, boolean eagerly, DataSet data, List<? extends Callback> callbacks) {
    Sequential network =
        Sequential.of(
            Input.of(5, 2),
            LSTM.of(4).withDropout(0.2).withRecurrentDropout(0.1),
            Dropout.of(0.1),
            Dense.of(1));
    try (Model model = Model.of(network, 11)) {
      model.compile(
          CompileOptions.of(optimizer, MeanSquaredError.of())
              .withMetrics(RootMeanSquaredError.of())
              .withRunEagerly(eagerly));
      History history =
          model.fit(
              data,
              FitOptions.of(EPOCHS)
                  .withBatching(Batching.of(4).withShuffle(5).withShuffleBuffer(9))
                  .withValidation(VALIDATION)
                  .withCallbacks(callbacks.toArray(Callback[]::new)));
      return new Outcome(model.weights(), history.epochs());
    }
  }

  /** Runs in a process of its own: the folder, the way to run, and where the outcome goes. */
  public static void main(String[] arguments) throws IOException {
    Outcome outcome = run(Path.of(arguments[0]), Boolean.parseBoolean(arguments[1]));
    Files.writeString(Path.of(arguments[2]), outcome.text());
  }
}
