package io.longtape.serving;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/** Calls a signature of a session with arrays. Owns nothing. */
final class SignatureCall {

  /** Run each op in the calling thread: no hand-over between threads for a small network. */
  static final ConfigProto IN_CALLERS_THREAD =
      ConfigProto.newBuilder().setInterOpParallelismThreads(-1).build();

  /** A tensor of the graph; the shape is one example's. */
  record Port(String tensor, Shape shape, Class<? extends TNumber> type) {}

  private final Session session;
  private final Map<String, Port> inputs;
  private final Map<String, Port> outputs;

  SignatureCall(Session session, Map<String, Port> inputs, Map<String, Port> outputs) {
    this.session = session;
    this.inputs = new TreeMap<>(inputs);
    this.outputs = new TreeMap<>(outputs);
  }

  double[] run(Map<String, double[]> values, int batch, String output) {
    Port fetched = port("output", output, outputs);
    List<Tensor> tensors = new ArrayList<>(inputs.size());
    try {
      Session.Runner runner = session.runner();
      for (Map.Entry<String, Port> input : inputs.entrySet()) {
        Tensor tensor = tensor(input.getKey(), input.getValue(), values, batch);
        tensors.add(tensor);
        runner.feed(input.getValue().tensor, tensor);
      }
      try (Result result = runner.fetch(fetched.tensor).run()) {
        return doubles(result.get(0));
      }
    } finally {
      tensors.forEach(Tensor::close);
    }
  }

  Shape inputShape(String input) {
    return port("input", input, inputs).shape;
  }

  private Tensor tensor(String name, Port port, Map<String, double[]> values, int batch) {
    double[] data = values.get(name);
    if (data == null) {
      throw new IllegalArgumentException(
          "no value for the input '" + name + "'; the model reads: " + list(inputs.keySet()));
    }
    Shape shape = Shape.of(batch).append(port.shape);
    if (shape.size() != data.length) {
      throw new IllegalArgumentException(
          "the input '"
              + name
              + "' has "
              + data.length
              + " numbers; the model expects "
              + shape.size()
              + " for "
              + shape);
    }
    if (port.type == TFloat64.class) {
      return TFloat64.tensorOf(shape, DataBuffers.of(data, true, false));
    }
    float[] narrow = new float[data.length];
    for (int i = 0; i < data.length; i++) {
      narrow[i] = (float) data[i];
    }
    return TFloat32.tensorOf(shape, DataBuffers.of(narrow, true, false));
  }

  private static double[] doubles(Tensor tensor) {
    double[] data = new double[Math.toIntExact(tensor.shape().size())];
    if (tensor instanceof TFloat64 wide) {
      wide.copyTo(DataBuffers.of(data, false, false));
      return data;
    }
    float[] narrow = new float[data.length];
    ((TFloat32) tensor).copyTo(DataBuffers.of(narrow, false, false));
    for (int i = 0; i < data.length; i++) {
      data[i] = narrow[i];
    }
    return data;
  }

  private static Port port(String kind, String name, Map<String, Port> ports) {
    Port port = ports.get(name);
    if (port == null) {
      throw new IllegalArgumentException(
          "the model has no " + kind + " '" + name + "'; it has: " + list(ports.keySet()));
    }
    return port;
  }

  private static String list(Set<String> names) {
    return String.join(", ", names);
  }
}
