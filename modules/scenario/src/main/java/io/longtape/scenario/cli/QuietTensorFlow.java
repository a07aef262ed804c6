package io.longtape.scenario.cli;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TInt32;

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

  /** Whole numbers that are transposed bring out what oneDNN says once about its limits. */
  private static void firstRun() {
    try (Graph graph = new Graph();
        Session session = new Session(graph);
        TInt32 numbers = TInt32.vectorOf(1, 2)) {
      Ops tf = Ops.create(graph);
      Placeholder<TInt32> fed = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(2)));
      Operand<TInt32> same = tf.linalg.transpose(fed, tf.constant(new int[] {0}));
      session.runner().feed(fed, numbers).fetch(same).run().close();
    }
  }
}
