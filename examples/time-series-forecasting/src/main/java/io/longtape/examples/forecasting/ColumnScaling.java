package io.longtape.examples.forecasting;

/**
 * How one column is scaled before the network sees it: {@code (x - offset) / scale}, fitted on the
 * training part.
 *
 * @param column the column's name
 * @param offset what is taken away, in the column's unit
 * @param scale what it is divided by, in the column's unit
 */
public record ColumnScaling(String column, double offset, double scale) {}
