package io.longtape.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.longtape.activations.KerasActivation;
import io.longtape.datasets.ArrayExamples;
import io.longtape.datasets.Batch;
import io.longtape.datasets.BatchSpec;
import io.longtape.datasets.Batching;
import io.longtape.datasets.Padding;
import io.longtape.layers.Dense;
import io.longtape.layers.Embedding;
import io.longtape.layers.Input;
import io.longtape.layers.recurrent.GRU;
import io.longtape.losses.CategoricalCrossentropy;
import io.longtape.networks.Sequential;
import io.longtape.networks.Trace;
import io.longtape.optimizers.Adam;
import io.longtape.weights.WeightValues;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.FloatNdArray;

/** Sequences of several lengths in one model. */
class LengthsTest {

  private static final Sequential NETWORK =
      Sequential.of(
          Input.ints(-1),
          Embedding.of(9, 3).withMaskZero(true),
          GRU.of(4),
          Dense.of(3).withActivation(KerasActivation.SOFTMAX));

  private static final int[][] IDS = ids(24);
  private static final float[][] CLASSES = classes(IDS);

  /** From 1 to 6 ids, none of them padding. */
  private static int[][] ids(int count) {
    Random random = new Random(2);
    int[][] ids = new int[count][];
    for (int i = 0; i < count; i++) {
      ids[i] = random.ints(1 + i % 6, 1, 9).toArray();
    }
    return ids;
  }

  private static float[][] classes(int[][] ids) {
    float[][] classes = new float[ids.length][3];
    for (int i = 0; i < ids.length; i++) {
      classes[i][ids[i][0] % 3] = 1;
    }
    return classes;
  }

  private static CompileOptions options() {
    return CompileOptions.of(Adam.of(0.01), CategoricalCrossentropy.of());
  }

  private static WeightValues trained(CompileOptions options) {
    try (Model model = Model.of(NETWORK, 1)) {
      model.compile(options);
      model.fit(
          ArrayExamples.of(IDS, CLASSES),
          FitOptions.of(2)
              .withBatching(
                  Batching.of(4).withShuffle(1).withPadding(Padding.defaults().withBuckets(3, 6))));
      return model.weights();
    }
  }

  @Test
  void bucketsTrainAlikeInALoopUnrolledForEachLengthAndEagerly() {
    WeightValues loop = trained(options());
    Same.within(1e-6, trained(options().withUnrollEachLength(true)), loop);
    Same.within(1e-6, trained(options().withRunEagerly(true)), loop);
  }

  @Test
  void paddingDoesNotChangePredictions() {
    try (Model model = Model.of(NETWORK, 1)) {
      FloatNdArray together = (FloatNdArray) model.predict(ArrayExamples.of(IDS));
      for (int i = 0; i < 6; i++) {
        FloatNdArray alone = (FloatNdArray) model.predict(ArrayExamples.of(new int[][] {IDS[i]}));
        for (int c = 0; c < 3; c++) {
          assertThat(alone.getFloat(0, c)).isCloseTo(together.getFloat(i, c), within(1e-6f));
        }
      }
    }
  }

  /** The step of a graph that a batch of one sequence needs. */
  private static GraphStep.Key key(CompileOptions options, int... ids) {
    Trace trace = Trace.of(NETWORK);
    Program program = new Program(NETWORK, trace, Optional.of(options), path -> true, 1);
    ArrayExamples one = ArrayExamples.of(new int[][] {ids}, new float[][] {{1, 0, 0}});
    try (Batch batch = Batch.of(one, BatchSpec.of(NETWORK.inputs(), trace.outputs()))) {
      return GraphStep.key(Mode.TRAIN, batch, program);
    }
  }

  @Test
  void oneStepServesAllLengthsUnlessEachIsUnrolled() {
    assertThat(key(options(), 1, 2)).isEqualTo(key(options(), 1, 2, 3));
    CompileOptions each = options().withUnrollEachLength(true);
    assertThat(key(each, 1, 2)).isEqualTo(key(each, 3, 4)).isNotEqualTo(key(each, 1, 2, 3));
  }

  @Test
  void outputsOfSeveralLengthsAreRefused() {
    Sequential tagger =
        Sequential.of(Input.ints(-1), Embedding.of(9, 2), GRU.of(2).withReturnSequences(true));
    try (Model model = Model.of(tagger, 1)) {
      ArrayExamples data = ArrayExamples.of(new int[][] {{1, 2}, {3}});
      assertThatThrownBy(() -> model.predictAll(data, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "the output 'gru' has examples of shape [2, 2] and of [1, 2], which do not go into"
                  + " one array; predict batches of one length at a time");
      assertThat(model.predict(data).shape().asArray()).containsExactly(2, 2, 2);
    }
  }
}
