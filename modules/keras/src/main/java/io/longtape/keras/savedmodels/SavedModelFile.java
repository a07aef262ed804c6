package io.longtape.keras.savedmodels;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.longtape.serving.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;

/** The file {@code saved_model.pb} of a model, read as data. */
final class SavedModelFile {

  static final String NAME = "saved_model.pb";
  static final String TAG = "serve";

  /** What TensorFlow would take for the graph in place of the file that was checked. */
  private static final List<String> OTHER_GRAPHS = List.of("saved_model.cpb", "saved_model.pbtxt");

  /** The graph of a large model is some megabytes; its variables lie in other files. */
  private static final long MAX_BYTES = 512L << 20;

  private SavedModelFile() {}

  /**
   * The graph for serving.
   *
   * @throws ModelException when there is none, or it is damaged or too large
   */
  static MetaGraphDef read(Path directory) {
    if (!Files.isDirectory(directory)) {
      String found = Files.exists(directory) ? "it is a file" : "it does not exist";
      throw new ModelException(directory + " is not a model directory: " + found);
    }
    Path file = directory.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      throw new ModelException(directory + " is not a model directory: it holds no " + NAME);
    }
    for (String other : OTHER_GRAPHS) {
      if (Files.exists(directory.resolve(other))) {
        throw new ModelException(
            "%s holds %s beside %s; a model has one of them".formatted(directory, other, NAME));
      }
    }
    return serving(file, parse(file));
  }

  private static SavedModel parse(Path file) {
    try {
      long size = Files.size(file);
      if (size > MAX_BYTES) {
        throw new ModelException(
            "%s has %d bytes; at most %d are read".formatted(file, size, MAX_BYTES));
      }
      try (InputStream in = Files.newInputStream(file)) {
        CodedInputStream limited = CodedInputStream.newInstance(in);
        limited.setSizeLimit(Math.toIntExact(MAX_BYTES));
        return SavedModel.parseFrom(limited);
      }
    } catch (InvalidProtocolBufferException e) {
      throw new ModelException(
          "%s is damaged: it is no SavedModel protocol buffer: %s".formatted(file, line(e)), e);
    } catch (IOException e) {
      throw new ModelException("cannot read " + file + ": " + line(e), e);
    }
  }

  private static MetaGraphDef serving(Path file, SavedModel model) {
    List<MetaGraphDef> serving =
        model.getMetaGraphsList().stream()
            .filter(graph -> Set.of(TAG).equals(Set.copyOf(graph.getMetaInfoDef().getTagsList())))
            .toList();
    if (serving.size() == 1) {
      return serving.get(0);
    }
    if (serving.size() > 1) {
      throw new ModelException(
          "%s is damaged: it holds %d graphs of the tag '%s'".formatted(file, serving.size(), TAG));
    }
    List<String> found =
        model.getMetaGraphsList().stream()
            .map(graph -> String.join("+", graph.getMetaInfoDef().getTagsList()))
            .toList();
    throw new ModelException(
        "%s holds no graph of the tag '%s'; it holds: %s"
            .formatted(file, TAG, found.isEmpty() ? "no graph" : String.join(", ", found)));
  }

  private static String line(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
