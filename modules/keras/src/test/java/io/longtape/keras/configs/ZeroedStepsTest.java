package io.longtape.keras.configs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.layers.Embedding;
import io.longtape.layers.Input;
import io.longtape.layers.Layer;
import io.longtape.layers.recurrent.Bidirectional;
import io.longtape.layers.recurrent.LSTM;
import io.longtape.networks.LayeredNetwork;
import io.longtape.networks.Sequential;
import io.longtape.serving.ModelException;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An unrolled layer that goes backwards over a mask. */
class ZeroedStepsTest {

  private static final LSTM UNROLLED =
      LSTM.of(2).withReturnSequences(true).withUnroll(true).withName("steps");

  private static LayeredNetwork readBack(boolean mask, Layer layer) {
    Sequential network = Sequential.of(Input.ints(4), Embedding.of(7, 3).withMaskZero(mask), layer);
    return NetworkConfig.read(
            new NetworkConfig("network", network, Set.of()).write(), name -> Optional.empty())
        .network();
  }

  @Test
  void isRefusedInABidirectionalLayer() {
    assertThatThrownBy(() -> readBack(true, Bidirectional.of(UNROLLED).withName("both")))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("layer 'both': unroll=true with go_backwards=true");
  }

  @Test
  void isRefusedByItselfWithZerosAlone() {
    LSTM backwards = UNROLLED.withGoBackwards(true);
    assertThatThrownBy(() -> readBack(true, backwards.withZeroOutputForMask(true)))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("layer 'steps': unroll=true");
    assertThat(readBack(true, backwards).layers()).containsKey("steps");
  }

  @Test
  void isReadWithoutAMask() {
    assertThat(readBack(false, Bidirectional.of(UNROLLED)).layers()).containsKey("bidirectional");
  }
}
