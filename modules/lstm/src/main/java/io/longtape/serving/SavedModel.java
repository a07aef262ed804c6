package io.longtape.serving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TensorFlowException;

/** A SavedModel that was loaded, from Java or from Python, with all its signatures. */
public final class SavedModel implements Servable {

  static final String TAG = "serve";
  static final String EXTRA = "assets.extra";
  static final String GRAPH = "saved_model.pb";

  private final SavedModelBundle bundle;
  private final Signatures signatures;

  private SavedModel(SavedModelBundle bundle) {
    this.bundle = bundle;
    signatures = new Signatures(bundle.session(), bundle.signatures());
  }

  /**
   * Loads a model.
   *
   * @param directory the SavedModel directory
   * @return the model, which the caller closes
   * @throws ModelException when there is no model, or one that TensorFlow cannot load
   */
  public static SavedModel load(Path directory) {
    requireDirectory(directory);
    if (!Files.isRegularFile(directory.resolve(GRAPH))) {
      throw new ModelException(directory + " is not a model directory: it holds no " + GRAPH);
    }
    SavedModelBundle bundle;
    try {
      bundle =
          SavedModelBundle.loader(directory.toString())
              .withTags(TAG)
              .withConfigProto(InferenceGraph.IN_CALLERS_THREAD)
              .load();
    } catch (TensorFlowException | TFInvalidArgumentException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new ModelException(
          "TensorFlow cannot load the model in " + directory + ": " + reason, e);
    }
    try {
      return new SavedModel(bundle);
    } catch (RuntimeException e) {
      bundle.close();
      throw e;
    }
  }

  /**
   * A file that was saved with a model by {@link InferenceGraph#save}.
   *
   * @param directory the SavedModel directory
   * @param name the file's name
   * @return what it holds
   * @throws ModelException when the directory or the file is missing or cannot be read
   */
  public static byte[] extra(Path directory, String name) {
    requireDirectory(directory);
    Path file = directory.resolve(EXTRA).resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new ModelException(
          directory + " does not hold such a model: there is no " + EXTRA + "/" + name);
    }
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new ModelException("cannot read " + file + ": " + e, e);
    }
  }

  @Override
  public Set<String> signatures() {
    return signatures.names();
  }

  @Override
  public ServingSignature signature(String name) {
    return signatures.get(name);
  }

  @Override
  public void close() {
    bundle.close();
  }

  private static void requireDirectory(Path directory) {
    if (!Files.isDirectory(directory)) {
      String found = Files.exists(directory) ? "it is a file" : "it does not exist";
      throw new ModelException(directory + " is not a model directory: " + found);
    }
  }
}
