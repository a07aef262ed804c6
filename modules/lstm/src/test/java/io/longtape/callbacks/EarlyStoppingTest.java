package io.longtape.callbacks;

import static io.longtape.callbacks.FakeTraining.logs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.checkpoints.TrainingState;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EarlyStoppingTest {

  private static final double[] LOSSES = {1, 0.5, 0.7, 0.6, 0.4, 0.9};

  @Test
  void restoresTheBestEpochsWeights() {
    EarlyStopping stopping = EarlyStopping.create().withPatience(2).withRestoreBestWeights(true);
    FakeTraining training = new FakeTraining(stopping);
    training.begin();
    assertThat(stopping.bestEpoch()).isEmpty();
    for (int i = 0; i < 4; i++) {
      assertThat(training.stopped).isFalse();
      training.epoch(logs("val_loss", LOSSES[i]));
    }
    assertThat(training.stopped).isTrue();
    assertThat(training.weight()).isEqualTo(4);
    training.end();
    assertThat(training.weight()).isEqualTo(2);
    assertThat(stopping.stoppedEpoch()).hasValue(4);
    assertThat(stopping.bestEpoch()).hasValue(2);
  }

  @Test
  void leavesTheWeightsAloneAfterAnError() {
    FakeTraining training = new FakeTraining(EarlyStopping.create().withRestoreBestWeights(true));
    training.begin();
    training.epoch(logs("val_loss", 1));
    training.beginEpoch();
    training.failure = new IllegalStateException();
    training.end();
    assertThat(training.weight()).isEqualTo(2);
  }

  @Test
  void goesBackToTheBestWeightsAfterADivergence() {
    FakeTraining training = new FakeTraining(EarlyStopping.create().withRestoreBestWeights(true));
    training.begin();
    training.epoch(logs("val_loss", 1));
    training.beginEpoch();
    training.failure = new IllegalStateException();
    training.diverged = true;
    training.end();
    assertThat(training.weight()).isEqualTo(1);
  }

  @Test
  void startsAnewWithEachTraining() {
    EarlyStopping stopping = EarlyStopping.create();
    FakeTraining training = new FakeTraining(stopping);
    training.begin();
    training.epoch(logs("val_loss", 0));
    training.epoch(logs("val_loss", 0));
    assertThat(stopping.stoppedEpoch()).hasValue(2);
    training.stopped = false;
    training.begin();
    assertThat(stopping.stoppedEpoch()).isEmpty();
    training.epoch(logs("val_loss", 5));
    assertThat(training.stopped).isFalse();
  }

  @Test
  void goesOnFromACheckpointAsIfNothingHadHappened() {
    for (int saved = 1; saved <= 4; saved++) {
      FakeTraining first = new FakeTraining(stopping());
      first.begin();
      for (int i = 0; i < saved; i++) {
        first.epoch(logs("val_loss", LOSSES[i]));
      }
      TrainingState state = first.state();

      EarlyStopping stopping = stopping();
      FakeTraining second = new FakeTraining(stopping);
      second.goOnFrom(state);
      while (!second.stopped) {
        second.epoch(logs("val_loss", LOSSES[second.epoch - 1]));
      }
      second.end();
      assertThat(stopping.stoppedEpoch()).hasValue(4);
      assertThat(stopping.bestEpoch()).hasValue(2);
      assertThat(second.weight()).isEqualTo(2);
    }
  }

  private static EarlyStopping stopping() {
    return EarlyStopping.create().withPatience(2).withRestoreBestWeights(true);
  }

  @Test
  void namesAMetricThatIsNotThere() {
    FakeTraining training = new FakeTraining(EarlyStopping.create());
    training.begin();
    assertThatThrownBy(() -> training.epoch(logs("loss", 1, "accuracy", 0)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "EarlyStopping watches 'val_loss', but there is no such metric; there are: loss, accuracy;"
                + " names with val_ need validation data");
  }

  @Test
  void refusesBadArguments() {
    assertThatThrownBy(() -> EarlyStopping.create().withPatience(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("patience must be at least 0, but is -1");
    assertThatThrownBy(() -> EarlyStopping.create().withStartFromEpoch(-2))
        .hasMessage("startFromEpoch must be at least 0, but is -2");
  }

  @Test
  void refusesANameThatDoesNotTellTheDirectionBeforeTraining() {
    FakeTraining training = new FakeTraining(EarlyStopping.create().withMonitor("val_my_score"));
    assertThatThrownBy(training::begin)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "EarlyStopping cannot tell by the name 'val_my_score' whether more or less is better;"
                + " use withMode(Mode.MAX) or withMode(Mode.MIN)");
    new FakeTraining(EarlyStopping.create().withMonitor("val_my_score").withMode(Mode.MAX)).begin();
  }

  @Test
  void knowsTheDirectionOfKerasMetrics() {
    Monitor monitor = Monitor.of("test", 0);
    for (String less :
        new String[] {
          "loss",
          "val_loss",
          "output_loss",
          "mae",
          "val_mean_absolute_error",
          "rmse",
          "sparse_categorical_crossentropy",
          "squared_hinge",
          "poisson"
        }) {
      assertThat(monitor.withMetric(less).increasing()).as(less).isFalse();
    }
    for (String more :
        new String[] {
          "accuracy",
          "val_binary_accuracy",
          "sparse_top_k_categorical_accuracy",
          "precision_1",
          "val_auc",
          "f1_score",
          "r2_score",
          "mean_io_u",
          "cosine_similarity"
        }) {
      assertThat(monitor.withMetric(more).increasing()).as(more).isTrue();
    }
  }

  @Test
  void hasNoWeightsInItsStateUnlessItRestoresThem() {
    EarlyStopping stopping = EarlyStopping.create();
    FakeTraining training = new FakeTraining(stopping);
    training.begin();
    training.epoch(logs("val_loss", 1));
    assertThat(stopping.state().orElseThrow().weights()).isEmpty();
    assertThat(stopping.state().orElseThrow().numbers())
        .isEqualTo(Map.of("best", 1.0, "wait", 0.0, "bestEpoch", 1.0, "stoppedEpoch", 0.0));
  }
}
