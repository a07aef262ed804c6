package io.longtape.examples.kerasmodels;

import io.longtape.serving.ModelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The forms in which Keras keeps a model, told apart by what lies at a path and by its name. */
enum ModelKind {
  /** A directory that {@code model.export} or {@code tf.saved_model.save} wrote. */
  SAVED_MODEL,
  /** A {@code .keras} or legacy {@code .h5} file. */
  KERAS_FILE,
  /** A {@code .weights.h5} file: weights without the network that they belong to. */
  WEIGHTS_FILE;

  private static final String WEIGHTS = ".weights.h5";

  /** What there is to read. */
  static ModelKind of(Path path) {
    if (!Files.exists(path)) {
      throw new ModelException(path + " does not exist");
    }
    if (Files.isDirectory(path)) {
      return SAVED_MODEL;
    }
    return name(path).endsWith(WEIGHTS) ? WEIGHTS_FILE : KERAS_FILE;
  }

  /** What is to be written, by the ending of its name; a name without one is a directory. */
  static ModelKind toWrite(Path path) {
    String name = name(path);
    if (name.endsWith(WEIGHTS)) {
      return WEIGHTS_FILE;
    }
    return name.endsWith(".keras") ? KERAS_FILE : SAVED_MODEL;
  }

  static String name(Path path) {
    Path last = path.getFileName();
    return last == null ? "" : last.toString().toLowerCase(Locale.ROOT);
  }
}
