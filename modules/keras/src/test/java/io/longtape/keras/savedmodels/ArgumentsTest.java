package io.longtape.keras.savedmodels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.serving.TensorSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.proto.DataType;

class ArgumentsTest {

  private static final Shape SERIES = Shape.of(Shape.UNKNOWN_SIZE, 2, 3);
  private static final Shape ANY = Shape.of(Shape.UNKNOWN_SIZE);
  private static final Shape COLUMN = Shape.of(Shape.UNKNOWN_SIZE, 1);

  @Test
  void flattensNestedArraysRowByRow() {
    HeapTensor tensor =
        convert(DataType.DT_FLOAT, SERIES, new float[][][] {{{1, 2, 3}, {4, 5, 6}}});

    assertThat(tensor.shape()).isEqualTo(Shape.of(1, 2, 3));
    assertThat((float[]) tensor.data()).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void castsNumbersToTheInputsType() {
    assertThat((float[]) convert(DataType.DT_FLOAT, ANY, new int[] {1, -2}).data())
        .containsExactly(1, -2);
    assertThat((float[]) convert(DataType.DT_FLOAT, ANY, new double[] {0.1, Double.NaN}).data())
        .containsExactly(0.1f, Float.NaN);
    assertThat((float[]) convert(DataType.DT_HALF, ANY, new float[] {65504}).data())
        .containsExactly(65504);
    assertThat((double[]) convert(DataType.DT_DOUBLE, ANY, new float[] {0.5f}).data())
        .containsExactly(0.5);
    assertThat((int[]) convert(DataType.DT_INT32, ANY, new double[] {3, -4}).data())
        .containsExactly(3, -4);
    assertThat((long[]) convert(DataType.DT_INT64, ANY, new int[] {7}).data()).containsExactly(7);
    assertThat((byte[]) convert(DataType.DT_UINT8, ANY, new int[] {255, 0}).data())
        .containsExactly(-1, 0);
    assertThat((short[]) convert(DataType.DT_UINT16, ANY, new long[] {65535}).data())
        .containsExactly((short) -1);
    assertThat((short[]) convert(DataType.DT_UINT16, ANY, new short[] {-1}).data())
        .containsExactly((short) -1);
    assertThat((boolean[]) convert(DataType.DT_BOOL, ANY, new int[] {1, 0}).data())
        .containsExactly(true, false);
  }

  @Test
  void refusesWhatACastWouldLose() {
    requireRefused(
        DataType.DT_INT32,
        Shape.of(Shape.UNKNOWN_SIZE, 2),
        new double[][] {{1, 2}, {3, 1.5}},
        "the input 'x' is int32, which does not hold x[1][1] = 1.5");
    requireRefused(DataType.DT_INT32, ANY, new long[] {1L << 31}, "x[0] = 2147483648");
    requireRefused(DataType.DT_INT32, ANY, new float[] {Float.NaN}, "x[0] = NaN");
    requireRefused(DataType.DT_INT64, ANY, new double[] {0x1p63}, "x[0] = 9.223372036854776E18");
    requireRefused(DataType.DT_FLOAT, ANY, new double[] {1, 1e39}, "x[1] = 1.0E39");
    requireRefused(DataType.DT_HALF, ANY, new float[] {70000}, "x[0] = 70000.0");
    requireRefused(DataType.DT_UINT8, ANY, new int[] {256}, "x[0] = 256");
    requireRefused(DataType.DT_UINT8, ANY, new int[] {-1}, "x[0] = -1");
    requireRefused(DataType.DT_BOOL, ANY, new int[] {2}, "x[0] = 2");
    requireRefused(DataType.DT_STRING, ANY, new String[] {"a", null}, "x[1] = null");
  }

  @Test
  void infinityIsAFloat() {
    assertThat((float[]) convert(DataType.DT_FLOAT, ANY, new double[] {-1 / 0.0}).data())
        .containsExactly(Float.NEGATIVE_INFINITY);
  }

  @Test
  void numbersAreNoStringsAndStringsNoNumbers() {
    requireRefused(
        DataType.DT_STRING, ANY, new float[1], "the input 'x' is float; the model expects string");
    requireRefused(
        DataType.DT_FLOAT,
        ANY,
        new String[] {"1"},
        "the input 'x' is String; the model expects float32");
    requireRefused(
        DataType.DT_INT32,
        ANY,
        new boolean[1],
        "the input 'x' is boolean; the model expects int32");
  }

  @Test
  void aColumnOfStringsTakesAList() {
    HeapTensor tensor = convert(DataType.DT_STRING, COLUMN, new String[] {"a", "ä"});

    assertThat(tensor.shape()).isEqualTo(Shape.of(2, 1));
    assertThat((String[]) tensor.data()).containsExactly("a", "ä");
    assertThat(convert(DataType.DT_STRING, COLUMN, new String[][] {{"a"}}).shape())
        .isEqualTo(Shape.of(1, 1));
    requireRefused(DataType.DT_FLOAT, COLUMN, new float[2], "has shape [2]");
  }

  @Test
  void takesNumbersStringsAndNdArrays() {
    assertThat((float[]) convert(DataType.DT_FLOAT, Shape.scalar(), 3).data()).containsExactly(3);
    assertThat((int[]) convert(DataType.DT_INT32, Shape.scalar(), 3.0).data()).containsExactly(3);
    assertThat((boolean[]) convert(DataType.DT_BOOL, Shape.scalar(), true).data())
        .containsExactly(true);
    assertThat((String[]) convert(DataType.DT_STRING, Shape.scalar(), "one").data())
        .containsExactly("one");
    assertThat(
            (float[])
                convert(
                        DataType.DT_FLOAT,
                        Shape.unknown(),
                        StdArrays.ndCopyOf(new int[][] {{1}, {2}}))
                    .data())
        .containsExactly(1, 2);
    assertThat(
            (String[]) convert(DataType.DT_STRING, ANY, NdArrays.vectorOfObjects("a", "b")).data())
        .containsExactly("a", "b");
  }

  @Test
  void saysWhereAnArrayIsRagged() {
    requireRefused(
        DataType.DT_FLOAT,
        SERIES,
        new float[][][] {{{1, 2, 3}, {4, 5, 6}}, {{1, 2, 3}, {4, 5}}},
        "the input 'x' is ragged: x[1][1] has 2 elements, but x[0][0] has 3");
    requireRefused(
        DataType.DT_FLOAT,
        SERIES,
        new float[][][] {{{1, 2, 3}, {4, 5, 6}}, {{1, 2, 3}}},
        "the input 'x' is ragged: x[1] has 1 elements, but x[0] has 2");
    requireRefused(
        DataType.DT_FLOAT,
        SERIES,
        new float[][][] {{{1, 2, 3}, null}},
        "the input 'x' is not filled: x[0][1] is null");
  }

  @Test
  void anEmptyBatchHasTheOtherSizes() {
    assertThat(convert(DataType.DT_FLOAT, SERIES, new float[0][][]).shape())
        .isEqualTo(Shape.of(0, 2, 3));
  }

  @Test
  void saysWhichShapeIsExpected() {
    requireRefused(
        DataType.DT_FLOAT,
        SERIES,
        new float[1][3][2],
        "the input 'x' has shape [1, 3, 2]; the model expects [-1, 2, 3]");
  }

  @Test
  void refusesOtherObjects() {
    requireRefused(DataType.DT_FLOAT, ANY, List.of(1f), "it takes a Java array");
    requireRefused(DataType.DT_FLOAT, ANY, new Object[] {1f}, "the input 'x' is a Object[]");
    requireRefused(
        DataType.DT_FLOAT,
        ANY,
        NdArrays.vectorOfObjects('a'),
        "the input 'x' holds neither numbers nor strings nor booleans: a");
    requireRefused(
        DataType.DT_INT8, ANY, new int[1], "the input 'x' is DT_INT8, which TensorFlow Java");
  }

  @Test
  void listsTheInputsThereAre() {
    TensorSpec spec = new TensorSpec(ANY, DataType.DT_FLOAT);
    SignatureInfo signature =
        new SignatureInfo("serve", Map.of("past", spec, "future", spec), Map.of());

    assertThatThrownBy(() -> Arguments.of(signature, Map.of("past", 1, "futur", 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the signature 'serve' has no input 'futur'; it has: future, past");
    assertThatThrownBy(() -> Arguments.of(signature, Map.of("past", new float[1])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no value for the input 'future'; the signature 'serve' reads: future, past");
  }

  private static HeapTensor convert(DataType type, Shape shape, Object value) {
    SignatureInfo signature =
        new SignatureInfo("serve", Map.of("x", new TensorSpec(shape, type)), Map.of());
    return Arguments.of(signature, Map.of("x", value)).get("x");
  }

  private static void requireRefused(DataType type, Shape shape, Object value, String message) {
    assertThatThrownBy(() -> convert(type, shape, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }
}
