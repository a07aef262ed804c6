package io.longtape.scenario.cli;

/** The command line asks for what cannot be; the message is one line, the exit code 2. */
public final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Says what is wrong.
   *
   * @param message one line that names the option, what was found and what was expected
   */
  public UsageException(String message) {
    super(message);
  }
}
