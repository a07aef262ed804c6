package io.longtape.scenario.cli;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;

/**
 * Keeps TensorFlow's start-up lines off the terminal.
 *
 * <p>TensorFlow reads {@code TF_CPP_MIN_LOG_LEVEL} from the process's environment, which Java
 * cannot set; and two lines of the first session's run heed no level. So the variable is set
 * through the C library, and the first run happens while standard error leads nowhere. Errors still
 * show. Whoever sets the variable gets what it says, and on Windows nothing is kept back.
 */
final class QuietTensorFlow {

  private static final String LEVEL = "TF_CPP_MIN_LOG_LEVEL";
  private static final String ONLY_ERRORS = "2";
  private static final int STANDARD_ERROR = 2;
  private static final int WRITE_ONLY = 1;

  /** The few functions of the C library that are needed. */
  interface C extends Library {
    int setenv(String name, String value, int overwrite);

    int open(String path, int flags);

    int dup(int descriptor);

    int dup2(int from, int to);

    int close(int descriptor);
  }

  private static boolean applied;

  private QuietTensorFlow() {}

  static synchronized void apply() {
    if (applied || Platform.isWindows() || System.getenv(LEVEL) != null) {
      return;
    }
    applied = true;
    C c = Native.load("c", C.class);
    c.setenv(LEVEL, ONLY_ERRORS, 0);
    int nowhere = c.open("/dev/null", WRITE_ONLY);
    int standardError = c.dup(STANDARD_ERROR);
    if (nowhere < 0 || standardError < 0) {
      return;
    }
    System.err.flush();
    c.dup2(nowhere, STANDARD_ERROR);
    try {
      firstRun();
    } finally {
      c.dup2(standardError, STANDARD_ERROR);
      c.close(standardError);
      c.close(nowhere);
    }
  }

  private static void firstRun() {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      session.runner().fetch(Ops.create(graph).constant(1)).run().close();
    }
  }
}
