package io.longtape.examples.kerasmodels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.StdArrays;

class DifferencesTest {

  @Test
  void theLargestOfAllOutputs() {
    Map<String, NdArray<?>> found =
        Map.of("a", floats(1, 2), "b", NdArrays.scalarOf(3f), "c", floats(-0.5f, 0));
    Map<String, NdArray<?>> expected =
        Map.of("a", floats(1, 2.25f), "b", NdArrays.scalarOf(3.5), "c", floats(-0.5f, 0));
    assertThat(Differences.largest(found, expected)).isEqualTo(0.5);
    assertThat(Differences.largest(expected, expected)).isZero();
  }

  @Test
  void whatIsNoNumberAgreesWithItselfAlone() {
    assertThat(largest(floats(Float.NaN), floats(Float.NaN))).isZero();
    assertThat(largest(floats(Float.NaN), floats(1))).isInfinite();
    assertThat(largest(floats(1), floats(Float.NaN))).isInfinite();
    assertThat(largest(floats(Float.POSITIVE_INFINITY), floats(1))).isInfinite();
  }

  @Test
  void otherNamesShapesAndTypes() {
    assertThatThrownBy(() -> Differences.largest(Map.of("a", floats(1)), Map.of("b", floats(1))))
        .hasMessage("it gives the outputs [a], expected [b]");
    assertThatThrownBy(() -> largest(floats(1, 2), floats(1)))
        .hasMessage("the output 'a' has shape [2], expected [1]");
    assertThatThrownBy(() -> largest(StdArrays.ndCopyOf(new boolean[] {true}), floats(1)))
        .hasMessage("an output holds 'true', expected numbers");
  }

  private static double largest(NdArray<?> found, NdArray<?> expected) {
    return Differences.largest(Map.of("a", found), Map.of("a", expected));
  }

  private static NdArray<?> floats(float... values) {
    return StdArrays.ndCopyOf(values);
  }
}
