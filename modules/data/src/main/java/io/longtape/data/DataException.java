package io.longtape.data;

/**
 * Data that cannot be used as asked. The message is one line for the user: it names the file, row,
 * column or argument, what was found and what was expected.
 */
public class DataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * An error that has no deeper cause.
   *
   * @param message one line for the user
   */
  public DataException(String message) {
    super(message);
  }

  /**
   * An error that another one led to.
   *
   * @param message one line for the user
   * @param cause what led to it
   */
  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
