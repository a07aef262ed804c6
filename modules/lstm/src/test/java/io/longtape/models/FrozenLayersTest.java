package io.longtape.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.callbacks.LambdaCallback;
import io.longtape.datasets.ArrayExamples;
import io.longtape.layers.Dense;
import io.longtape.layers.Input;
import io.longtape.layers.recurrent.Bidirectional;
import io.longtape.layers.recurrent.LSTM;
import io.longtape.losses.MeanSquaredError;
import io.longtape.networks.Sequential;
import io.longtape.optimizers.Adam;
import io.longtape.weights.WeightValues;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrozenLayersTest {

  private static final Sequential NETWORK =
      Sequential.of(Input.of(3, 2), Bidirectional.of(LSTM.of(2)).withName("reader"), Dense.of(1));

  private static final ArrayExamples DATA = Samples.regression(8, 3, 2);

  private static CompileOptions options(boolean eagerly) {
    return CompileOptions.of(Adam.of(0.01), MeanSquaredError.of()).withRunEagerly(eagerly);
  }

  /** The layers whose weights training changed. */
  private static Set<String> changed(Model model) {
    WeightValues before = model.weights();
    model.fit(DATA, FitOptions.of(1).withBatchSize(4));
    WeightValues after = model.weights();
    Set<String> changed = new TreeSet<>();
    for (String name : before.names()) {
      if (!Arrays.equals(before.get(name).data(), after.get(name).data())) {
        changed.add(name.substring(0, name.indexOf('/')));
      }
    }
    return changed;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void staysAsItIsAndHasNoSlots(boolean eagerly) {
    try (Model model = Model.of(NETWORK, 1)) {
      model.setTrainable("reader", false);
      model.compile(options(eagerly));
      assertThat(changed(model)).containsExactly("dense");
      Set<String> slots = new TreeSet<>();
      model.fit(
          DATA,
          FitOptions.of(1)
              .withCallbacks(
                  LambdaCallback.create()
                      .withOnTrainEnd(context -> slots.addAll(context.state().slots().names()))));
      assertThat(slots)
          .containsExactly(
              "dense/bias/momentum",
              "dense/bias/velocity",
              "dense/kernel/momentum",
              "dense/kernel/velocity");
    }
  }

  @Test
  void takesEffectWithTheNextCompiling() {
    try (Model model = Model.of(NETWORK, 1)) {
      model.compile(options(false));
      model.setTrainable("dense", false);
      assertThat(changed(model)).containsExactly("dense", "reader");
      model.compile(options(false));
      assertThat(changed(model)).containsExactly("reader");
      model.setTrainable("dense", true);
      model.compile(options(false));
      assertThat(changed(model)).containsExactly("dense", "reader");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nothingLearnsWhereAllIsFrozen(boolean eagerly) {
    try (Model model = Model.of(NETWORK, 1)) {
      model.setTrainable("reader", false);
      model.setTrainable("dense", false);
      model.compile(options(eagerly));
      assertThat(changed(model)).isEmpty();
    }
  }

  @Test
  void refusesALayerThatIsNotThere() {
    try (Model model = Model.of(NETWORK, 1)) {
      assertThatThrownBy(() -> model.setTrainable("raeder", false))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("there is no layer with weights 'raeder'; there are: reader, dense");
    }
  }
}
