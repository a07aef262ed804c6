package io.longtape.examples.kerasmodels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.data.DataException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.StdArrays;

class AnswerTextTest {

  private static final NdArray<?> LEVELS =
      StdArrays.ndCopyOf(new float[][][] {{{1, 2}, {3, 4}}, {{5, 6}, {7, 0.1f}}});
  private static final NdArray<?> RISING = StdArrays.ndCopyOf(new float[][] {{0.25f}, {0.75f}});

  @Test
  void oneOutputNeedsNoName() {
    assertThat(AnswerText.json(rows(Map.of("rising", RISING))))
        .isEqualTo("{\"predictions\":[[0.25],[0.75]]}\n");
    assertThat(AnswerText.json(whole(Map.of("loss", NdArrays.scalarOf(0.5f)))))
        .isEqualTo("{\"outputs\":0.5}\n");
  }

  @Test
  void severalOutputsAreNamed() {
    assertThat(AnswerText.json(rows(Map.of("level", LEVELS, "rising", RISING))))
        .isEqualTo(
            "{\"predictions\":[{\"level\":[[1.0,2.0],[3.0,4.0]],\"rising\":[0.25]},"
                + "{\"level\":[[5.0,6.0],[7.0,0.1]],\"rising\":[0.75]}]}\n");
    assertThat(AnswerText.json(whole(Map.of("rising", RISING, "total", NdArrays.scalarOf(3L)))))
        .isEqualTo("{\"outputs\":{\"rising\":[[0.25],[0.75]],\"total\":3}}\n");
  }

  @Test
  void numbersThatAreNoneAreWrittenAsTensorFlowServingDoes() {
    assertThat(AnswerText.json(rows(Map.of("y", StdArrays.ndCopyOf(new float[] {Float.NaN})))))
        .isEqualTo("{\"predictions\":[NaN]}\n");
  }

  @Test
  void csvNumbersTheColumns() {
    assertThat(AnswerText.csv(rows(Map.of("level", LEVELS, "rising", RISING))))
        .isEqualTo(
            """
            level.0.0,level.0.1,level.1.0,level.1.1,rising
            1.0,2.0,3.0,4.0,0.25
            5.0,6.0,7.0,0.1,0.75
            """);
  }

  @Test
  void batchesFollowEachOther() {
    Map<String, NdArray<?>> batch = Map.of("rising", RISING);
    assertThat(AnswerText.csv(new Prediction(List.of(batch, batch), true)))
        .isEqualTo("rising\n0.25\n0.75\n0.25\n0.75\n");
  }

  @Test
  void wholeArraysAreNoCsv() {
    assertThatThrownBy(() -> AnswerText.csv(whole(Map.of("rising", RISING))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("give --out a .json file");
  }

  private static Prediction rows(Map<String, NdArray<?>> outputs) {
    return new Prediction(List.of(new TreeMap<>(outputs)), true);
  }

  private static Prediction whole(Map<String, NdArray<?>> outputs) {
    return new Prediction(List.of(new TreeMap<>(outputs)), false);
  }
}
