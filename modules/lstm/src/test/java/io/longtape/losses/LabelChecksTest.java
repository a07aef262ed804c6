package io.longtape.losses;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TNumber;

/** What is wrong with labels is said before they go into a step. */
class LabelChecksTest {

  private static final Shape SEQUENCES = Shape.of(-1, 3, 5);

  private static void check(Loss loss, Labels labels, Shape predictions) {
    loss.checkLabels("tags", labels, predictions);
  }

  @Test
  void classIdsAreInsideTheClasses() {
    Labels labels = Labels.of(new int[] {0, 1, 4, 2, 5, 0}, Shape.of(2, 3));
    assertThatThrownBy(() -> check(SparseCategoricalCrossentropy.of(), labels, SEQUENCES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "output 'tags': label 5 at row 1, position [1] is not a class, a whole number from 0 to"
                + " 4");
  }

  @Test
  void classIdsMayBeIgnored() {
    SparseCategoricalCrossentropy loss = SparseCategoricalCrossentropy.of().withIgnoreClass(-1);
    assertThatCode(
            () -> check(loss, Labels.of(new float[] {0, -1, 4}, Shape.of(3, 1)), Shape.of(3, 5)))
        .doesNotThrowAnyException();
    assertThatThrownBy(
            () -> check(loss, Labels.of(new float[] {0, -1, -2}, Shape.of(3)), Shape.of(3, 5)))
        .hasMessage(
            "output 'tags': label -2 at row 2 is not a class, a whole number from 0 to 4, or -1 to"
                + " ignore it");
  }

  @Test
  void classIdsAreWhole() {
    assertThatThrownBy(
            () ->
                check(
                    SparseCategoricalCrossentropy.of(),
                    Labels.of(new float[] {1, 1.5f}, Shape.of(2)),
                    Shape.of(-1, 5)))
        .hasMessageContaining("label 1.5 at row 1 is not a class");
    assertThatThrownBy(
            () ->
                check(
                    SparseCategoricalCrossentropy.of(),
                    Labels.of(new float[] {Float.NaN}, Shape.of(1)),
                    Shape.of(-1, 5)))
        .hasMessageContaining("label NaN at row 0 is not a class");
  }

  @Test
  void classIdsHaveThePredictionsShapeWithoutTheClasses() {
    assertThatThrownBy(
            () ->
                check(
                    SparseCategoricalCrossentropy.of(),
                    Labels.of(new int[8], Shape.of(2, 4)),
                    SEQUENCES))
        .hasMessage(
            "output 'tags': labels of shape [2, 4] do not fit predictions of shape [?, 3, 5];"
                + " expected [?, 3] or [?, 3, 1] of class ids");
  }

  @Test
  void binaryLabelsAreFrom0To1() {
    BinaryCrossentropy loss = BinaryCrossentropy.of();
    assertThatCode(
            () -> check(loss, Labels.of(new float[] {0, 0.3f, 1}, Shape.of(3)), Shape.of(-1, 1)))
        .doesNotThrowAnyException();
    assertThatThrownBy(
            () -> check(loss, Labels.of(new float[] {0, 1, 2, 1}, Shape.of(2, 2)), Shape.of(-1, 2)))
        .hasMessage("output 'tags': label 2 at row 1, position [0] is not a number from 0 to 1");
  }

  @Test
  void oneHotLabelsHaveAllClasses() {
    assertThatThrownBy(
            () ->
                check(
                    CategoricalCrossentropy.of(),
                    Labels.of(new float[] {0, 1}, Shape.of(2, 1)),
                    Shape.of(-1, 5)))
        .hasMessage(
            "output 'tags': labels of shape [2, 1] do not fit predictions of shape [?, 5]; expected"
                + " [?, 5]");
    assertThatThrownBy(
            () ->
                check(
                    CategoricalCrossentropy.of(),
                    Labels.of(new float[] {-1, 0}, Shape.of(1, 2)),
                    Shape.of(-1, 2)))
        .hasMessageContaining("label -1 at row 0, position [0] is not a number from 0 to 1");
  }

  @Test
  void numbersAreFinite() {
    Labels labels = Labels.of(new float[] {1, 2, 3, Float.POSITIVE_INFINITY}, Shape.of(2, 1, 2));
    for (Loss loss :
        new Loss[] {
          MeanSquaredError.of(),
          MeanAbsoluteError.of(),
          MeanAbsolutePercentageError.of(),
          LogCosh.of(),
          Huber.of()
        }) {
      assertThatThrownBy(() -> check(loss, labels, Shape.of(-1, 1, 2)))
          .as(loss.kerasName())
          .hasMessage(
              "output 'tags': label Infinity at row 1, position [0, 1] is not a finite number");
    }
    assertThatThrownBy(
            () ->
                check(
                    PinballLoss.of(0.5),
                    Labels.of(new float[] {Float.NaN}, Shape.of(1)),
                    Shape.of(-1, 1)))
        .hasMessage("output 'tags': label NaN at row 0 is not a finite number");
  }

  @Test
  void quantilesHaveALabelEach() {
    assertThatThrownBy(
            () ->
                check(
                    PinballLoss.of(0.1, 0.9),
                    Labels.of(new float[] {1, 2}, Shape.of(1, 2)),
                    Shape.of(-1, 3, 2)))
        .hasMessage(
            "output 'tags': labels of shape [1, 2] do not fit predictions of shape [?, 3, 2];"
                + " expected [?, 3]");
  }

  @Test
  void numbersAreNotStretchedOverPredictions() {
    assertThatThrownBy(
            () ->
                check(
                    MeanSquaredError.of(),
                    Labels.of(new float[] {1, 2}, Shape.of(2, 1)),
                    Shape.of(-1, 4)))
        .hasMessage(
            "output 'tags': labels of shape [2, 1] do not fit predictions of shape [?, 4]; expected"
                + " [?, 4]");
  }

  @Test
  void aLossOfOnesOwnWantsAsManyRows() {
    Loss own =
        new Loss() {
          @Override
          public String kerasName() {
            return "own";
          }

          @Override
          public Operand<TFloat32> call(
              Ops tf, Operand<? extends TNumber> labels, Operand<TFloat32> predictions) {
            return predictions;
          }
        };
    Labels labels = Labels.of(new float[] {7, 8}, Shape.of(2));
    assertThatCode(() -> check(own, labels, Shape.of(-1, 5))).doesNotThrowAnyException();
    assertThatThrownBy(() -> check(own, labels, Shape.of(3, 5)))
        .hasMessage(
            "output 'tags': labels of shape [2] do not fit predictions of shape [3, 5]; expected as"
                + " many rows");
  }

  @Test
  void tensorsOfFourTypesAreLabels() {
    Shape predictions = Shape.of(-1, 3);
    Loss loss = SparseCategoricalCrossentropy.of();
    String wrong = "label 3 at row 1 is not a class";
    try (TFloat32 floats = TFloat32.vectorOf(0, 3);
        TFloat64 doubles = TFloat64.vectorOf(0, 3);
        TInt32 ints = TInt32.vectorOf(0, 3);
        TInt64 longs = TInt64.vectorOf(0, 3);
        TUint8 bytes = TUint8.tensorOf(NdArrays.vectorOf((byte) 0, (byte) 3))) {
      for (var tensor : new TNumber[] {floats, doubles, ints, longs}) {
        assertThatThrownBy(() -> check(loss, Labels.of(tensor), predictions))
            .as(tensor.dataType().toString())
            .hasMessageContaining(wrong);
      }
      assertThatThrownBy(() -> Labels.of(bytes))
          .hasMessage("labels are float32, float64, int32 or int64, but these are DT_UINT8");
    }
  }

  @Test
  void labelsFillTheirShape() {
    assertThatThrownBy(() -> Labels.of(new float[3], Shape.of(2, 2)))
        .hasMessage(
            "labels need a shape [batch, ...] that holds all of them, but there are 3 for shape [2,"
                + " 2]");
  }
}
