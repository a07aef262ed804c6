package io.longtape.callbacks;

import static io.longtape.callbacks.FakeTraining.logs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.checkpoints.CallbackState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallbackListTest {

  private final List<String> calls = new ArrayList<>();

  @Test
  void callsEachInOrder() {
    FakeTraining training = new FakeTraining(noting("a"), noting("b"));
    training.begin();
    training.beginEpoch();
    training.trainStep(logs("loss", 1));
    training.endEpoch(logs("loss", 2));
    training.end();
    assertThat(calls)
        .containsExactly(
            "a begin",
            "b begin",
            "a epoch 1",
            "b epoch 1",
            "a step 1",
            "b step 1",
            "a step 1 {loss=1.0}",
            "b step 1 {loss=1.0}",
            "a epoch 1 {loss=2.0}",
            "b epoch 1 {loss=2.0}",
            "a end",
            "b end");
  }

  private LambdaCallback noting(String name) {
    return LambdaCallback.create()
        .withOnTrainBegin(context -> calls.add(name + " begin"))
        .withOnEpochBegin((context, epoch) -> calls.add(name + " epoch " + epoch))
        .withOnTrainBatchBegin((context, step) -> calls.add(name + " step " + step))
        .withOnTrainBatchEnd(
            (context, step, logs) -> calls.add(name + " step " + step + " " + logs))
        .withOnEpochEnd((context, epoch, logs) -> calls.add(name + " epoch " + epoch + " " + logs))
        .withOnTrainEnd(context -> calls.add(name + " end"));
  }

  @Test
  void lambdasThatAreNotGivenDoNothing() {
    FakeTraining training = new FakeTraining(LambdaCallback.create());
    training.begin();
    training.beginEpoch();
    training.trainStep(Map.of());
    training.endEpoch(Map.of());
    training.end();
    assertThat(training.stopped).isFalse();
    assertThat(training.callbacks.states()).isEmpty();
  }

  @Test
  void tellsEachOfTheEndEvenIfOneThrows() {
    FakeTraining training =
        new FakeTraining(throwing("first"), noting("a"), throwing("second"), noting("b"));
    assertThatThrownBy(training::end)
        .hasMessage("first")
        .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessage("second"));
    assertThat(calls).containsExactly("a end", "b end");
  }

  private static LambdaCallback throwing(String message) {
    return LambdaCallback.create()
        .withOnTrainEnd(
            context -> {
              throw new IllegalStateException(message);
            });
  }

  /** Counts, and can be told apart only by its place among its like. */
  private static final class Counter implements Callback {
    private double count;

    @Override
    public Optional<CallbackState> state() {
      return Optional.of(CallbackState.of(Map.of("count", count)));
    }

    @Override
    public void restore(CallbackState state) {
      count = state.number("count").orElseThrow();
    }
  }

  @Test
  void givesStatesBackToThoseTheyCameFrom() {
    Counter one = new Counter();
    one.count = 1;
    Counter two = new Counter();
    two.count = 2;
    Map<String, CallbackState> states =
        CallbackList.of(List.of(one, LambdaCallback.create(), two)).states();
    assertThat(states.keySet()).containsExactly("Counter", "Counter 2");
    Counter newOne = new Counter();
    Counter newTwo = new Counter();
    Counter newThree = new Counter();
    CallbackList.of(List.of(newOne, newTwo, newThree)).restore(states);
    assertThat(List.of(newOne.count, newTwo.count, newThree.count)).containsExactly(1.0, 2.0, 0.0);
  }
}
