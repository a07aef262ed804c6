package io.longtape.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.longtape.losses.BinaryCrossentropy;
import io.longtape.losses.MeanAbsoluteError;
import io.longtape.losses.SparseCategoricalCrossentropy;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.EagerSession;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/** Metrics by hand, and what they refuse. */
class MetricTest {

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

  private static float[] statistics(
      Metric metric,
      Operand<TFloat32> labels,
      Operand<TFloat32> predictions,
      Optional<Operand<TFloat32>> weights) {
    TFloat32 tensor = metric.update(tf, labels, predictions, weights).asTensor();
    float[] statistics = new float[(int) tensor.size()];
    for (int i = 0; i < statistics.length; i++) {
      statistics[i] = tensor.getFloat(i);
    }
    return statistics;
  }

  private static double result(
      Metric metric, Operand<TFloat32> labels, Operand<TFloat32> predictions) {
    MetricAccumulator accumulator = MetricAccumulator.of(metric);
    accumulator.add(statistics(metric, labels, predictions, Optional.empty()));
    return accumulator.result();
  }

  @Test
  void countsWhatIsRight() {
    Operand<TFloat32> labels = tf.constant(new float[] {1, 0, 1, 1});
    Operand<TFloat32> predictions = tf.constant(new float[] {0.9f, 0.6f, 0.4f, 0.7f});
    assertThat(result(BinaryAccuracy.of(), labels, predictions)).isEqualTo(0.5);
    assertThat(result(BinaryAccuracy.of().withThreshold(0.3), labels, predictions)).isEqualTo(0.75);
    assertThat(result(Precision.of(), labels, predictions)).isCloseTo(2 / 3.0, within(1e-9));
    assertThat(result(Recall.of(), labels, predictions)).isCloseTo(2 / 3.0, within(1e-9));
  }

  @Test
  void aThresholdHasToBePassed() {
    Operand<TFloat32> half = tf.constant(new float[][] {{0.5f}});
    assertThat(result(BinaryAccuracy.of(), tf.constant(new float[][] {{0}}), half)).isEqualTo(1);
    Operand<TFloat32> yes = tf.constant(new float[][] {{1}});
    assertThat(statistics(Precision.of(), yes, half, Optional.empty())).containsExactly(0, 0, 1);
    assertThat(result(Recall.of().withThreshold(0.4), yes, half)).isEqualTo(1);
  }

  @Test
  void zerosAreNoClass() {
    assertThat(
            statistics(
                F1Score.of(F1Score.Average.MICRO, 2),
                tf.constant(new float[][] {{1, 0}}),
                tf.constant(new float[1][2]),
                Optional.empty()))
        .containsExactly(0, 0, 0, 0, 1, 0);
  }

  @Test
  void theAreaIsTheShareOfPairsInOrder() {
    // Positives at 0.8 and 0.3, negatives at 0.5 and 0.1: three of four pairs are in order
    assertThat(
            result(
                AUC.of(),
                tf.constant(new float[] {1, 1, 0, 0}),
                tf.constant(new float[] {0.8f, 0.3f, 0.5f, 0.1f})))
        .isCloseTo(0.75, within(1e-9));
  }

  @Test
  void theRootComesAfterTheMean() {
    // Squared errors 1 and 25, mean 13
    assertThat(
            result(
                RootMeanSquaredError.of(),
                tf.constant(new float[] {1, 5}),
                tf.constant(new float[] {2, 0})))
        .isCloseTo(Math.sqrt(13), within(1e-9));
  }

  @Test
  void accuracyIsChosenByShapes() {
    Operand<TFloat32> three = tf.constant(new float[][] {{0.2f, 0.5f, 0.3f}, {0.6f, 0.3f, 0.1f}});
    assertThat(result(Accuracy.of(), tf.constant(new float[] {1, 2}), three)).isEqualTo(0.5);
    assertThat(result(Accuracy.of(), tf.constant(new float[][] {{1}, {0}}), three)).isEqualTo(1);
    assertThat(result(Accuracy.of(), tf.constant(new float[][] {{0, 1, 0}, {0, 0, 1}}), three))
        .isEqualTo(0.5);
    assertThat(
            result(
                Accuracy.of(),
                tf.constant(new float[] {1, 1}),
                tf.constant(new float[][] {{0.7f}, {0.2f}})))
        .isEqualTo(0.5);
  }

  @Test
  void lossesAreMetricsDividedByTheWeights() {
    LossMetric metric = LossMetric.of(MeanAbsoluteError.of());
    float[] statistics =
        statistics(
            metric,
            tf.constant(new float[][] {{1}, {2}}),
            tf.constant(new float[][] {{2}, {5}}),
            Optional.of(tf.constant(new float[] {3, 1})));
    // (3 * 1 + 1 * 3) and 3 + 1
    assertThat(statistics).containsExactly(6, 4);
    assertThat(metric.result(6, 4)).isEqualTo(1.5);
  }

  @Test
  void theIgnoredClassDoesNotCount() {
    LossMetric metric =
        LossMetric.of(SparseCategoricalCrossentropy.of().withFromLogits(true).withIgnoreClass(-1));
    assertThat(
            result(
                metric,
                tf.constant(new float[] {-1, 0}),
                tf.constant(new float[][] {{3, 1}, {0, 0}})))
        .isCloseTo(Math.log(2), within(1e-6));
  }

  @Test
  void namesAreKerasAndCanBeChanged() {
    assertThat(LossMetric.of(BinaryCrossentropy.of()).kerasName()).isEqualTo("binary_crossentropy");
    Metric named = Precision.of().withClassId(1).withName("spam").withName("precision_of_spam");
    assertThat(named.kerasName()).isEqualTo("precision_of_spam");
    assertThat(
            result(
                named,
                tf.constant(new float[][] {{0, 1}, {1, 0}}),
                tf.constant(new float[][] {{0.1f, 0.9f}, {0.4f, 0.6f}})))
        .isEqualTo(0.5);
  }

  @Test
  void refusesArgumentsOutOfRange() {
    assertThatThrownBy(() -> Precision.of().withThreshold(1.1))
        .hasMessage("threshold must be from 0 to 1, but is 1.1");
    assertThatThrownBy(() -> Recall.of().withThreshold(-1))
        .hasMessage("threshold must be from 0 to 1, but is -1.0");
    assertThatThrownBy(() -> TopKCategoricalAccuracy.of(0))
        .hasMessage("k must be at least 1, but is 0");
    assertThatThrownBy(() -> AUC.of().withThresholds(1))
        .hasMessage("thresholds must be at least 2, but are 1");
    assertThatThrownBy(() -> F1Score.of(F1Score.Average.MICRO, 0))
        .hasMessage("classes must be at least 1, but are 0");
    assertThatThrownBy(() -> F1Score.of(F1Score.Average.MICRO, 2).withThreshold(0))
        .hasMessage("threshold must be above 0 and at most 1, but is 0.0");
  }

  @Test
  void refusesAMeanOfNoBatch() {
    MeanMetric constant =
        new MeanMetric() {
          @Override
          public String kerasName() {
            return "constant";
          }

          @Override
          public Operand<TFloat32> values(
              Ops ops, Operand<? extends TNumber> labels, Operand<TFloat32> predictions) {
            return ops.constant(1f);
          }
        };
    Operand<TFloat32> any = tf.constant(new float[] {1});
    assertThatThrownBy(() -> result(constant, any, any))
        .hasMessage(
            "a mean metric needs values [batch, ...] with a known number of axes, but theirs are"
                + " []");
  }

  @Test
  void refusesShapesThatDoNotFit() {
    Operand<TFloat32> labels = tf.constant(new float[2][3]);
    assertThatThrownBy(() -> result(BinaryAccuracy.of(), labels, tf.constant(new float[2][4])))
        .hasMessageContaining(
            "binary_accuracy: labels of shape [2, 3] do not fit predictions of shape [2, 4]");
    assertThatThrownBy(() -> result(F1Score.of(F1Score.Average.MACRO, 4), labels, labels))
        .hasMessage("f1_score: predictions need a last axis of 4, but have shape [2, 3]");
    assertThatThrownBy(() -> result(Precision.of().withClassId(3), labels, labels))
        .hasMessage("precision: there is no class 3 in predictions of shape [2, 3]");
  }
}
