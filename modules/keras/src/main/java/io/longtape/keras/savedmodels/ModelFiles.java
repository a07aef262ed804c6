package io.longtape.keras.savedmodels;

import io.longtape.serving.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.tensorflow.proto.AssetFileDef;
import org.tensorflow.proto.MetaGraphDef;

/** The files beside a graph that TensorFlow reads with it. */
final class ModelFiles {

  static final String ASSETS = "assets";
  static final String VARIABLES = "variables";

  /** Read by TensorFlow where there is no list of assets. */
  private static final String OLD_ASSETS = "saved_model_assets";

  private ModelFiles() {}

  /**
   * Makes sure that they are there, and that assets are files of this model.
   *
   * @throws ModelException when one is missing, or an asset lies elsewhere
   */
  static void check(GraphIndex index) {
    Path directory = index.directory();
    MetaGraphDef graph = index.meta();
    if (!graph.getSaverDef().getRestoreOpName().isEmpty()) {
      Path variables = directory.resolve(VARIABLES).resolve(VARIABLES + ".index");
      if (!Files.isRegularFile(variables)) {
        throw new ModelException(
            "%s is not a whole model: it holds no %s"
                .formatted(directory, name(directory, variables)));
      }
      requireFiles(directory, variables.getParent());
    }
    if (graph.getAssetFileDefCount() == 0 && graph.containsCollectionDef(OLD_ASSETS)) {
      throw new ModelException(
          "%s is refused: its assets are named in the collection '%s', as TensorFlow 1 wrote them"
              .formatted(directory, OLD_ASSETS));
    }
    graph.getAssetFileDefList().forEach(asset -> check(directory, asset));
  }

  /** TensorFlow would wait for a pipe and read a device without an end. */
  private static void requireFiles(Path directory, Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      entries
          .filter(entry -> !Files.isRegularFile(entry) && !Files.isDirectory(entry))
          .findFirst()
          .ifPresent(
              entry -> {
                throw new ModelException(
                    "%s is refused: %s is no file".formatted(directory, name(directory, entry)));
              });
    } catch (IOException e) {
      throw new ModelException("cannot read " + folder + ": " + e, e);
    }
  }

  private static void check(Path directory, AssetFileDef asset) {
    Path file;
    try {
      file = directory.resolve(ASSETS).resolve(asset.getFilename());
    } catch (InvalidPathException e) {
      throw outside(directory, asset, e);
    }
    if (!file.normalize().getParent().equals(directory.resolve(ASSETS).normalize())) {
      throw outside(directory, asset, null);
    }
    if (!Files.isRegularFile(file)) {
      throw new ModelException(
          "%s is not a whole model: it holds no %s".formatted(directory, name(directory, file)));
    }
    try {
      if (!file.toRealPath().startsWith(directory.toRealPath())) {
        throw outside(directory, asset, null);
      }
    } catch (IOException e) {
      throw new ModelException("cannot read " + file + ": " + e, e);
    }
  }

  private static ModelException outside(Path directory, AssetFileDef asset, Exception cause) {
    return new ModelException(
        "%s is refused: its asset '%s' is not a file in its folder %s"
            .formatted(directory, asset.getFilename(), ASSETS),
        cause);
  }

  private static String name(Path directory, Path file) {
    return directory.relativize(file).toString();
  }
}
