package io.longtape.keras.savedmodels;

import java.util.Map;

/** Says how a process ended. */
final class ExitReason {

  /** As the JVM gives the end by a signal. */
  private static final int SIGNALLED = 128;

  private static final int OUT_OF_HEAP = 3;
  private static final Map<Integer, String> SIGNALS =
      Map.of(
          4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 9, "SIGKILL", 11, "SIGSEGV", 15,
          "SIGTERM");

  private ExitReason() {}

  /**
   * One line.
   *
   * @param code the exit code
   * @param printed what the process printed of it, may be empty
   */
  static String of(int code, String printed) {
    String how = "it ended with exit code " + code;
    if (code == OUT_OF_HEAP) {
      how = "its Java heap was full";
    } else if (code > SIGNALLED) {
      int signal = code - SIGNALLED;
      how = "it ended by signal " + SIGNALS.getOrDefault(signal, Integer.toString(signal));
    }
    return printed.isEmpty() ? how : how + ": " + printed;
  }
}
