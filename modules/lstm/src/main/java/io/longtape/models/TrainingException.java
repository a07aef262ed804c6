package io.longtape.models;

/** Training cannot go on; the message is one line for the user. */
public final class TrainingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Says what is wrong.
   *
   * @param message one line that names what was found and what to do
   */
  public TrainingException(String message) {
    super(message);
  }
}
