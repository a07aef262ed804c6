package io.longtape.losses;

import java.util.HashMap;
import java.util.Map;
import org.tensorflow.ndarray.Shape;

/**
 * Sample weights from labels, as Keras's {@code class_weight}: each sample weighs what its class
 * does, and 1 when its class has no weight.
 *
 * <p>Labels that have the predictions' shape are one-hot, with the class where the number is
 * largest; others, and those whose last axis is 1, are class ids, rounded. Labels of sequences give
 * weights for each step, which Keras cannot.
 */
public final class ClassWeights {

  private final Map<Integer, Double> weights;

  private ClassWeights(Map<Integer, Double> weights) {
    this.weights = weights;
  }

  /**
   * Weights by class.
   *
   * @param weights the weights, each at least 0, by class id
   * @return the class weights
   * @throws IllegalArgumentException when a weight is below 0 or no number
   */
  public static ClassWeights of(Map<Integer, Double> weights) {
    weights.forEach(
        (id, weight) -> {
          if (!(weight >= 0 && Double.isFinite(weight))) {
            throw new IllegalArgumentException(
                "the weight of class " + id + " must be a number of at least 0, but is " + weight);
          }
        });
    return new ClassWeights(Map.copyOf(weights));
  }

  /**
   * Weights of the classes 0, 1, 2 and so on.
   *
   * @param weights the weights, each at least 0
   * @return the class weights
   * @throws IllegalArgumentException when a weight is below 0 or no number
   */
  public static ClassWeights of(double... weights) {
    Map<Integer, Double> byClass = new HashMap<>();
    for (int id = 0; id < weights.length; id++) {
      byClass.put(id, weights[id]);
    }
    return of(byClass);
  }

  /**
   * The weights of a batch.
   *
   * @param labels the labels
   * @param predictions the predictions' shape, which tells ids from one-hot labels
   * @return one for each class that the labels name, row-major, in {@linkplain #shape this shape}
   */
  public float[] weights(Labels labels, Shape predictions) {
    int classes = oneHot(labels.shape(), predictions) ? (int) labels.shape().get(-1) : 1;
    float[] result = new float[labels.size() / classes];
    for (int i = 0; i < result.length; i++) {
      int id =
          classes == 1 ? (int) Math.rint(labels.get(i)) : largest(labels, i * classes, classes);
      result[i] = weights.getOrDefault(id, 1.0).floatValue();
    }
    return result;
  }

  /**
   * The shape of a batch's weights.
   *
   * @param labels the labels' shape
   * @param predictions the predictions' shape
   * @return {@code [batch]}, or {@code [batch, time]} for labels of sequences
   */
  public static Shape shape(Shape labels, Shape predictions) {
    int rank = labels.numDimensions();
    boolean last = rank > 1 && (labels.get(-1) == 1 || oneHot(labels, predictions));
    return last ? labels.take(rank - 1) : labels;
  }

  private static boolean oneHot(Shape labels, Shape predictions) {
    return labels.numDimensions() > 1
        && labels.numDimensions() == predictions.numDimensions()
        && labels.get(-1) != 1;
  }

  private static int largest(Labels labels, int from, int count) {
    int largest = 0;
    for (int i = 1; i < count; i++) {
      if (labels.get(from + i) > labels.get(from + largest)) {
        largest = i;
      }
    }
    return largest;
  }
}
