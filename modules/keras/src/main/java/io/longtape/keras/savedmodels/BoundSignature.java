package io.longtape.keras.savedmodels;

import io.longtape.serving.ModelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TFUnimplementedException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/** A signature's tensors in a session. Owns nothing. */
final class BoundSignature {

  private final String name;
  private final Session session;
  private final Map<String, Output<?>> inputs;
  private final Map<String, Output<?>> outputs;

  BoundSignature(String name, Session session, SignatureDef signature) {
    this.name = name;
    this.session = session;
    inputs = tensors(signature.getInputsMap());
    outputs = tensors(signature.getOutputsMap());
  }

  private Map<String, Output<?>> tensors(Map<String, TensorInfo> infos) {
    Map<String, Output<?>> tensors = new TreeMap<>();
    infos.forEach((key, info) -> tensors.put(key, session.graph().outputOrThrow(info.getName())));
    return tensors;
  }

  /**
   * Computes all outputs.
   *
   * @throws ModelException with the first line of TensorFlow's message
   */
  Map<String, HeapTensor> run(Map<String, HeapTensor> values) {
    List<Tensor> fed = new ArrayList<>(inputs.size());
    try {
      Session.Runner runner = session.runner();
      inputs.forEach(
          (key, input) -> {
            Tensor tensor = NativeTensors.copyOf(values.get(key));
            fed.add(tensor);
            runner.feed(input, tensor);
          });
      outputs.values().forEach(runner::fetch);
      try (Result result = runner.run()) {
        Map<String, HeapTensor> read = new TreeMap<>();
        for (String key : outputs.keySet()) {
          read.put(key, NativeTensors.read("the output '" + key + "'", result.get(read.size())));
        }
        return read;
      }
    } catch (TensorFlowException | TFInvalidArgumentException | TFUnimplementedException e) {
      throw new ModelException(
          "the signature '%s' fails on these inputs: %s".formatted(name, Reasons.line(e)), e);
    } finally {
      fed.forEach(Tensor::close);
    }
  }
}
