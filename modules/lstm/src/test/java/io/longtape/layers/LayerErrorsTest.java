package io.longtape.layers;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TString;

/** A layer that refuses says its name, what it expects and what came. */
class LayerErrorsTest {

  private static AbstractThrowableAssert<?, ? extends Throwable> refused(
      Layer layer, Shape... shapes) {
    return assertThatThrownBy(() -> LayerRun.of(layer).shapeOf(shapes))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shapesThatDoNotSuit() {
    refused(GlobalAveragePooling1D.of(), Shape.of(-1, 7))
        .hasMessage(
            "layer 'global_average_pooling1d' expects [batch, time, features], but got [-1, 7]");
    refused(GlobalMaxPooling1D.of().withName("max"), Shape.of(-1, 7))
        .hasMessage("layer 'max' expects [batch, time, features], but got [-1, 7]");
    refused(AttentionPooling1D.of(2).withName("pool"), Shape.of(-1, 7))
        .hasMessage("layer 'pool' expects [batch, time, features], but got [-1, 7]");
    refused(RepeatVector.of(2), Shape.of(-1, 7, 2))
        .hasMessage("layer 'repeat_vector' expects [batch, features], but got [-1, 7, 2]");
    refused(Dense.of(2), Shape.of(-1, -1))
        .hasMessage(
            "layer 'dense' expects [batch, ..., features] with a known number of features,"
                + " but got [-1, -1]");
    refused(TimeDistributed.of(Dense.of(2)), Shape.of(-1, 7))
        .hasMessage(
            "layer 'time_distributed' expects [batch, time, ...] with three axes or more,"
                + " but got [-1, 7]");
    refused(TimeDistributed.of(RepeatVector.of(2)), Shape.of(-1, 7, 2, 3))
        .hasMessage(
            "layer 'time_distributed/repeat_vector' expects [batch, features],"
                + " but got [-1, 2, 3]");
    refused(LayerNormalization.of().withAxis(1), Shape.of(-1, -1, 2))
        .hasMessage(
            "layer 'layer_normalization' normalizes the axes [1], which need known sizes,"
                + " but got [-1, -1, 2]");
    refused(Flatten.of(), Shape.scalar())
        .hasMessage("layer 'flatten' expects [batch, ...], but got []");
  }

  @Test
  void severalInputsThatDoNotSuitEachOther() {
    refused(Concatenate.of().withName("both"), Shape.of(-1, 3), Shape.of(-1, 2, 3))
        .hasMessage(
            "layer 'both' joins along axis -1 and expects the same sizes but for it,"
                + " but got [-1, 3], [-1, 2, 3]");
    refused(Concatenate.of(1), Shape.of(-1, 3, 2), Shape.of(-1, 2, 3))
        .hasMessageContaining("but got [-1, 3, 2], [-1, 2, 3]");
    refused(Concatenate.of(2), Shape.of(-1, 3)).hasMessageContaining("axis 2");
    refused(Concatenate.of()).hasMessage("layer 'concatenate' has nothing to join");
    refused(AdditiveAttention.of(), Shape.of(-1, 3, 2), Shape.of(-1, 4, 5))
        .hasMessage(
            "layer 'additive_attention' expects a query [batch, queryTime, features], a value"
                + " [batch, valueTime, size] and perhaps a key [batch, valueTime, features],"
                + " but got [-1, 3, 2], [-1, 4, 5]");
    refused(Dense.of(1), Shape.of(-1, 2), Shape.of(-1, 2))
        .hasMessage("layer 'dense' reads one tensor, but got 2");
  }

  @Test
  void typesThatDoNotSuit() {
    assertThatThrownBy(() -> LayerRun.of(Embedding.of(3, 2)).reads(TString.vectorOf("a")).eagerly())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "layer 'embedding' expects token ids, int32 or int64, but got DT_STRING of shape [1]");
    assertThatThrownBy(() -> LayerRun.of(Masking.of()).reads(new int[][] {{1}}).eagerly())
        .hasMessage("layer 'masking' expects float32, but got DT_INT32 of shape [1, 1]");
    assertThatThrownBy(
            () ->
                LayerRun.of(Concatenate.of())
                    .reads(new float[][] {{1}})
                    .reads(new int[][] {{1}})
                    .eagerly())
        .hasMessage("layer 'concatenate' joins inputs of one type, but got DT_FLOAT and DT_INT32");
  }

  @Test
  void argumentsOutOfRange() {
    assertThatThrownBy(() -> Dense.of(0)).hasMessage("units must be at least 1, but is 0");
    assertThatThrownBy(() -> Embedding.of(0, 2))
        .hasMessage("inputDim must be at least 1, but is 0");
    assertThatThrownBy(() -> Embedding.of(2, 0))
        .hasMessage("outputDim must be at least 1, but is 0");
    assertThatThrownBy(() -> RepeatVector.of(0)).hasMessage("n must be at least 1, but is 0");
    assertThatThrownBy(() -> LayerNormalization.of().withAxis())
        .hasMessage("layer normalization needs at least one axis");
  }
}
