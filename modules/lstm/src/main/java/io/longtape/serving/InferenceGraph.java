package io.longtape.serving;

import io.longtape.layers.GraphWeights;
import io.longtape.layers.Pass;
import io.longtape.layers.WeightValues;
import io.longtape.serving.SignatureCall.Port;
import io.longtape.training.InputSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.family.TNumber;

/**
 * A network made for inference alone, with weights that were trained elsewhere: no optimizer,
 * nothing dropped, any batch. It can be called, and saved for Java, Python and TensorFlow Serving.
 */
public final class InferenceGraph implements Servable {

  private final Graph graph;
  private final Session session;
  private final Signature signature;
  private final SignatureCall call;

  private InferenceGraph(
      Map<String, InputSpec> inputs, ServingFunction function, WeightValues values) {
    Graph newGraph = new Graph();
    Session newSession = null;
    try {
      Ops tf = Ops.create(newGraph);
      Map<String, Operand<?>> fed = new LinkedHashMap<>();
      Map<String, Port> inputPorts = new LinkedHashMap<>();
      Signature.Builder builder = Signature.builder(SIGNATURE);
      inputs.forEach(
          (name, spec) -> {
            Shape shape = Shape.of(Shape.UNKNOWN_SIZE).append(spec.shape());
            Placeholder<?> input =
                tf.withName(name).placeholder(spec.type(), Placeholder.shape(shape));
            fed.put(name, input);
            builder.input(name, input);
            inputPorts.put(name, new Port(nameOf(input), spec.shape(), spec.type()));
          });
      GraphWeights weights = GraphWeights.of(newGraph, 0);
      Map<String, Port> outputPorts = new LinkedHashMap<>();
      function
          .call(Pass.inference(tf, weights), fed)
          .forEach(
              (name, output) -> {
                builder.output(name, output);
                outputPorts.put(
                    name, new Port(nameOf(output), output.shape().tail(), typeOf(output)));
              });
      signature = builder.build();
      newSession = new Session(newGraph, SignatureCall.IN_CALLERS_THREAD);
      weights.write(newSession, values);
      call = new SignatureCall(newSession, inputPorts, outputPorts);
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
   * Builds the graph and fills its weights.
   *
   * @param inputs the inputs by name, without the batch
   * @param function what is computed
   * @param values a value for each weight that the function asks for
   * @return the graph, which the caller closes
   * @throws IllegalArgumentException when a weight is missing or a layer refuses its input's shape
   */
  public static InferenceGraph of(
      Map<String, InputSpec> inputs, ServingFunction function, WeightValues values) {
    return new InferenceGraph(inputs, function, values);
  }

  @Override
  public double[] call(Map<String, double[]> values, int batch, String output) {
    return call.run(values, batch, output);
  }

  @Override
  public Shape inputShape(String input) {
    return call.inputShape(input);
  }

  /**
   * Saves the graph as a SavedModel. It is written beside its place and moved there when it is
   * whole, so a model that was there before stays as it was until then.
   *
   * @param directory where the model goes; a model there is replaced, anything else is refused
   * @param extras files to keep with the model, by plain file name, to be found again by {@link
   *     SavedModel#extra}; they go into {@code assets.extra}, which TensorFlow leaves alone
   * @throws ModelException when the directory holds something else or cannot be written
   */
  public void save(Path directory, Map<String, byte[]> extras) {
    try (Replacement replacement = Replacement.of(directory)) {
      SavedModelBundle.exporter(replacement.workspace().toString())
          .withTags(SavedModel.TAG)
          .withSession(session)
          .withSignature(signature)
          .export();
      Path folder = Files.createDirectories(replacement.workspace().resolve(SavedModel.EXTRA));
      for (Map.Entry<String, byte[]> file : extras.entrySet()) {
        Files.write(folder.resolve(file.getKey()), file.getValue());
      }
      replacement.commit();
    } catch (IOException | TensorFlowException e) {
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

  private static String nameOf(Operand<?> operand) {
    Output<?> output = operand.asOutput();
    return output.op().name() + ":" + output.index();
  }

  private static Class<? extends TNumber> typeOf(Operand<?> operand) {
    return operand.asOutput().type().asSubclass(TNumber.class);
  }
}
