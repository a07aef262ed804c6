package io.longtape.examples.forecasting;

/**
 * How one column is read and scaled before the network sees it: {@code (x - offset) / scale},
 * fitted on the training part.
 *
 * @param column the column's name
 * @param dtype the type of its values, always {@value #DTYPE}
 * @param offset what is taken away, in the column's unit
 * @param scale what it is divided by, in the column's unit
 */
public record ColumnScaling(String column, String dtype, double offset, double scale) {

  /** The type in which the model takes all columns. */
  public static final String DTYPE = "float64";

  static ColumnScaling of(String column, double offset, double scale) {
    return new ColumnScaling(column, DTYPE, offset, scale);
  }
}
