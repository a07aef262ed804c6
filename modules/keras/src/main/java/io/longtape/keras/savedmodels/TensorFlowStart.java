package io.longtape.keras.savedmodels;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.tensorflow.TensorFlow;

/** Loads TensorFlow's native library beside other work; it takes half a second. */
final class TensorFlowStart {

  private static final CompletableFuture<String> VERSION =
      CompletableFuture.supplyAsync(TensorFlow::version);

  private TensorFlowStart() {}

  /** Begins, once in a JVM. */
  static void begin() {
    if (VERSION.isCompletedExceptionally()) {
      await();
    }
  }

  /**
   * Waits for the end.
   *
   * @return TensorFlow's version
   */
  static String await() {
    try {
      return VERSION.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e;
    }
  }
}
