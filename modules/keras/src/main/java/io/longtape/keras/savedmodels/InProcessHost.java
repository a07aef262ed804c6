package io.longtape.keras.savedmodels;

import io.longtape.serving.ModelException;
import io.longtape.weights.WeightValues;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TFUnimplementedException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.ConfigProto;

/** A model in this process. */
final class InProcessHost implements ModelHost {

  /** Run each op in the calling thread: no hand-over between threads for a small network. */
  private static final ConfigProto IN_CALLERS_THREAD =
      ConfigProto.newBuilder().setInterOpParallelismThreads(-1).build();

  private static final Pattern UNKNOWN_OP = Pattern.compile("Op type not registered '([^']*)'");

  private final String label;
  private final SavedModelBundle bundle;
  private final Map<String, SignatureInfo> signatures;
  private final Map<String, BoundSignature> bound = new TreeMap<>();
  private final ModelVariables variables;
  private final SavedCopy copy;
  private volatile boolean closed;

  private InProcessHost(GraphIndex graph, SavedModelBundle bundle) {
    label = graph.directory().toString();
    this.bundle = bundle;
    signatures = SavedSignatures.of(graph);
    SavedSignatures.definitions(graph)
        .forEach(
            (name, definition) ->
                bound.put(name, new BoundSignature(name, bundle.session(), definition)));
    variables = new ModelVariables(graph, bundle.session());
    variables.fillFromTwins();
    copy = new SavedCopy(graph, bundle.session());
  }

  /**
   * Loads a model whose graph was checked.
   *
   * @throws ModelException when TensorFlow cannot load it
   */
  static InProcessHost load(GraphIndex graph) {
    SavedModelBundle bundle = null;
    try {
      bundle =
          SavedModelBundle.loader(graph.directory().toString())
              .withTags(SavedModelFile.TAG)
              .withConfigProto(IN_CALLERS_THREAD)
              .load();
      return new InProcessHost(graph, bundle);
    } catch (TensorFlowException | TFInvalidArgumentException | TFUnimplementedException e) {
      close(bundle);
      throw unloadable(graph, Reasons.line(e), e);
    } catch (RuntimeException | Error e) {
      close(bundle);
      throw e;
    }
  }

  private static ModelException unloadable(GraphIndex graph, String reason, Exception cause) {
    Matcher unknown = UNKNOWN_OP.matcher(reason);
    String why =
        unknown.find()
            ? "it does not have the op %s; export the model with TensorFlow %s"
                .formatted(unknown.group(1), TensorFlowStart.await())
            : reason;
    return new ModelException(
        "TensorFlow cannot load the model in %s: %s".formatted(graph.directory(), why), cause);
  }

  private static void close(SavedModelBundle bundle) {
    if (bundle != null) {
      bundle.close();
    }
  }

  @Override
  public Map<String, SignatureInfo> signatures() {
    return signatures;
  }

  @Override
  public Map<String, HeapTensor> run(String signature, Map<String, HeapTensor> inputs) {
    requireOpen();
    return bound.get(signature).run(inputs);
  }

  @Override
  public WeightValues weights(String signature) {
    requireOpen();
    return variables.weights(signature);
  }

  @Override
  public void resetStates() {
    requireOpen();
    variables.resetStates();
  }

  @Override
  public void save(Path directory) {
    requireOpen();
    variables.fillTwins();
    copy.write(directory);
  }

  /** New calls end here, while TensorFlow waits for those that run. */
  @Override
  public void close() {
    closed = true;
    bundle.close();
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException(label + ": the model is closed");
    }
  }
}
