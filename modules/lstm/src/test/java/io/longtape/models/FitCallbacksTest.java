package io.longtape.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.longtape.callbacks.CSVLogger;
import io.longtape.callbacks.Callback;
import io.longtape.callbacks.EarlyStopping;
import io.longtape.callbacks.LambdaCallback;
import io.longtape.callbacks.LearningRateScheduler;
import io.longtape.callbacks.ModelCheckpoint;
import io.longtape.callbacks.ReduceLROnPlateau;
import io.longtape.checkpoints.Checkpoint;
import io.longtape.checkpoints.TrainingState;
import io.longtape.datasets.ArrayExamples;
import io.longtape.layers.Dense;
import io.longtape.layers.Input;
import io.longtape.losses.MeanSquaredError;
import io.longtape.networks.Sequential;
import io.longtape.optimizers.SGD;
import io.longtape.optimizers.schedules.PiecewiseConstantDecay;
import io.longtape.serving.SavedModel;
import io.longtape.weights.WeightValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;

/**
 * Callbacks in a real training of one weight, {@code y = w x} from {@code w = 0} towards 1: a step
 * makes it {@code w + 2 rate (1 - w)}.
 */
class FitCallbacksTest {

  private static final String WEIGHT = "dense/kernel";
  private static final ArrayExamples ONE = examples(1, 1);

  @TempDir Path folder;

  /** Examples from 1 to a target. */
  private static ArrayExamples examples(int count, float target) {
    float[][] x = new float[count][1];
    float[][] y = new float[count][1];
    for (int i = 0; i < count; i++) {
      x[i][0] = 1;
      y[i][0] = target;
    }
    return ArrayExamples.of(x, y);
  }

  private static Model model(SGD optimizer, boolean eagerly) {
    Model model = Model.of(Sequential.of(Input.of(1), Dense.of(1).withUseBias(false)), 1);
    model.compile(CompileOptions.of(optimizer, MeanSquaredError.of()).withRunEagerly(eagerly));
    model.setWeights(
        new WeightValues(Map.of(WEIGHT, new WeightValues.Value(Shape.of(1, 1), new float[1]))));
    return model;
  }

  private static float weight(WeightValues weights) {
    return weights.get(WEIGHT).data()[0];
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSchedulerChangesTheRateThatIsUsed(boolean eagerly) {
    try (Model model = model(SGD.of(0.1), eagerly)) {
      History history =
          model.fit(
              ONE,
              FitOptions.of(3)
                  .withCallbacks(
                      LearningRateScheduler.of((epoch, rate) -> epoch == 2 ? 0.25 : rate)));
      assertThat(history.values("learning_rate")).containsExactly((double) 0.1f, 0.25, 0.25);
      // 0 -> 0.2 -> 0.6 -> 0.8
      assertThat(weight(model.weights())).isCloseTo(0.8f, within(1e-6f));
      assertThat(history.values("loss").get(1)).isCloseTo(0.64, within(1e-6));
      assertThat(history.values("no such")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anOptimizersScheduleGoesByStepsOverAllEpochs(boolean eagerly) {
    SGD optimizer = SGD.of(PiecewiseConstantDecay.of(List.of(2L), List.of(0.25, 0.1)));
    try (Model model = model(optimizer, eagerly)) {
      History history = model.fit(examples(2, 1), FitOptions.of(2).withBatchSize(1));
      assertThat(history.values("learning_rate")).containsExactly(0.25, (double) 0.1f);
      // 0 -> 0.5 -> 0.75 -> 0.875 -> 0.9, the boundary being the last step of the first rate
      assertThat(weight(model.weights())).isCloseTo(0.9f, within(1e-6f));
      assertThatThrownBy(
              () ->
                  model.fit(
                      ONE,
                      FitOptions.of(1)
                          .withCallbacks(LearningRateScheduler.of((epoch, rate) -> 0.5))))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "the optimizer follows a schedule, so its learning rate cannot be set; give it a"
                  + " constant rate");
    }
  }

  @Test
  void aPlateauLowersTheRate() {
    try (Model model = model(SGD.of(0.25), false)) {
      History history =
          model.fit(
              ONE,
              FitOptions.of(4)
                  .withCallbacks(
                      ReduceLROnPlateau.create()
                          .withMonitor("loss")
                          .withMinDelta(10)
                          .withPatience(1)
                          .withFactor(0.5)));
      assertThat(history.values("learning_rate")).containsExactly(0.25, 0.25, 0.125, 0.0625);
      // 0 -> 0.5 -> 0.75 -> 0.8125 -> 0.8359375
      assertThat(weight(model.weights())).isCloseTo(0.8359375f, within(1e-6f));
    }
  }

  @Test
  void earlyStoppingSetsTheBestWeights() {
    EarlyStopping stopping = EarlyStopping.create().withPatience(2).withRestoreBestWeights(true);
    try (Model model = model(SGD.of(0.1), false)) {
      History history =
          model.fit(
              ONE, FitOptions.of(10).withValidation(examples(1, 0.3f)).withCallbacks(stopping));
      // 0.2 and 0.36 and 0.488 and 0.5904: 0.36 is nearest to 0.3
      assertThat(history.epochs()).hasSize(4);
      assertThat(stopping.bestEpoch()).hasValue(2);
      assertThat(weight(model.weights())).isCloseTo(0.36f, within(1e-6f));
      assertThat(history.values("val_loss").get(1)).isCloseTo(0.0036, within(1e-6));
    }
  }

  @Test
  void checkpointsAndModelsAreThoseOfTheirEpochs() {
    try (Model model = model(SGD.of(0.1), false)) {
      model.fit(
          ONE,
          FitOptions.of(2)
              .withCallbacks(
                  ModelCheckpoint.of(folder.resolve("{epoch:02d}.ckpt").toString()),
                  ModelCheckpoint.of(folder.resolve("model-{epoch}").toString()).withSavedModel()));
    }
    TrainingState first = Checkpoint.read(folder.resolve("01.ckpt"));
    assertThat(weight(first.weights())).isCloseTo(0.2f, within(1e-6f));
    assertThat(first.iterations()).isEqualTo(1);
    assertThat(weight(Checkpoint.read(folder.resolve("02.ckpt")).weights()))
        .isCloseTo(0.36f, within(1e-6f));
    try (SavedModel saved = SavedModel.load(folder.resolve("model-1"))) {
      assertThat(
              saved
                  .signature("serving_default")
                  .call(Map.of("input_layer", new double[] {10}), 1, "dense"))
          .usingComparatorWithPrecision(1e-5)
          .containsExactly(2);
    }
  }

  @Test
  void theLogHasTheHistorysNumbers() throws IOException {
    Path log = folder.resolve("log.csv");
    try (Model model = model(SGD.of(0.1), false)) {
      History history =
          model.fit(
              ONE,
              FitOptions.of(2).withValidation(examples(1, 0)).withCallbacks(CSVLogger.of(log)));
      List<String> lines = Files.readAllLines(log, UTF_8);
      assertThat(lines).hasSize(3);
      String[] header = lines.get(0).split(",", -1);
      assertThat(header).contains("epoch", "loss", "val_loss", "learning_rate");
      for (History.Epoch epoch : history.epochs()) {
        String[] cells = lines.get(epoch.number()).split(",", -1);
        for (int i = 1; i < header.length; i++) {
          assertThat(Double.parseDouble(cells[i])).isEqualTo(epoch.logs().get(header[i]));
        }
      }
    }
  }

  @Test
  void callbacksAreCalledInKerassOrder() {
    List<String> calls = new ArrayList<>();
    LambdaCallback callback =
        LambdaCallback.create()
            .withOnTrainBegin(context -> calls.add("begin"))
            .withOnEpochBegin((context, epoch) -> calls.add("epoch " + epoch))
            .withOnTrainBatchBegin((context, step) -> calls.add("step " + step))
            .withOnTrainBatchEnd(
                (context, step, logs) -> {
                  calls.add("after " + context.iterations());
                  assertThat(logs).containsOnlyKeys("loss");
                  assertThat(context.stepsPerEpoch()).hasValue(2);
                })
            .withOnEpochEnd((context, epoch, logs) -> calls.add("epoch end " + epoch))
            .withOnTrainEnd(
                context -> calls.add("end" + context.failure().map(e -> " of " + e).orElse("")));
    try (Model model = model(SGD.of(0.1), false)) {
      model.fit(examples(2, 1), FitOptions.of(2).withBatchSize(1).withCallbacks(callback));
    }
    assertThat(calls)
        .containsExactly(
            "begin",
            "epoch 1",
            "step 1",
            "after 1",
            "step 2",
            "after 2",
            "epoch end 1",
            "epoch 2",
            "step 1",
            "after 3",
            "step 2",
            "after 4",
            "epoch end 2",
            "end");
  }

  @Test
  void stoppingEndsTheEpochAfterTheStepInGoodOrder() {
    Callback inStep =
        LambdaCallback.create()
            .withOnTrainBatchEnd(
                (context, step, logs) -> {
                  if (step == 2) {
                    context.stopTraining();
                  }
                });
    Callback inEpochBegin =
        LambdaCallback.create().withOnEpochBegin((context, epoch) -> context.stopTraining());
    for (boolean early : new boolean[] {false, true}) {
      try (Model model = model(SGD.of(0.1), false)) {
        History history =
            model.fit(
                examples(5, 1),
                FitOptions.of(3)
                    .withBatchSize(1)
                    .withValidation(ONE)
                    .withCallbacks(early ? inEpochBegin : inStep));
        assertThat(history.epochs()).hasSize(1);
        assertThat(history.values("val_loss")).hasSize(1);
        assertThat(weight(model.weights())).isCloseTo(early ? 0.2f : 0.36f, within(1e-6f));
      }
    }
  }

  @Test
  void aRateThatIsNoNumberIsRefused() {
    Callback bad =
        LambdaCallback.create()
            .withOnEpochBegin((context, epoch) -> context.setLearningRate(Double.NaN));
    try (Model model = model(SGD.of(0.1), false)) {
      assertThatThrownBy(() -> model.fit(ONE, FitOptions.of(1).withCallbacks(bad)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the learning rate must be a number of at least 0, but is NaN");
    }
  }
}
