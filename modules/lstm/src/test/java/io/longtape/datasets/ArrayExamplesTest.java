package io.longtape.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

class ArrayExamplesTest {

  private static final float[][][] CUBE = {{{1, 2}, {3, 4}, {5, 6}}, {{7, 8}, {9, 10}, {11, 12}}};

  static List<Object> arraysOfTwoPairs() {
    return List.of(
        new float[][] {{1, 2}, {3, 4}},
        new double[][] {{1, 2}, {3, 4}},
        new int[][] {{1, 2}, {3, 4}},
        new long[][] {{1, 2}, {3, 4}},
        NdArrays.wrap(Shape.of(2, 2), DataBuffers.of(1f, 2f, 3f, 4f)),
        NdArrays.wrap(Shape.of(2, 2), DataBuffers.of(1.0, 2.0, 3.0, 4.0)),
        NdArrays.wrap(Shape.of(2, 2), DataBuffers.of(1, 2, 3, 4)),
        NdArrays.wrap(Shape.of(2, 2), DataBuffers.of(1L, 2L, 3L, 4L)));
  }

  @ParameterizedTest
  @MethodSource("arraysOfTwoPairs")
  void arraysOfEachKindAreRead(Object array) {
    ArrayExamples examples = ArrayExamples.of(array);
    double[] read = {0, 0, 0, 0};
    examples.write(1, Slot.INPUT, read, 1);
    assertThat(examples.size()).isEqualTo(2);
    assertThat(examples.shape(1, Slot.INPUT)).isEqualTo(Shape.of(2));
    assertThat(read).containsExactly(0, 3, 4, 0);
  }

  @Test
  void booleansAreZerosAndOnes() {
    double[] read = new double[4];
    ArrayExamples.of(new boolean[][] {{true, false}}).write(0, Slot.INPUT, read, 0);
    ArrayExamples.of(NdArrays.wrap(Shape.of(1, 2), DataBuffers.of(false, true)))
        .write(0, Slot.INPUT, read, 2);
    assertThat(read).containsExactly(1, 0, 0, 1);
  }

  @Test
  void stringsAreReadAsStrings() {
    String[] read = new String[3];
    ArrayExamples.of(new String[] {"a", "b"}).writeStrings(1, Slot.INPUT, read, 0);
    ArrayExamples.of(NdArrays.vectorOfObjects("c", "d")).writeStrings(1, Slot.INPUT, read, 1);
    ArrayExamples.of(new String[][] {{"e"}}).writeStrings(0, Slot.INPUT, read, 2);
    assertThat(read).containsExactly("b", "d", "e");
  }

  @Test
  void deepArraysAreReadRowMajorAndScalarsAreOneNumber() {
    ArrayExamples examples = ArrayExamples.of(CUBE, new int[] {5, 6});
    double[] read = new double[7];
    examples.write(1, Slot.INPUT, read, 0);
    examples.write(1, Slot.TARGET, read, 6);
    assertThat(read).containsExactly(7, 8, 9, 10, 11, 12, 6);
    assertThat(examples.shape(0, Slot.INPUT)).isEqualTo(Shape.of(3, 2));
    assertThat(examples.shape(0, Slot.TARGET)).isEqualTo(Shape.scalar());
  }

  @Test
  void examplesMayDifferInTimeButNotInFeatures() {
    ArrayExamples ragged = ArrayExamples.of(new int[][] {{1}, {2, 3, 4}, {}});
    assertThat(ragged.shape(1, Slot.INPUT)).isEqualTo(Shape.of(3));
    assertThat(ragged.shape(2, Slot.INPUT)).isEqualTo(Shape.of(0));
    ArrayExamples uneven = ArrayExamples.of(new float[][][] {{{1, 2}}, {{1, 2}, {3}}});
    assertThatThrownBy(() -> uneven.shape(1, Slot.INPUT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "example 1, input 'input' has rows of 2 and of 1 values, but they must be of one"
                + " length");
  }

  @Test
  void otherKindsAndOtherSizesAreRefused() {
    assertThatThrownBy(() -> ArrayExamples.of(List.of(1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("input 'input' must be an NdArray or arrays of float, double,");
    assertThatThrownBy(() -> ArrayExamples.of(new Integer[] {1}))
        .hasMessageEndingWith("but is Integer");
    assertThatThrownBy(() -> ArrayExamples.ofInput("x", new float[][] {{1}, null}))
        .hasMessage("example 1, input 'x' is null");
    assertThatThrownBy(() -> ArrayExamples.ofInput("x", CUBE).with(Slot.target("y"), new float[3]))
        .hasMessage("input 'x' has 2 examples, but target 'y' has 3");
  }

  @Test
  void theValidationSplitIsTheLastPartAsInKeras() {
    Examples.Split split = ArrayExamples.of(Read.ascending(10)).split(0.25);
    double[] read = new double[2];
    split.training().write(6, Slot.INPUT, read, 0);
    split.validation().write(0, Slot.INPUT, read, 1);
    assertThat(split.training().size()).isEqualTo(7);
    assertThat(split.validation().size()).isEqualTo(3);
    assertThat(read).containsExactly(6, 7);
  }

  @Test
  void aSplitWithAnEmptyPartIsRefused() {
    ArrayExamples two = ArrayExamples.of(Read.ascending(2));
    assertThatThrownBy(() -> two.split(0.6))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "2 examples cannot be split at a fraction of 0.6: there would be no training examples");
    // 1 - 1e-17 is 1 in double arithmetic, in Python too.
    assertThatThrownBy(() -> two.split(1e-17)).hasMessageEndingWith("no validation examples");
    assertThatThrownBy(() -> two.split(1)).hasMessageContaining("between 0 and 1, but is 1.0");
    assertThatThrownBy(() -> two.range(1, 3))
        .hasMessage("examples 1 to 3 are not within the 2 there are");
  }
}
