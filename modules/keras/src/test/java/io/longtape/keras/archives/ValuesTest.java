package io.longtape.keras.archives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.serving.ModelException;
import io.longtape.weights.WeightSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class ValuesTest {

  private static final ReadLimits LIMITS = new ReadLimits(1000, 100, 5, 5);

  @Test
  void statesAreZero() {
    List<WeightSpec> states = List.of(WeightSpec.state("lstm/h", Shape.of(2, 3)));
    assertThat(Values.zeros(states, Place.of("model.keras"), LIMITS).get("lstm/h").data())
        .containsExactly(0, 0, 0, 0, 0, 0);
  }

  @Test
  void statesThatNoFileHoldsAreLimited() {
    List<WeightSpec> states =
        List.of(
            WeightSpec.state("lstm/h", Shape.of(2, 100)),
            WeightSpec.state("lstm/c", Shape.of(2, 100)));
    assertThatThrownBy(() -> Values.zeros(states, Place.of("model.keras"), LIMITS))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            "model.keras: the state 'lstm/c' of shape [2, 100] is larger than the limit for this file");
  }
}
