package io.longtape.data.scaling;

/**
 * Scales to mean 0 and standard deviation 1, as scikit-learn's {@code StandardScaler}: the
 * deviation is that of the population (divided by n).
 *
 * @param offset the mean
 * @param scale the standard deviation, above 0
 */
public record StandardScaler(double offset, double scale) implements Scaler {
  /**
   * Takes stored numbers back.
   *
   * @param offset the mean
   * @param scale the standard deviation, above 0
   * @throws io.longtape.data.DataException if one is not finite, or the scale is not above 0
   */
  public StandardScaler {
    TrainingPart.checkScale(offset, scale);
  }

  /**
   * Fits on the rows of the training part and on nothing else.
   *
   * @param column the column's name, for messages
   * @param values the column's values, one per row
   * @param from the first row of the training part
   * @param to the row after its last
   * @return the scaler
   * @throws io.longtape.data.DataException if the part is empty or not within the values, a value
   *     in it is not finite, or all of them are the same
   */
  public static StandardScaler fit(String column, double[] values, int from, int to) {
    TrainingPart part = TrainingPart.of(column, values, from, to);
    int n = to - from;
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += values[i];
    }
    double mean = sum / n;
    double squares = 0;
    for (int i = from; i < to; i++) {
      squares += (values[i] - mean) * (values[i] - mean);
    }
    double deviation = Math.sqrt(squares / n);
    part.checkRange(mean, deviation);
    return new StandardScaler(mean, deviation);
  }
}
