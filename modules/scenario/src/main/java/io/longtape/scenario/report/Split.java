package io.longtape.scenario.report;

/**
 * How the rows were divided.
 *
 * @param train rows of the training part
 * @param validation rows of the validation part; 0 when there is none
 * @param test rows of the test part
 * @param testWindows forecast windows (origins) scored in the test part; null where windows do not
 *     apply
 */
public record Split(long train, long validation, long test, Long testWindows) {
  /**
   * A split of rows that are scored one by one.
   *
   * @param train rows of the training part
   * @param validation rows of the validation part; 0 when there is none
   * @param test rows of the test part
   * @return the split, without windows
   */
  public static Split ofRows(long train, long validation, long test) {
    return new Split(train, validation, test, null);
  }
}
