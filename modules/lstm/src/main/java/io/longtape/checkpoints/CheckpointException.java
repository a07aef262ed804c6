package io.longtape.checkpoints;

import java.nio.file.Path;

/** A checkpoint cannot be written or used; the message is one line for the user. */
public final class CheckpointException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Says what is wrong.
   *
   * @param message one line that names the file, what was found and what was expected
   */
  public CheckpointException(String message) {
    super(message);
  }

  /**
   * Says what is wrong, and what was behind it.
   *
   * @param message one line that names the file, what was found and what was expected
   * @param cause what was behind it
   */
  public CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }

  static CheckpointException refused(Path file, Exception reason) {
    String message = reason.getMessage() == null ? reason.toString() : reason.getMessage();
    return new CheckpointException(
        "checkpoint " + file + " cannot be used: " + oneLine(message), reason);
  }

  static CheckpointException unwritten(Path file, Exception reason) {
    return new CheckpointException(
        "checkpoint " + file + " cannot be written: " + oneLine(reason.toString()), reason);
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\R", " ");
  }
}
