package io.longtape.data.scaling;

import io.longtape.data.DataException;

/**
 * Scales the training part's smallest and largest value to given bounds, as scikit-learn's {@code
 * MinMaxScaler}. Values outside the training part's range land outside the bounds.
 *
 * @param offset the value that is scaled to 0
 * @param scale how much of the column's unit is one scaled unit, above 0
 */
public record MinMaxScaler(double offset, double scale) implements Scaler {
  /**
   * Takes stored numbers back.
   *
   * @param offset the value that is scaled to 0
   * @param scale how much of the column's unit is one scaled unit, above 0
   * @throws DataException if one is not finite, or the scale is not above 0
   */
  public MinMaxScaler {
    TrainingPart.checkScale(offset, scale);
  }

  /**
   * Fits to the bounds 0 and 1 on the rows of the training part and on nothing else.
   *
   * @param column the column's name, for messages
   * @param values the column's values, one per row
   * @param from the first row of the training part
   * @param to the row after its last
   * @return the scaler
   * @throws DataException if the part is empty or not within the values, a value in it is not
   *     finite, or all of them are the same
   */
  public static MinMaxScaler fit(String column, double[] values, int from, int to) {
    return fit(column, values, from, to, 0, 1);
  }

  /**
   * Fits to given bounds on the rows of the training part and on nothing else.
   *
   * @param column the column's name, for messages
   * @param values the column's values, one per row
   * @param from the first row of the training part
   * @param to the row after its last
   * @param low what the smallest value is scaled to
   * @param high what the largest value is scaled to, above {@code low}
   * @return the scaler
   * @throws DataException if the bounds are not in order, the part is empty or not within the
   *     values, a value in it is not finite, or all of them are the same
   */
  public static MinMaxScaler fit(
      String column, double[] values, int from, int to, double low, double high) {
    if (!(low < high) || Double.isInfinite(high - low)) {
      throw new DataException(
          "scaling bounds must be finite and in order, but are %s and %s".formatted(low, high));
    }
    TrainingPart part = TrainingPart.of(column, values, from, to);
    double scale = (part.largest() - part.smallest()) / (high - low);
    double offset = part.smallest() - low * scale;
    part.checkRange(offset, scale);
    return new MinMaxScaler(offset, scale);
  }
}
