package io.longtape.scenario.report;

/** A report could not be written. The message is one line that names the path and the reason. */
public final class ReportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ReportException(String message, Throwable cause) {
    super(message, cause);
  }
}
