package io.longtape.data.scaling;

/**
 * A linear scale for one column: {@code transform(x) = (x - offset) / scale}. The two numbers are
 * all that there is to store; the records' constructors take them back.
 */
public sealed interface Scaler permits StandardScaler, MinMaxScaler {
  /**
   * What is subtracted.
   *
   * @return the offset, in the column's unit
   */
  double offset();

  /**
   * What the rest is divided by.
   *
   * @return the scale, in the column's unit, above 0
   */
  double scale();

  /**
   * From the column's unit to the scaled one.
   *
   * @param x a value of the column
   * @return the scaled value
   */
  default double transform(double x) {
    return (x - offset()) / scale();
  }

  /**
   * Undoes {@link #transform}.
   *
   * @param y a scaled value
   * @return the value in the column's unit
   */
  default double inverse(double y) {
    return y * scale() + offset();
  }
}
