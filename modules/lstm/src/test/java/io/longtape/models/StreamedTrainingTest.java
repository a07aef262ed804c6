package io.longtape.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.datasets.ArrayExamples;
import io.longtape.datasets.Batching;
import io.longtape.datasets.DataSet;
import io.longtape.datasets.Example;
import io.longtape.datasets.ExampleStream;
import io.longtape.layers.Dense;
import io.longtape.layers.Flatten;
import io.longtape.layers.Input;
import io.longtape.losses.MeanSquaredError;
import io.longtape.networks.Sequential;
import io.longtape.optimizers.Adam;
import io.longtape.weights.WeightValues;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Data that come one example after the other. */
class StreamedTrainingTest {

  private static final float[][][] X = Samples.sequences(22, 3, 2);
  private static final float[][] Y = Samples.means(X);
  private static final Sequential NETWORK =
      Sequential.of(Input.of(3, 2), Flatten.of(), Dense.of(1));

  private static ExampleStream stream(float[][][] x) {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < x.length; i++) {
      examples.add(Example.of(x[i], Y[i]));
    }
    return ExampleStream.over(examples);
  }

  private static WeightValues trained(DataSet data, Batching batching) {
    try (Model model = Model.of(NETWORK, 1)) {
      model.compile(CompileOptions.of(Adam.of(0.01), MeanSquaredError.of()));
      model.fit(data, FitOptions.of(3).withBatching(batching));
      return model.weights();
    }
  }

  @Test
  void trainsAsFromMemory() {
    Batching inOrder = Batching.of(4);
    WeightValues fromMemory = trained(ArrayExamples.of(X, Y), inOrder);
    Same.bits(trained(stream(X), inOrder), fromMemory);
    Same.bits(trained(stream(X), inOrder.withPrefetch(3)), fromMemory);
    Same.bits(trained(ArrayExamples.of(X, Y), inOrder.withPrefetch(3)), fromMemory);
  }

  @Test
  void shufflesThroughABufferInTheSameOrderEachTime() {
    Batching shuffled = Batching.of(4).withShuffle(6).withShuffleBuffer(5);
    WeightValues first = trained(stream(X), shuffled);
    Same.bits(trained(stream(X), shuffled.withPrefetch(0)), first);
    WeightValues other = trained(stream(X), shuffled.withShuffle(7));
    assertThat(other.get("dense/kernel").data()).isNotEqualTo(first.get("dense/kernel").data());
  }

  @Test
  void saysWhichExampleDoesNotFit() {
    float[][][] x = X.clone();
    x[9] = new float[4][2];
    assertThatThrownBy(() -> trained(stream(x), Batching.of(4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "training data: example 9, input 'input_layer': 4 x 2 = 8 numbers found, 3 x 2 = 6"
                + " expected");
  }

  @Test
  void refusesAStreamWithoutExamples() {
    assertThatThrownBy(() -> trained(stream(new float[0][][]), Batching.of(4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("training data: there are no examples");
  }
}
