package io.longtape.scenario.report;

import java.util.Objects;

/**
 * The data that a report speaks of.
 *
 * @param name short name, such as {@code "US births"}
 * @param rows number of data rows, the header not counted
 * @param sha256 SHA-256 of the file's bytes, 64 hexadecimal digits
 * @param licence licence as SPDX identifier or in words; null when unknown
 */
public record Dataset(String name, long rows, String sha256, String licence) {
  /**
   * Checks the parts.
   *
   * @param name short name
   * @param rows number of data rows, the header not counted
   * @param sha256 SHA-256 of the file's bytes, 64 hexadecimal digits
   * @param licence licence as SPDX identifier or in words
   * @throws IllegalArgumentException when {@code rows} is negative
   */
  public Dataset {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(sha256, "sha256");
    if (rows < 0) {
      throw new IllegalArgumentException(
          "rows of dataset '" + name + "' is " + rows + "; it must be 0 or more");
    }
  }
}
