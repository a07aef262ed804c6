package io.longtape.examples.kerasmodels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.longtape.data.DataException;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;

class JsonArraysTest {

  @Test
  void wholeNumbersAreInt64() throws Exception {
    NdArray<?> array = read("[[1, 2, 3], [4, 5, 9007199254740993]]");
    assertThat(array).isInstanceOf(LongNdArray.class);
    assertThat(array.shape()).isEqualTo(Shape.of(2, 3));
    assertThat(array.getObject(1, 2)).isEqualTo(9007199254740993L);
  }

  @Test
  void oneFractionMakesAllOfThemFloat64() throws Exception {
    NdArray<?> array = read("[1, 2.5]");
    assertThat(array).isInstanceOf(DoubleNdArray.class);
    assertThat(array.getObject(0)).isEqualTo(1.0);
    assertThat(array.getObject(1)).isEqualTo(2.5);
  }

  @Test
  void stringsBooleansAndScalars() throws Exception {
    assertThat(read("[[\"a\"], [\"b\"]]").getObject(1, 0)).isEqualTo("b");
    assertThat(read("[true, false]").getObject(0)).isEqualTo(true);
    assertThat(read("7").shape()).isEqualTo(Shape.scalar());
  }

  @Test
  void rowsOfTwoLengths() {
    assertThatThrownBy(() -> read("[[1, 2, 3], [4, 5]]"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "x[1] is 2 values, expected 3 values as in the first row: all rows must be of one"
                + " length");
  }

  @Test
  void whatIsNoValue() {
    assertThatThrownBy(() -> read("[1, null]")).hasMessage("x[1] is null, expected a value");
    assertThatThrownBy(() -> read("[1, [2]]")).hasMessage("x[1] is an array, expected a value");
    assertThatThrownBy(() -> read("[1, {}]")).hasMessage("x[1] is an object, expected a value");
    assertThatThrownBy(() -> read("[1, \"2\"]")).hasMessage("x mixes a number and a string");
    assertThatThrownBy(() -> read("[[]]")).hasMessage("x holds no values");
  }

  @Test
  void backToJson() {
    assertThat(JsonArrays.write(StdArrays.ndCopyOf(new float[][] {{0.1f, -2}})))
        .hasToString("[[0.1,-2.0]]");
    assertThat(JsonArrays.write(StdArrays.ndCopyOf(new int[] {3, 4}))).hasToString("[3,4]");
    assertThat(JsonArrays.write(StdArrays.ndCopyOf(new boolean[] {true}))).hasToString("[true]");
  }

  private static NdArray<?> read(String json) throws JsonProcessingException {
    return JsonArrays.read("x", new ObjectMapper().readTree(json));
  }
}
