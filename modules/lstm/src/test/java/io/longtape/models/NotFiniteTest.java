package io.longtape.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.callbacks.Callback;
import io.longtape.callbacks.TrainingContext;
import io.longtape.checkpoints.TrainingState;
import io.longtape.datasets.ArrayExamples;
import io.longtape.initializers.Initializer;
import io.longtape.layers.Dense;
import io.longtape.layers.Input;
import io.longtape.layers.InputSpec;
import io.longtape.layers.MaskedTensor;
import io.longtape.layers.Pass;
import io.longtape.layers.recurrent.LSTM;
import io.longtape.losses.MeanSquaredError;
import io.longtape.networks.Network;
import io.longtape.networks.Sequential;
import io.longtape.optimizers.Adam;
import io.longtape.optimizers.Clipping;
import io.longtape.weights.WeightSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class NotFiniteTest {

  /** Keeps where training stood after its last step and when it ended. */
  private static final class Watch implements Callback {

    private TrainingState last;
    private final List<TrainingState> ends = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();

    @Override
    public void onTrainBatchEnd(TrainingContext context, int step, Map<String, Double> logs) {
      last = context.state();
    }

    @Override
    public void onTrainEnd(TrainingContext context) {
      ends.add(context.state());
      context.failure().ifPresent(failures::add);
    }
  }

  /** The mean of x times the root of a weight that starts at zero. */
  private static final class Root implements Network {

    private static final WeightSpec WEIGHT =
        WeightSpec.of("root/w", Shape.of(1), Initializer.zeros());

    @Override
    public Map<String, InputSpec> inputs() {
      return Map.of("x", InputSpec.floats(1));
    }

    @Override
    public Map<String, MaskedTensor> call(Pass pass, Map<String, MaskedTensor> inputs) {
      Operand<TFloat32> root = pass.tf().math.sqrt(pass.weight(WEIGHT));
      return Map.of("y", MaskedTensor.of(pass.tf().math.mul(inputs.get("x").floats("root"), root)));
    }
  }

  private static final Sequential STATEFUL =
      Sequential.of(Input.of(3, 2).withBatchSize(4), LSTM.of(3).withStateful(true), Dense.of(1));

  private static final float[][] TARGETS = Samples.means(Samples.sequences(12, 3, 2));

  private static Model compiled(Network network, boolean eagerly, Adam adam) {
    Model model = Model.of(network, 1);
    model.compile(CompileOptions.of(adam, MeanSquaredError.of()).withRunEagerly(eagerly));
    return model;
  }

  private static FitOptions inOrder(Callback... callbacks) {
    return FitOptions.of(2).withBatchSize(4).withShuffle(false).withCallbacks(callbacks);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLossThatIsNotFiniteStopsTrainingBeforeAnythingIsWritten(boolean eagerly) {
    float[][][] x = Samples.sequences(12, 3, 2);
    x[9][2][1] = Float.NaN;
    Watch watch = new Watch();
    try (Model model = compiled(STATEFUL, eagerly, Adam.of(0.01))) {
      assertThatThrownBy(() -> model.fit(ArrayExamples.of(x, TARGETS), inOrder(watch)))
          .isInstanceOf(TrainingException.class)
          .hasMessage(
              "the loss is not finite in step 3 of epoch 1: training has diverged, or the data"
                  + " hold NaN; the weights are those before the step; try a lower learning rate or clipping");
      assertThat(watch.failures).singleElement().isInstanceOf(TrainingException.class);
      TrainingState end = watch.ends.get(0);
      assertThat(watch.last.step()).isEqualTo(2);
      assertThat(end.step()).isEqualTo(2);
      assertThat(end.iterations()).isEqualTo(2);
      assertThat(end.weights().names()).contains("lstm/rnn_state", "lstm/rnn_state_1");
      Same.bits(end.weights(), watch.last.weights());
      Same.bits(end.slots(), watch.last.slots());
      Same.bits(model.weights(), watch.last.weights());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theModelGoesOnWithBetterData(boolean eagerly) {
    float[][][] x = Samples.sequences(12, 3, 2);
    Watch watch = new Watch();
    try (Model model = compiled(STATEFUL, eagerly, Adam.of(0.01));
        Model spared = compiled(STATEFUL, eagerly, Adam.of(0.01))) {
      x[5][0][0] = Float.POSITIVE_INFINITY;
      x[5][1][0] = Float.NEGATIVE_INFINITY;
      x[5][2][0] = Float.NaN;
      assertThatThrownBy(() -> model.fit(ArrayExamples.of(x, TARGETS), inOrder()))
          .hasMessageStartingWith("the loss is not finite in step 2 of epoch 1");
      float[][][] good = Samples.sequences(12, 3, 2);
      float[][][] first = Arrays.copyOf(good, 4);
      float[][] firstTargets = Arrays.copyOf(TARGETS, 4);
      spared.trainOnBatch(ArrayExamples.of(first, firstTargets));
      History history = model.fit(ArrayExamples.of(good, TARGETS), inOrder(watch));
      History expected = spared.fit(ArrayExamples.of(good, TARGETS), inOrder());
      assertThat(history.epochs()).isEqualTo(expected.epochs());
      assertThat(watch.failures).isEmpty();
      Same.bits(model.weights(), spared.weights());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aGradientThatIsNotFiniteIsNamedEvenWhereClippingWouldHideIt(boolean eagerly) {
    for (Clipping clipping :
        List.of(
            Clipping.none(), Clipping.byValue(1), Clipping.byNorm(1), Clipping.byGlobalNorm(1))) {
      Watch watch = new Watch();
      try (Model model = compiled(new Root(), eagerly, Adam.of(0.01).withClipping(clipping))) {
        ArrayExamples data = ArrayExamples.of(new float[][] {{1}, {2}}, new float[][] {{1}, {1}});
        assertThatThrownBy(() -> model.fit(data, inOrder(watch)))
            .as(clipping.toString())
            .isInstanceOf(TrainingException.class)
            .hasMessageStartingWith(
                "the gradient of 'root/w' is not finite in step 1 of epoch 1: ");
        assertThat(model.weights().get("root/w").data()).containsExactly(0);
        assertThat(watch.ends.get(0).slots().get("root/w/momentum").data()).containsExactly(0);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void oneBatchNamesItsStepToo(boolean eagerly) {
    float[][] bad = {{Float.NaN, 1}};
    float[][] good = {{0, 1}};
    float[][] y = {{1}};
    try (Model model = compiled(Sequential.of(Input.of(2), Dense.of(1)), eagerly, Adam.of(0.01))) {
      model.trainOnBatch(ArrayExamples.of(good, y));
      assertThatThrownBy(() -> model.trainOnBatch(ArrayExamples.of(bad, y)))
          .isInstanceOf(TrainingException.class)
          .hasMessage(
              "the loss is not finite in step 2: training has diverged; the weights are those"
                  + " before the step");
      assertThat(model.trainOnBatch(ArrayExamples.of(good, y)).get("loss")).isFinite();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aCallbackThatFailsInTheEndDoesNotHideTheError(boolean eagerly) {
    Callback failing =
        new Callback() {
          @Override
          public void onTrainEnd(TrainingContext context) {
            throw new IllegalStateException("the disk is full");
          }
        };
    try (Model model = compiled(Sequential.of(Input.of(2), Dense.of(1)), eagerly, Adam.of(0.01))) {
      ArrayExamples data = ArrayExamples.of(new float[][] {{Float.NaN, 1}}, new float[][] {{1}});
      assertThatThrownBy(() -> model.fit(data, inOrder(failing)))
          .isInstanceOf(TrainingException.class)
          .satisfies(
              e ->
                  assertThat(e.getSuppressed())
                      .singleElement()
                      .extracting(Throwable::getMessage)
                      .isEqualTo("the disk is full"));
    }
  }
}
