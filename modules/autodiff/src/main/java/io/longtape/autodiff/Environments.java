package io.longtape.autodiff;

import org.tensorflow.ExecutionEnvironment;

/** What lies under scopes and tapes. */
final class Environments {

  private Environments() {}

  /** The session or graph itself. */
  static ExecutionEnvironment home(ExecutionEnvironment env) {
    ExecutionEnvironment at = withoutTapes(env);
    while (at instanceof EagerScope scope) {
      at = scope.outer();
    }
    return at;
  }

  /** The innermost environment that is no tape's. */
  static ExecutionEnvironment withoutTapes(ExecutionEnvironment env) {
    ExecutionEnvironment at = env;
    while (at instanceof TapeEnvironment tape) {
      at = tape.outer();
    }
    return at;
  }

  /** Whether ops made in an environment end up on a tape. */
  static boolean recorded(ExecutionEnvironment env) {
    for (ExecutionEnvironment at = env; at instanceof TapeEnvironment tape; at = tape.outer()) {
      if (tape.recording()) {
        return true;
      }
    }
    return false;
  }
}
