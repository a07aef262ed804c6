package io.longtape.serving;

import io.longtape.layers.InputSpec;
import io.longtape.weights.VariableWeights;
import io.longtape.weights.WeightValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.ConfigProto;

/**
 * Networks made for inference alone, with weights that were trained elsewhere: no optimizer,
 * nothing dropped, any batch. It can be called, and saved for Java, Python and TensorFlow Serving.
 */
public final class InferenceGraph implements Servable {

  /** Run each op in the calling thread: no hand-over between threads for a small network. */
  static final ConfigProto IN_CALLERS_THREAD =
      ConfigProto.newBuilder().setInterOpParallelismThreads(-1).build();

  private final Graph graph;
  private final Session session;
  private final List<Signature> declared = new ArrayList<>();
  private final Signatures signatures;

  private InferenceGraph(Iterable<Endpoint> endpoints, WeightValues values) {
    Graph newGraph = new Graph();
    Session newSession = null;
    try {
      VariableWeights weights = VariableWeights.of(newGraph);
      endpoints.forEach(endpoint -> declared.add(endpoint.addTo(newGraph, weights)));
      GraphCheck.require(newGraph);
      newSession = new Session(newGraph, IN_CALLERS_THREAD);
      weights.write(newSession, values);
      fillTables(newGraph, newSession);
      signatures = new Signatures(newSession, declared);
    } catch (RuntimeException | Error e) {
      if (newSession != null) {
        newSession.close();
      }
      newGraph.close();
      throw e;
    }
    graph = newGraph;
    session = newSession;
  }

  /**
   * Builds a graph of one function, {@link Servable#SIGNATURE}, and fills its weights. {@link
   * ExportArchive} builds one of several.
   *
   * @param inputs the inputs by name, without the batch
   * @param function what is computed
   * @param values a value for each weight that the function asks for
   * @return the graph, which the caller closes
   * @throws IllegalArgumentException when a weight is missing or a layer refuses its input's shape
   */
  public static InferenceGraph of(
      Map<String, InputSpec> inputs, ServingFunction function, WeightValues values) {
    return of(List.of(new Endpoint(SIGNATURE, inputs, function)), values);
  }

  static InferenceGraph of(Iterable<Endpoint> endpoints, WeightValues values) {
    return new InferenceGraph(endpoints, values);
  }

  @Override
  public Set<String> signatures() {
    return signatures.names();
  }

  @Override
  public ServingSignature signature(String name) {
    return signatures.get(name);
  }

  /**
   * Saves the graph as a SavedModel. It is written beside its place and moved there when it is
   * whole, so a model that was there before stays as it was until then.
   *
   * @param directory where the model goes; a model there is replaced, anything else is refused
   * @param extras files to keep with the model, by plain file name, to be found again by {@link
   *     SavedModel#extra}; they go into {@code assets.extra}, which TensorFlow leaves alone
   * @throws ModelException when the directory holds something else or cannot be written
   * @throws IllegalArgumentException when an extra file's name is not a plain one
   */
  public synchronized void save(Path directory, Map<String, byte[]> extras) {
    extras.keySet().forEach(InferenceGraph::requirePlainName);
    try (Replacement replacement = Replacement.of(directory)) {
      Path workspace = replacement.workspace();
      SavedModelBundle.exporter(workspace.toString())
          .withTags(SavedModel.TAG)
          .withSession(session)
          .withSignatures(declared.toArray(Signature[]::new))
          .export();
      InitOp.addTo(workspace.resolve(SavedModel.GRAPH));
      Path folder = Files.createDirectories(workspace.resolve(SavedModel.EXTRA));
      for (Map.Entry<String, byte[]> file : extras.entrySet()) {
        Files.write(folder.resolve(file.getKey()), file.getValue());
      }
      replacement.commit();
    } catch (IOException | TensorFlowException | TFInvalidArgumentException e) {
      throw new ModelException("cannot write the model to " + directory + ": " + e, e);
    }
  }

  /**
   * Makes sure before a long run that a model can be saved; what is there stays as it is.
   *
   * @param directory where the model will go
   * @throws ModelException when the directory holds something that is no model or cannot be written
   */
  public static void requireWritable(Path directory) {
    try (Replacement replacement = Replacement.of(directory)) {
      Files.createDirectory(replacement.workspace().resolve(SavedModel.EXTRA));
    } catch (IOException e) {
      throw new ModelException("cannot write the model to " + directory + ": " + e, e);
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }

  private static void fillTables(Graph graph, Session session) {
    Session.Runner runner = session.runner();
    GraphCheck.tableInitializers(graph).forEach(runner::addTarget);
    if (!runner.isEmpty()) {
      runner.run().close();
    }
  }

  static void requirePlainName(String name) {
    if (!name.equals(String.valueOf(Path.of(name).getFileName()))) {
      throw new IllegalArgumentException(
          "an extra file needs a plain name without folders, not '%s'".formatted(name));
    }
  }
}
