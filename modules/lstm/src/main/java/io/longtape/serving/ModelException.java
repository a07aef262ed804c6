package io.longtape.serving;

/** A model directory cannot be read or written; the message is one line for the user. */
public final class ModelException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Says what is wrong.
   *
   * @param message one line that names the directory, what was found and what was expected
   */
  public ModelException(String message) {
    super(message);
  }

  /**
   * Says what is wrong, and what it came from.
   *
   * @param message one line that names the directory, what was found and what was expected
   * @param cause where it comes from
   */
  public ModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
