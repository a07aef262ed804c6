package io.longtape.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.EagerSession;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/** Losses and their reduction by hand. */
class LossTest {

  private static EagerSession session;
  private static Ops tf;

  @BeforeAll
  static void open() {
    session = EagerSession.create();
    tf = Ops.create(session);
  }

  @AfterAll
  static void close() {
    session.close();
  }

  private static float[] call(Loss loss, Operand<TFloat32> labels, Operand<TFloat32> predictions) {
    TFloat32 losses = loss.call(tf, labels, predictions).asTensor();
    float[] values = new float[(int) losses.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = losses.getFloat(i);
    }
    return values;
  }

  private static double reduce(
      Operand<TFloat32> losses, Operand<TFloat32> weights, Operand<TBool> mask) {
    return LossReduction.call(tf, losses, Optional.ofNullable(weights), Optional.ofNullable(mask))
        .asTensor()
        .getFloat();
  }

  @Test
  void errorsAreMeansOverTheLastAxis() {
    Operand<TFloat32> labels = tf.constant(new float[][] {{1, 2}, {4, -1}});
    Operand<TFloat32> predictions = tf.constant(new float[][] {{2, 2}, {1, 0}});
    assertThat(call(MeanSquaredError.of(), labels, predictions)).containsExactly(0.5f, 5);
    assertThat(call(MeanAbsoluteError.of(), labels, predictions)).containsExactly(0.5f, 2);
    assertThat(call(MeanAbsolutePercentageError.of(), labels, predictions))
        .containsExactly(50, 87.5f);
    assertThat(call(Huber.of(), labels, predictions)).containsExactly(0.25f, 1.5f);
    assertThat(call(Huber.of(2), labels, predictions)).containsExactly(0.25f, 2.25f);
  }

  @Test
  void crossEntropiesAreNegativeLogarithms() {
    double log4 = Math.log(4);
    assertThat(
            call(
                BinaryCrossentropy.of(),
                tf.constant(new float[][] {{1}, {0}}),
                tf.constant(new float[][] {{0.25f}, {0.75f}})))
        .containsExactly(new float[] {(float) log4, (float) log4}, within(1e-6f));
    Operand<TFloat32> probabilities = tf.constant(new float[][] {{0.5f, 0.25f, 0.25f}});
    assertThat(
            call(
                CategoricalCrossentropy.of(),
                tf.constant(new float[][] {{0, 1, 0}}),
                probabilities))
        .containsExactly(new float[] {(float) log4}, within(1e-6f));
    assertThat(
            call(SparseCategoricalCrossentropy.of(), tf.constant(new float[] {1}), probabilities))
        .containsExactly(new float[] {(float) log4}, within(1e-6f));
    assertThat(
            call(
                SparseCategoricalCrossentropy.of().withFromLogits(true),
                tf.constant(new float[] {1}),
                tf.constant(new float[][] {{0, 0, 0, 0}})))
        .containsExactly(new float[] {(float) log4}, within(1e-6f));
  }

  @Test
  void integerLabelsAreLabels() {
    Operand<TFloat32> losses =
        MeanSquaredError.of()
            .call(tf, tf.constant(new long[] {1, 5}), tf.constant(new float[][] {{2}, {2}}));
    assertThat(losses.asTensor().getFloat(0)).isEqualTo(1);
    assertThat(losses.asTensor().getFloat(1)).isEqualTo(9);
  }

  @Test
  void theMeanDividesByTheNumberOfLosses() {
    Operand<TFloat32> losses = tf.constant(new float[] {1, 2, 3, 6});
    assertThat(reduce(losses, null, null)).isEqualTo(3);
    assertThat(reduce(losses, tf.constant(new float[] {2, 0, 2, 0}), null)).isEqualTo(2);
  }

  @Test
  void aMaskLeavesLossesOut() {
    Operand<TFloat32> losses = tf.constant(new float[] {1, 2, 3, 6});
    Operand<TBool> mask = tf.constant(new boolean[] {true, false, true, false});
    assertThat(reduce(losses, null, mask)).isEqualTo(2);
    // (1 * 4 + 3 * 2) / 2
    assertThat(reduce(losses, tf.constant(new float[] {4, 9, 2, 9}), mask)).isEqualTo(5);
    assertThat(reduce(losses, null, tf.constant(new boolean[4]))).isZero();
  }

  @Test
  void weightsOfSequencesWeighTheirSteps() {
    Operand<TFloat32> losses = tf.constant(new float[][] {{1, 2}, {3, 6}});
    // Batch and time are of one size: Keras would weigh the columns, which gives 20 / 4
    assertThat(reduce(losses, tf.constant(new float[] {3, 1}), null)).isEqualTo(18 / 4.0);
    // The mask leaves 1 and 6: (1 * 3 + 6) / 2
    assertThat(
            reduce(
                losses,
                tf.constant(new float[] {3, 1}),
                tf.constant(new boolean[][] {{true, false}, {false, true}})))
        .isEqualTo(4.5);
  }

  @Test
  void theIgnoredClassAndTheMaskAreJoined() {
    // Losses log 2 where they count; hidden by the mask, then by the label, then by neither
    double loss =
        LossReduction.call(
                tf,
                SparseCategoricalCrossentropy.of().withFromLogits(true).withIgnoreClass(-1),
                tf.constant(new float[][] {{0, -1, 1}}),
                tf.constant(new float[][][] {{{9, 0}, {5, 0}, {0, 0}}}),
                Optional.empty(),
                Optional.of(tf.constant(new boolean[][] {{false, true, true}})))
            .asTensor()
            .getFloat();
    assertThat(loss).isCloseTo(Math.log(2), within(1e-6));
  }

  @Test
  void onlyTheOwnActivationLeadsToLogits() {
    assertThat(BinaryCrossentropy.of().onLogits("Sigmoid"))
        .contains(BinaryCrossentropy.of().withFromLogits(true));
    assertThat(BinaryCrossentropy.of().onLogits("Softmax")).isEmpty();
    assertThat(CategoricalCrossentropy.of().withLabelSmoothing(0.1).onLogits("Softmax"))
        .contains(CategoricalCrossentropy.of().withLabelSmoothing(0.1).withFromLogits(true));
    assertThat(SparseCategoricalCrossentropy.of().withFromLogits(true).onLogits("Softmax"))
        .isEmpty();
    assertThat(MeanSquaredError.of().onLogits("Sigmoid")).isEmpty();
  }

  @Test
  void refusesArgumentsOutOfRange() {
    assertThatThrownBy(() -> Huber.of(0)).hasMessage("delta must be above 0, but is 0.0");
    assertThatThrownBy(() -> BinaryCrossentropy.of().withLabelSmoothing(1.5))
        .hasMessage("labelSmoothing must be from 0 to 1, but is 1.5");
    assertThatThrownBy(() -> CategoricalCrossentropy.of().withLabelSmoothing(-0.1))
        .hasMessage("labelSmoothing must be from 0 to 1, but is -0.1");
  }

  @Test
  void refusesShapesThatDoNotFit() {
    Operand<TFloat32> predictions = tf.constant(new float[2][4]);
    assertThatThrownBy(
            () -> MeanSquaredError.of().call(tf, tf.constant(new float[2][3]), predictions))
        .hasMessage(
            "mean_squared_error: labels of shape [2, 3] do not fit predictions of shape [2, 4];"
                + " expected [2, 4]");
    assertThatThrownBy(
            () ->
                SparseCategoricalCrossentropy.of()
                    .call(tf, tf.constant(new float[2][4]), predictions))
        .hasMessage(
            "sparse_categorical_crossentropy: labels of shape [2, 4] do not fit predictions of"
                + " shape [2, 4]; expected [2] or [2, 1] of class ids");
    assertThatThrownBy(
            () -> reduce(tf.constant(new float[] {1, 2}), tf.constant(new float[3]), null))
        .hasMessageContaining("of shape [3] do not fit values of shape [2]");
    assertThatThrownBy(
            () -> reduce(tf.constant(new float[] {1, 2}), null, tf.constant(new boolean[2][5])))
        .hasMessage(
            "sample weights or a mask of shape [2, 5] do not fit values of shape [2]; to weigh the"
                + " steps of a sequence, give labels and predictions an axis after time");
  }

  @Test
  void refusesUnknownRanksAndClasses() {
    try (Graph graph = new Graph()) {
      Ops ops = Ops.create(graph);
      Operand<TFloat32> labels = ops.constant(new float[2][4]);
      Operand<TFloat32> any = ops.placeholder(TFloat32.class);
      assertThatThrownBy(() -> MeanSquaredError.of().call(ops, labels, any))
          .hasMessage(
              "mean_squared_error: predictions need a known number of axes; give them a shape by"
                  + " tf.reshape");
      assertThatThrownBy(() -> LossReduction.call(ops, any, Optional.empty(), Optional.empty()))
          .hasMessage(
              "loss reduction: losses need a known number of axes; give them a shape by tf.reshape");
      Operand<TFloat32> free = ops.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1)));
      assertThatThrownBy(() -> CategoricalCrossentropy.of().call(ops, labels, free))
          .hasMessage(
              "categorical_crossentropy: predictions need a last axis of known size, the classes,"
                  + " but have shape [?, ?]");
    }
  }
}
