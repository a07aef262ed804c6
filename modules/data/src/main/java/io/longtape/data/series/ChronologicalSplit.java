package io.longtape.data.series;

import io.longtape.data.DataException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * A series cut in time: first the training part, then validation, then test. Rows after the test
 * part are left out.
 *
 * @param train rows of the training part, at least 1
 * @param validation rows of the validation part, may be 0
 * @param test rows of the test part, at least 1
 */
public record ChronologicalSplit(int train, int validation, int test) {
  private static final BigDecimal TOLERANCE = new BigDecimal("1e-9");

  /**
   * Checks the parts.
   *
   * @param train rows of the training part, at least 1
   * @param validation rows of the validation part, may be 0
   * @param test rows of the test part, at least 1
   * @throws DataException if a part is too small, or their sum is beyond what an int holds
   */
  public ChronologicalSplit {
    if (train < 1 || validation < 0 || test < 1) {
      throw new DataException(
          "split %d,%d,%d: train and test need at least 1 row each, validation 0 or more"
              .formatted(train, validation, test));
    }
    if ((long) train + validation + test > Integer.MAX_VALUE) {
      throw new DataException(
          "split %d,%d,%d has more rows than a series can have".formatted(train, validation, test));
    }
  }

  /**
   * A split by rows.
   *
   * @param train rows of the training part, at least 1
   * @param validation rows of the validation part, may be 0
   * @param test rows of the test part, at least 1
   * @return the split
   * @throws DataException if a part is too small
   */
  public static ChronologicalSplit of(int train, int validation, int test) {
    return new ChronologicalSplit(train, validation, test);
  }

  /**
   * Reads three numbers for train, validation and test: rows such as {@code 8640,2880,2880} (what
   * the series has beyond their sum is left out, as in the literature on the ETT data), or
   * fractions such as {@code 0.7,0.1,0.2} that sum to 1. Fractions are rounded down for train and
   * test; the validation part takes the rest (the training part, if validation is 0).
   *
   * @param text the three numbers with commas between
   * @param rows the rows of the series
   * @return the split
   * @throws DataException if the text is neither, or asks for more rows than there are
   */
  public static ChronologicalSplit parse(String text, int rows) {
    List<BigDecimal> parts = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      parts.add(number(part.strip(), text));
    }
    if (parts.size() != 3) {
      throw malformed(text);
    }
    return parts.stream().allMatch(part -> part.scale() == 0)
        ? ofCounts(parts, text, rows)
        : ofFractions(parts, text, rows);
  }

  /**
   * The end of the training part.
   *
   * @return the row after its last, which is the first of validation
   */
  public int trainEnd() {
    return train;
  }

  /**
   * The end of the validation part.
   *
   * @return the row after its last, which is the first of test
   */
  public int validationEnd() {
    return train + validation;
  }

  /**
   * The end of the test part.
   *
   * @return the row after its last
   */
  public int testEnd() {
    return train + validation + test;
  }

  private static ChronologicalSplit ofCounts(List<BigDecimal> parts, String text, int rows) {
    BigDecimal sum = sum(parts);
    if (sum.compareTo(BigDecimal.valueOf(rows)) > 0) {
      throw new DataException(
          "split '%s' needs %s rows, but the series has %d".formatted(text, sum, rows));
    }
    return of(
        parts.get(0).intValueExact(), parts.get(1).intValueExact(), parts.get(2).intValueExact());
  }

  private static ChronologicalSplit ofFractions(List<BigDecimal> parts, String text, int rows) {
    BigDecimal sum = sum(parts);
    if (sum.subtract(BigDecimal.ONE).abs().compareTo(TOLERANCE) > 0) {
      throw new DataException(
          "split '%s': fractions must sum to 1, but sum to %s".formatted(text, sum));
    }
    int train = share(parts.get(0), rows);
    int test = share(parts.get(2), rows);
    int rest = rows - train - test;
    boolean validated = parts.get(1).signum() > 0;
    if ((validated ? train : train + rest) < 1 || test < 1) {
      throw new DataException(
          "split '%s' of %d rows leaves train or test without a row: more rows or larger fractions"
                  .formatted(text, rows)
              + " are needed");
    }
    return validated ? of(train, rest, test) : of(train + rest, 0, test);
  }

  private static int share(BigDecimal fraction, int rows) {
    return fraction.multiply(BigDecimal.valueOf(rows)).setScale(0, RoundingMode.DOWN).intValue();
  }

  private static BigDecimal sum(List<BigDecimal> parts) {
    return parts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal number(String part, String text) {
    if (!part.matches("[0-9]{1,9}|[0-9]{0,9}\\.[0-9]{1,18}")) {
      throw malformed(text);
    }
    return new BigDecimal(part);
  }

  private static DataException malformed(String text) {
    return new DataException(
        "split '%s' is not three rows or fractions, such as 8640,2880,2880 or 0.7,0.1,0.2"
            .formatted(text));
  }
}
