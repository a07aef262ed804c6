package io.longtape.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.longtape.activations.KerasActivation;
import io.longtape.layers.AttentionPooling1D;
import io.longtape.layers.Dense;
import io.longtape.layers.Dropout;
import io.longtape.layers.Embedding;
import io.longtape.layers.GlobalMaxPooling1D;
import io.longtape.layers.Input;
import io.longtape.layers.Layer;
import io.longtape.layers.Masking;
import io.longtape.layers.recurrent.Bidirectional;
import io.longtape.layers.recurrent.LSTM;
import io.longtape.networks.Sequential;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Layers that Keras does not have, against the same computation put together in Python. */
class OwnLayersTest {

  private static final Layer ATTENTION = AttentionPooling1D.of(3);
  private static final Layer MASKED_MAX = GlobalMaxPooling1D.of().withMasked(true);
  private static final Layer READER = LSTM.of(2).withReturnSequences(true);
  private static final Layer WORDS = Embedding.of(7, 3).withMaskZero(true);

  @TestFactory
  Stream<DynamicTest> pooling() {
    String file = "layers-feedforward.json";
    return Stream.of(
            check(
                file,
                "GlobalMaxPooling1D over the steps that count, trailing padding",
                Sequential.of(Input.of(5, 2), Masking.of(), MASKED_MAX)),
            check(
                file,
                "GlobalMaxPooling1D over the steps that count, gaps",
                Sequential.of(Input.of(5, 2), Masking.of(), MASKED_MAX)),
            check(file, "AttentionPooling1D", Sequential.of(Input.of(5, 2), ATTENTION)),
            check(
                file,
                "AttentionPooling1D, trailing padding",
                Sequential.of(Input.of(5, 2), Masking.of(), ATTENTION)),
            check(
                file,
                "AttentionPooling1D, gaps",
                Sequential.of(Input.of(5, 2), Masking.of(), ATTENTION)),
            check(
                file,
                "AttentionPooling1D after LSTM and Embedding with mask_zero",
                Sequential.of(Input.ints(5), WORDS, READER, ATTENTION)))
        .flatMap(tests -> tests);
  }

  @TestFactory
  Stream<DynamicTest> classifier() {
    return check(
        "layers-networks.json",
        "classifier with attention pooling",
        Sequential.of(
            Input.ints(5),
            WORDS,
            Bidirectional.of(LSTM.of(2).withReturnSequences(true)),
            ATTENTION,
            Dropout.of(0.2),
            Dense.of(3).withActivation(KerasActivation.SOFTMAX)));
  }

  private static Stream<DynamicTest> check(String file, String name, Sequential network) {
    List<GoldenCase> found =
        GoldenCase.of(file).stream().filter(golden -> golden.name().equals(name)).toList();
    assertThat(found).hasSize(1);
    GoldenCase golden = found.get(0);
    return Stream.concat(
        Stream.of(dynamicTest(name + ", weights", () -> GoldenCheck.weights(golden, network))),
        Stream.of(Mode.EAGER, Mode.STATIC_GRAPH, Mode.GRAPH_OF_FREE_BATCH)
            .map(
                mode ->
                    dynamicTest(
                        name + ", " + mode,
                        () -> GoldenCheck.numbers(golden, network, layer -> false, mode))));
  }
}
