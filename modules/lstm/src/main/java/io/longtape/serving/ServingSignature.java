package io.longtape.serving;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.SessionFunction;
import org.tensorflow.Signature;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;

/**
 * One signature of a {@link Servable}: the names, shapes and types of what it reads and gives, and
 * the way to call it. It lives as long as its servable. Calls may come from several threads.
 */
public final class ServingSignature {

  private record Port(Output<?> tensor, TensorSpec spec) {}

  private final Session session;
  private final SessionFunction function;
  private final Map<String, Port> inputs;
  private final Map<String, Port> outputs;

  ServingSignature(Session session, Signature signature) {
    this.session = session;
    function = session.function(signature);
    inputs = ports(session, signature.getInputs());
    outputs = ports(session, signature.getOutputs());
  }

  /**
   * What the signature reads.
   *
   * @return by name
   */
  public Map<String, TensorSpec> inputs() {
    return specs(inputs);
  }

  /**
   * What the signature gives.
   *
   * @return by name
   */
  public Map<String, TensorSpec> outputs() {
    return specs(outputs);
  }

  /**
   * Computes all outputs.
   *
   * @param values a tensor for each input, of any type, strings too; they stay the caller's
   * @return the outputs by name, which the caller closes
   * @throws IllegalArgumentException when an input is missing, unknown, or of another type or
   *     shape; the message lists the names there are
   */
  public Result call(Map<String, ? extends Tensor> values) {
    for (String name : values.keySet()) {
      port("input", name, inputs);
    }
    Map<String, Tensor> fed = new HashMap<>();
    inputs.forEach((name, port) -> fed.put(name, checked(name, port.spec, value(name, values))));
    return function.call(fed);
  }

  /**
   * Computes one output, where the inputs and that output are float32 or float64.
   *
   * @param values the inputs by name, each row-major with {@code batch} examples
   * @param batch how many examples there are, at least 1
   * @param output the name of the output
   * @return the output, row-major
   * @throws IllegalArgumentException when an input is missing or has another size, when there is no
   *     such output, or when a tensor is of another type; the message lists the names there are
   */
  public double[] call(Map<String, double[]> values, int batch, String output) {
    Port fetched = port("output", output, outputs);
    Doubles.requireFloats("output", output, fetched.spec);
    List<Tensor> tensors = new ArrayList<>(inputs.size());
    try {
      Session.Runner runner = session.runner();
      inputs.forEach(
          (name, port) -> {
            Tensor tensor = Doubles.toTensor(name, port.spec, value(name, values), batch);
            tensors.add(tensor);
            runner.feed(port.tensor, tensor);
          });
      try (Result result = runner.fetch(fetched.tensor).run()) {
        return Doubles.of(result.get(0));
      }
    } finally {
      tensors.forEach(Tensor::close);
    }
  }

  /** The shape of one example of an input. */
  Shape inputShape(String input) {
    return port("input", input, inputs).spec.shape().tail();
  }

  private <T> T value(String name, Map<String, T> values) {
    T value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "no value for the input '%s'; the model reads: %s".formatted(name, list(inputs)));
    }
    return value;
  }

  private static Tensor checked(String name, TensorSpec spec, Tensor tensor) {
    if (tensor.dataType() != spec.type() || !spec.shape().isCompatibleWith(tensor.shape())) {
      throw new IllegalArgumentException(
          "the input '%s' is %s of shape %s; the model expects %s of shape %s"
              .formatted(name, tensor.dataType(), tensor.shape(), spec.type(), spec.shape()));
    }
    return tensor;
  }

  private static Map<String, Port> ports(
      Session session, Map<String, Signature.TensorDescription> tensors) {
    Map<String, Port> ports = new TreeMap<>();
    tensors.forEach(
        (name, tensor) -> {
          Output<?> output = session.graph().outputOrThrow(tensor.name);
          // TensorFlow's description gives an unknown number of axes as none.
          Shape shape = tensor.shape.numDimensions() == 0 ? output.shape() : tensor.shape;
          ports.put(name, new Port(output, new TensorSpec(shape, tensor.dataType)));
        });
    return ports;
  }

  private static Map<String, TensorSpec> specs(Map<String, Port> ports) {
    Map<String, TensorSpec> specs = new TreeMap<>();
    ports.forEach((name, port) -> specs.put(name, port.spec));
    return Collections.unmodifiableMap(specs);
  }

  private static Port port(String kind, String name, Map<String, Port> ports) {
    Port port = ports.get(name);
    if (port == null) {
      throw new IllegalArgumentException(
          "the model has no %s '%s'; it has: %s".formatted(kind, name, list(ports)));
    }
    return port;
  }

  private static String list(Map<String, Port> ports) {
    return String.join(", ", ports.keySet());
  }
}
