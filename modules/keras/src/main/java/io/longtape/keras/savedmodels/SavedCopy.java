package io.longtape.keras.savedmodels;

import io.longtape.serving.ModelException;
import io.longtape.serving.Replacement;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TFUnimplementedException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.types.TString;

/** Copies of a model with the variables as they are in its session. Owns nothing. */
final class SavedCopy {

  /** What stays as it is; the fingerprint does not, which is one of the variables too. */
  private static final List<String> KEPT = List.of(ModelFiles.ASSETS, "assets.extra");

  private static final long SCHEMA = 1;

  private final GraphIndex graph;
  private final Session session;

  SavedCopy(GraphIndex graph, Session session) {
    this.graph = graph;
    this.session = session;
  }

  /**
   * Writes one beside its place, and moves it there when it is whole.
   *
   * @throws ModelException when the model has no saver or the copy cannot be written
   */
  void write(Path directory) {
    SaverDef saver = graph.meta().getSaverDef();
    if (saver.getSaveTensorName().isEmpty()) {
      throw new ModelException(graph.directory() + " cannot be saved: it was exported to be read");
    }
    try (Replacement replacement = Replacement.of(directory)) {
      Path workspace = replacement.workspace();
      writeGraph(workspace.resolve(SavedModelFile.NAME));
      for (String name : KEPT) {
        Path kept = graph.directory().resolve(name);
        boolean needed = name.equals(ModelFiles.ASSETS) && graph.meta().getAssetFileDefCount() > 0;
        if (needed || Files.exists(kept)) {
          copy(kept, workspace.resolve(name));
        }
      }
      Path variables = Files.createDirectory(workspace.resolve(ModelFiles.VARIABLES));
      save(saver, variables.resolve(ModelFiles.VARIABLES));
      replacement.commit();
    } catch (IOException e) {
      throw new ModelException("cannot save the model to " + directory + ": " + e, e);
    } catch (TensorFlowException | TFInvalidArgumentException | TFUnimplementedException e) {
      throw new ModelException(
          "cannot save the model to %s: %s".formatted(directory, Reasons.line(e)), e);
    }
  }

  private void save(SaverDef saver, Path prefix) {
    try (TString file = TString.scalarOf(prefix.toString());
        Result saved =
            session
                .runner()
                .feed(saver.getFilenameTensorName(), file)
                .fetch(saver.getSaveTensorName())
                .run()) {
      if (saved.size() != 1) {
        throw new IllegalStateException("the saver gave " + saved.size() + " tensors");
      }
    }
  }

  /** The graph that was loaded, whatever the model's directory holds by now. */
  private void writeGraph(Path file) throws IOException {
    SavedModel model =
        SavedModel.newBuilder()
            .setSavedModelSchemaVersion(SCHEMA)
            .addMetaGraphs(graph.meta())
            .build();
    try (OutputStream out = Files.newOutputStream(file)) {
      model.writeTo(out);
    }
  }

  private void copy(Path from, Path to) throws IOException {
    List<Path> paths;
    try (Stream<Path> tree = Files.walk(from)) {
      paths = tree.toList();
    }
    Path directory = graph.directory().toRealPath();
    for (Path path : paths) {
      if (!path.toRealPath().startsWith(directory)) {
        throw new ModelException(
            "%s cannot be saved: %s leads to another place".formatted(graph.directory(), path));
      }
      Files.copy(path, to.resolve(from.relativize(path).toString()));
    }
  }
}
