package io.longtape.data.scaling;

import io.longtape.data.DataException;

/** The checked range of the values that a scaler is fitted on. */
record TrainingPart(String column, double smallest, double largest) {

  static TrainingPart of(String column, double[] values, int from, int to) {
    if (from < 0 || to > values.length || from >= to) {
      throw new DataException(
          "column '%s': cannot fit a scaler on rows %d to %d (exclusive): it has %d rows"
              .formatted(column, from, to, values.length));
    }
    double smallest = values[from];
    double largest = values[from];
    for (int i = from; i < to; i++) {
      if (!Double.isFinite(values[i])) {
        throw new DataException(
            "column '%s': cannot fit a scaler, the value at position %d (from 0) is %s"
                .formatted(column, i, values[i]));
      }
      smallest = Math.min(smallest, values[i]);
      largest = Math.max(largest, values[i]);
    }
    if (smallest == largest) {
      throw new DataException(
          "column '%s' is constant in the training part (%s in all %d rows): leave the column out"
              .formatted(column, smallest, to - from));
    }
    return new TrainingPart(column, smallest, largest);
  }

  void checkRange(double offset, double scale) {
    if (!Double.isFinite(offset) || !Double.isFinite(scale) || scale <= 0) {
      throw new DataException(
          "column '%s': values from %s to %s are out of a scaler's range: change the unit"
              .formatted(column, smallest, largest));
    }
  }

  static void checkScale(double offset, double scale) {
    if (!Double.isFinite(offset) || !Double.isFinite(scale) || scale <= 0) {
      throw new DataException(
          "a scaler needs a finite offset and a finite scale above 0, but has %s and %s"
              .formatted(offset, scale));
    }
  }
}
