package io.longtape.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.activations.KerasActivation;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class NamedLayerTest {

  @Test
  void isCalledAsInKeras() {
    assertThat(
            Stream.of(
                    Dense.of(1),
                    LayerNormalization.of(),
                    GlobalAveragePooling1D.of(),
                    GlobalMaxPooling1D.of(),
                    TimeDistributed.of(Dense.of(1)),
                    RepeatVector.of(1),
                    AdditiveAttention.of(),
                    AttentionPooling1D.of(1),
                    Activation.of(KerasActivation.RELU))
                .map(Layer::kind))
        .containsExactly(
            "dense",
            "layer_normalization",
            "global_average_pooling1d",
            "global_max_pooling1d",
            "time_distributed",
            "repeat_vector",
            "additive_attention",
            "attention_pooling1d",
            "activation");
  }

  @Test
  void changesACopy() {
    Dense plain = Dense.of(2);
    Dense named = plain.withName("head");
    assertThat(plain.name()).isEmpty();
    assertThat(named.name()).hasValue("head");
    assertThat(named.withUseBias(false).name()).hasValue("head");
    assertThatThrownBy(() -> plain.withName(null)).isInstanceOf(NullPointerException.class);
  }

  @Test
  void refusesNamesThatPathsCannotHold() {
    assertThatThrownBy(() -> Dense.of(2).withName("a/b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a layer's name must not be empty and must not hold '/', but is 'a/b'");
    assertThatThrownBy(() -> Dense.of(2).withName("")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namesThatTensorFlowDoesNotTakeAreTakenHere() {
    for (String name : new String[] {"_head", "été", "two words"}) {
      LayerRun.of(Dense.of(1).withName(name))
          .weight(name + "/kernel", Shape.of(2, 1), 1, 10)
          .weight(name + "/bias", Shape.of(1), 0)
          .reads(new float[][] {{3, 2}})
          .gives(Shape.of(1, 1), 23);
    }
  }

  @Test
  void isTheBaseOfLayersOfOnesOwn() {
    LayerRun.of(new Scaling().withFactor(3))
        .reads(new float[][] {{1, -2}})
        .gives(Shape.of(1, 2), 3, -6);
    assertThat(new Scaling().kind()).isEqualTo("scaling");
  }

  private static final class Scaling extends NamedLayer<Scaling> implements UnaryLayer {

    private float factor = 1;

    Scaling withFactor(float choice) {
      return with(copy -> copy.factor = choice);
    }

    @Override
    public MaskedTensor call(Pass pass, MaskedTensor input) {
      var tf = pass.tf();
      return input.withTensor(tf.math.mul(input.floats(pass.path()), tf.constant(factor)));
    }
  }
}
