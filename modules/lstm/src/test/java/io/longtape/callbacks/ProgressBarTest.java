package io.longtape.callbacks;

import static io.longtape.callbacks.FakeTraining.logs;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

  private static final int WIDTH = 120;

  private final List<String> shown = Collections.synchronizedList(new ArrayList<>());

  @Test
  void showsEpochLossAndValidation() {
    FakeTraining training = training(true);
    training.begin();
    epoch(training, 0.5);
    epoch(training, 0.25);
    training.end();
    assertThat(last()).contains(" 4/20 ").contains("epoch 2 loss 0.2500 validation 1.0000");
  }

  @Test
  void goesOnWithTheEpochOfTheCheckpoint() {
    FakeTraining first = training(false);
    first.begin();
    first.beginEpoch();
    first.endEpoch(logs());
    first.beginEpoch();
    first.trainStep(logs("loss", 1));
    FakeTraining second = training(true);
    second.goOnFrom(first.state());
    second.trainStep(logs("loss", 0.125));
    second.end();
    assertThat(last()).contains(" 4/20 ").contains("epoch 2 loss 0.1250");
  }

  @Test
  void countsStepsWhenTheirNumberIsNotKnown() {
    FakeTraining training = training(true);
    training.stepsPerEpoch = OptionalLong.empty();
    training.begin();
    epoch(training, 0.5);
    training.end();
    assertThat(last()).contains(" 2/? ").contains("epoch 1 loss 0.5000");
  }

  @Test
  void staysQuietWithoutATerminal() {
    FakeTraining training = training(false);
    training.begin();
    epoch(training, 0.5);
    training.end();
    assertThat(shown).isEmpty();
  }

  private String last() {
    return shown.get(shown.size() - 1);
  }

  private FakeTraining training(boolean terminal) {
    DelegatingProgressBarConsumer consumer = new DelegatingProgressBarConsumer(shown::add, WIDTH);
    FakeTraining training =
        new FakeTraining(new ProgressBar(terminal, builder -> builder.setConsumer(consumer)));
    training.stepsPerEpoch = OptionalLong.of(2);
    return training;
  }

  private static void epoch(FakeTraining training, double loss) {
    training.beginEpoch();
    training.trainStep(logs("loss", loss));
    training.trainStep(logs("loss", loss));
    training.endEpoch(logs("loss", loss, "val_loss", 2 * loss));
  }
}
