package io.longtape.keras.savedmodels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.layers.Dense;
import io.longtape.layers.Input;
import io.longtape.networks.Sequential;
import io.longtape.weights.WeightValues;
import io.longtape.weights.WeightValues.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class WeightMatchTest {

  private static final Sequential NETWORK =
      Sequential.of(Input.of(1).withName("x"), Dense.of(2).withName("dense"));

  @Test
  void takesPathsAsTheyAre() {
    WeightValues values = match("dense/kernel", "dense/bias");

    assertThat(values.names()).containsExactly("dense/kernel", "dense/bias");
    assertThat(values.get("dense/bias").data()).containsExactly(1, 1);
  }

  @Test
  void takesPathsBehindAModelsName() {
    WeightValues values = match("model/dense/kernel", "model/dense/bias", "other/seed");

    assertThat(values.get("dense/kernel").data()).containsExactly(0, 0);
    assertThat(values.get("dense/bias").data()).containsExactly(1, 1);
  }

  @Test
  void prefersThePrefixOfAllWeights() {
    WeightValues values =
        match("m/dense/kernel", "m/dense/bias", "m/in/dense/bias", "m/wrapper/dense/kernels");

    assertThat(values.get("dense/bias").data()).containsExactly(1, 1);
  }

  @Test
  void refusesWhatCouldBeSeveral() {
    assertThatThrownBy(
            () -> match("a/dense/kernel", "a/dense/bias", "b/dense/kernel", "b/dense/bias"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the weight 'dense/kernel' has several equals, a/dense/kernel, b/dense/kernel in the saved model; it has: a/dense/bias, a/dense/kernel, b/dense/bias, b/dense/kernel");
  }

  @Test
  void refusesWhatIsNotThere() {
    assertThatThrownBy(() -> match("dense/kernel", "my_dense/bias"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the weight 'dense/bias' has no equal in the saved model; it has: dense/kernel, my_dense/bias");
  }

  @Test
  void refusesAnotherShape() {
    WeightValues saved =
        new WeightValues(
            Map.of(
                "dense/kernel", new Value(Shape.of(2, 1), new float[2]),
                "dense/bias", new Value(Shape.of(2), new float[2])));

    assertThatThrownBy(() -> WeightMatch.of(saved, NETWORK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("weight 'dense/kernel' has shape [1, 2]");
  }

  /** Kernels and biases that hold their number in the order of the names. */
  private static WeightValues match(String... names) {
    Map<String, Value> saved = new LinkedHashMap<>();
    for (String name : names) {
      Shape shape = name.endsWith("kernel") ? Shape.of(1, 2) : Shape.of(2);
      saved.put(name, new Value(shape, new float[] {saved.size(), saved.size()}));
    }
    return WeightMatch.of(new WeightValues(saved), NETWORK);
  }
}
