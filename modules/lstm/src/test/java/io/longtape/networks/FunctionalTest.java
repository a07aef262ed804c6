package io.longtape.networks;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.layers.Dense;
import io.longtape.layers.Input;
import io.longtape.layers.SymbolicTensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class FunctionalTest {

  private final Input x = Input.of(3);
  private final SymbolicTensor y = Dense.of(1).apply(x);

  @Test
  void refusesAnInputThatIsListedTwice() {
    assertThatThrownBy(() -> Functional.of(List.of(x, x), List.of(y)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an input of shape [3] is listed twice");
  }

  @Test
  void refusesAnOutputOfAnInputThatIsNotListed() {
    assertThatThrownBy(() -> Functional.of(List.of(Input.of(3)), List.of(y)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "an output depends on an input of shape [3] that is not among the network's inputs");
  }
}
