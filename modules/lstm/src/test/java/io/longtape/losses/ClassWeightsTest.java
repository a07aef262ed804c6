package io.longtape.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class ClassWeightsTest {

  private static final ClassWeights WEIGHTS = ClassWeights.of(Map.of(0, 0.5, 2, 3.0));

  @Test
  void idsWeighWhatTheirClassDoes() {
    Labels ids = Labels.of(new int[] {0, 1, 2, 2}, Shape.of(4));
    assertThat(WEIGHTS.weights(ids, Shape.of(-1, 3))).containsExactly(0.5f, 1, 3, 3);
    assertThat(ClassWeights.shape(ids.shape(), Shape.of(-1, 3))).isEqualTo(Shape.of(4));
    assertThat(ClassWeights.of(1, 2, 4).weights(ids, Shape.of(-1, 3))).containsExactly(1, 2, 4, 4);
  }

  @Test
  void binaryLabelsAreIdsAndRounded() {
    Labels labels = Labels.of(new float[] {0, 1.9f, 0.2f}, Shape.of(3, 1));
    assertThat(WEIGHTS.weights(labels, Shape.of(-1, 1))).containsExactly(0.5f, 3, 0.5f);
    assertThat(ClassWeights.shape(labels.shape(), Shape.of(-1, 1))).isEqualTo(Shape.of(3));
  }

  @Test
  void oneHotLabelsAreTheLargest() {
    Labels labels = Labels.of(new float[] {0, 0, 1, 0, 1, 0, 0.6f, 0.4f, 0}, Shape.of(3, 3));
    assertThat(WEIGHTS.weights(labels, Shape.of(-1, 3))).containsExactly(3, 1, 0.5f);
    assertThat(ClassWeights.shape(labels.shape(), Shape.of(-1, 3))).isEqualTo(Shape.of(3));
  }

  @Test
  void stepsOfSequencesHaveWeightsOfTheirOwn() {
    Labels labels = Labels.of(new int[] {0, 1, 2, 0}, Shape.of(2, 2));
    Shape predictions = Shape.of(-1, -1, 3);
    assertThat(WEIGHTS.weights(labels, predictions)).containsExactly(0.5f, 1, 3, 0.5f);
    assertThat(ClassWeights.shape(labels.shape(), predictions)).isEqualTo(Shape.of(2, 2));
  }

  @Test
  void refusesWeightsThatAreNone() {
    assertThatThrownBy(() -> ClassWeights.of(1, -2))
        .hasMessage("the weight of class 1 must be a number of at least 0, but is -2.0");
    assertThatThrownBy(() -> ClassWeights.of(Map.of(3, Double.NaN)))
        .hasMessage("the weight of class 3 must be a number of at least 0, but is NaN");
  }
}
