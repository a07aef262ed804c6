package io.longtape.keras.savedmodels;

import java.nio.file.Path;
import org.tensorflow.SavedModelBundle;

/** Prints how many milliseconds the first load in a JVM takes. */
final class FirstLoad {

  private FirstLoad() {}

  /**
   * Loads a model.
   *
   * @param arguments {@code true} for TensorFlow's own loader, and the model's directory
   */
  public static void main(String[] arguments) {
    System.out.println(millis(Boolean.parseBoolean(arguments[0]), Path.of(arguments[1])));
  }

  /** The time of one load, by TensorFlow's own loader when it is plain. */
  static double millis(boolean plain, Path directory) {
    long start = System.nanoTime();
    try (AutoCloseable loaded =
        plain
            ? SavedModelBundle.loader(directory.toString()).withTags(SavedModelFile.TAG).load()
            : SavedModelLoader.create().load(directory)) {
      return loaded == null ? Double.NaN : (System.nanoTime() - start) / 1e6;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
