package io.longtape.callbacks;

import static io.longtape.callbacks.FakeTraining.logs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.checkpoints.TrainingState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearningRateCallbacksTest {

  @Test
  void halvesTheRateOnAPlateauAndWaitsAfterIt() {
    FakeTraining training = new FakeTraining(plateau());
    training.setLearningRate(1);
    training.begin();
    List<Double> rates = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      training.epoch(logs("loss", 3));
      rates.add(training.learningRate());
    }
    assertThat(rates).containsExactly(1.0, 1.0, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25);
  }

  @Test
  void goesOnFromACheckpointInTheMiddleOfACooldown() {
    FakeTraining first = new FakeTraining(plateau());
    first.setLearningRate(1);
    first.begin();
    for (int i = 0; i < 3; i++) {
      first.epoch(logs("loss", 3));
    }
    TrainingState state = first.state();
    FakeTraining second = new FakeTraining(plateau());
    second.goOnFrom(state);
    List<Double> rates = new ArrayList<>();
    for (int i = 3; i < 8; i++) {
      second.epoch(logs("loss", 3));
      rates.add(second.learningRate());
    }
    assertThat(rates).containsExactly(0.5, 0.25, 0.25, 0.25, 0.25);
  }

  private static ReduceLROnPlateau plateau() {
    return ReduceLROnPlateau.create()
        .withMonitor("loss")
        .withFactor(0.5)
        .withPatience(2)
        .withCooldown(1)
        .withMinLr(0.25);
  }

  @Test
  void refusesFactorsThatDoNotReduce() {
    for (double factor : new double[] {1, 2, -0.1, Double.NaN}) {
      assertThatThrownBy(() -> ReduceLROnPlateau.create().withFactor(factor))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("factor must be at least 0 and less than 1, but is " + factor);
    }
  }

  @Test
  void schedulesByEpochsFromOne() {
    FakeTraining training =
        new FakeTraining(LearningRateScheduler.of((epoch, rate) -> epoch + rate / 2));
    training.setLearningRate(4);
    List<Double> rates = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      training.epoch(logs());
      rates.add(training.learningRate());
    }
    assertThat(rates).containsExactly(3.0, 3.5, 4.75);
  }

  @Test
  void refusesARateThatIsNoNumber() {
    FakeTraining training = new FakeTraining(LearningRateScheduler.of((epoch, rate) -> rate / 0));
    assertThatThrownBy(training::beginEpoch)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the schedule of LearningRateScheduler gives a rate of Infinity for epoch 1");
  }
}
