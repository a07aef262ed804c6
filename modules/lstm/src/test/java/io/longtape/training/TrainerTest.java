package io.longtape.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.layers.Dense;
import io.longtape.layers.Dropout;
import io.longtape.layers.LSTM;
import io.longtape.layers.Pass;
import io.longtape.layers.WeightValues;
import io.longtape.optimizers.Adam;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.framework.losses.MeanSquaredError;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

class TrainerTest {

  private static final InputSpec TARGET = new InputSpec(Shape.of(1), TFloat32.class);

  /** The next value of a wave from six before it. */
  private record NextValue(double dropout) implements Network {

    @Override
    public Map<String, InputSpec> inputs() {
      return Map.of("x", new InputSpec(Shape.of(6, 1), TFloat64.class));
    }

    @Override
    public Operand<TFloat32> call(Pass pass, Map<String, Operand<?>> inputs) {
      Operand<TFloat32> x =
          pass.tf().dtypes.cast(inputs.get("x").asOutput().expect(TFloat64.class), TFloat32.class);
      Operand<TFloat32> h = LSTM.of("lstm", 4).call(pass, x);
      h = Dropout.of("dropout", dropout, 7).call(pass, h);
      return Dense.of("dense", 1).call(pass, h);
    }
  }

  private static ArrayExamples wave(int count, double shift) {
    double[] x = new double[count * 6];
    double[] y = new double[count];
    for (int i = 0; i < count; i++) {
      for (int t = 0; t < 6; t++) {
        x[i * 6 + t] = Math.sin(0.7 * (i + t) + shift);
      }
      y[i] = Math.sin(0.7 * (i + 6) + shift);
    }
    return ArrayExamples.of(count, x, y);
  }

  private static Trainer trainer(double dropout, long seed) {
    return Trainer.of(
        new NextValue(dropout),
        TARGET,
        new MeanSquaredError(),
        Adam.of(0.01),
        OptionalDouble.of(1),
        seed);
  }

  private static WeightValues trained(double dropout, long seed) {
    try (Trainer trainer = trainer(dropout, seed)) {
      trainer.fit(wave(50, 0), Optional.of(wave(10, 1)), FitOptions.of(3, 16));
      return trainer.weights();
    }
  }

  @Test
  void oneSeedGivesOneResultToTheBit() {
    WeightValues first = trained(0.5, 3);
    WeightValues second = trained(0.5, 3);
    WeightValues other = trained(0.5, 4);
    for (String name : first.names()) {
      assertThat(second.get(name).data()).as(name).containsExactly(first.get(name).data());
    }
    assertThat(other.get("lstm/lstm_cell/kernel").data())
        .isNotEqualTo(first.get("lstm/lstm_cell/kernel").data());
  }

  @Test
  void dropoutChangesTrainingButNotEvaluation() {
    try (Trainer with = trainer(0.9, 3);
        Trainer without = trainer(0, 3)) {
      ArrayExamples examples = wave(40, 0);
      assertThat(with.evaluate(examples)).isEqualTo(without.evaluate(examples));
      double dropped =
          with.fit(examples, Optional.empty(), FitOptions.of(1, 40)).epochs().get(0).loss();
      double plain =
          without.fit(examples, Optional.empty(), FitOptions.of(1, 40)).epochs().get(0).loss();
      assertThat(dropped).isNotEqualTo(plain);
    }
  }

  @Test
  void keepsTheWeightsOfTheBestEpochAndStopsWhenPatienceIsOver() {
    // A rate that jumps after 12 steps, in epoch 4, spoils the network: the third epoch stays the
    // best.
    LearningRateSchedule spoiling = (step, steps, rate) -> step < 12 ? rate : 3;
    List<Double> validation = new ArrayList<>();
    TrainingListener recorder =
        new TrainingListener() {
          @Override
          public void epoch(History.Epoch epoch) {
            validation.add(epoch.validationLoss().orElseThrow());
          }
        };
    try (Trainer trainer = trainer(0, 3)) {
      ArrayExamples held = wave(20, 1);
      History history =
          trainer.fit(
              wave(50, 0),
              Optional.of(held),
              FitOptions.of(40, 16).withPatience(2).withSchedule(spoiling).withListeners(recorder));
      assertThat(history.bestEpoch()).isEqualTo(3);
      assertThat(history.epochs()).hasSize(5);
      assertThat(validation).hasSize(5);
      assertThat(validation.get(4)).isGreaterThan(validation.get(2));
      assertThat(trainer.evaluate(held)).isEqualTo(validation.get(2));
    }
  }

  @Test
  void aLossThatIsNotFiniteStopsTrainingAndNamesTheStep() {
    ArrayExamples examples = wave(32, 0);
    examples.data().get(Examples.TARGET)[5] = Double.NaN;
    try (Trainer trainer = trainer(0, 3)) {
      assertThatThrownBy(() -> trainer.fit(examples, Optional.empty(), FitOptions.of(1, 32)))
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining("NaN in step 1 of epoch 1");
    }
  }

  @Test
  void anEmptyDataSetIsRefused() {
    try (Trainer trainer = trainer(0, 3)) {
      ArrayExamples none = new ArrayExamples(0, Map.of());
      assertThatThrownBy(() -> trainer.fit(none, Optional.empty(), FitOptions.of(1, 32)))
          .hasMessage("there are no training examples");
      assertThatThrownBy(() -> trainer.fit(wave(3, 0), Optional.of(none), FitOptions.of(1, 32)))
          .hasMessage("there are no validation examples");
    }
  }

  @Test
  void aBatchLargerThanTheDataIsOneStep() {
    try (Trainer trainer = trainer(0, 3)) {
      int[] steps = {0};
      TrainingListener counter =
          new TrainingListener() {
            @Override
            public void step(int epoch, int step, double meanLoss) {
              steps[0]++;
            }
          };
      trainer.fit(wave(5, 0), Optional.empty(), FitOptions.of(2, 64).withListeners(counter));
      assertThat(steps[0]).isEqualTo(2);
    }
  }
}
