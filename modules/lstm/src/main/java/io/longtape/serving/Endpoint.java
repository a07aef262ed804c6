package io.longtape.serving;

import io.longtape.layers.InputSpec;
import io.longtape.layers.MaskedTensor;
import io.longtape.layers.Pass;
import io.longtape.weights.OpNames;
import io.longtape.weights.Weights;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;

/** A function of a model and the name under which it is called. */
record Endpoint(String name, Map<String, InputSpec> inputs, ServingFunction function) {

  /** By this name TensorFlow Serving knows a signature that its predict calls may use. */
  private static final String PREDICT = "tensorflow/serving/predict";

  Endpoint {
    if (name.isEmpty() || name.startsWith("__")) {
      throw new IllegalArgumentException(
          "a signature cannot be named '%s': empty names and those with __ before them are TensorFlow's own"
              .formatted(name));
    }
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("signature '%s' needs at least one input".formatted(name));
    }
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
  }

  /** Adds the function's ops to a graph. */
  Signature addTo(Graph graph, Weights weights) {
    Ops tf = Ops.create(graph).withSubScope(OpNames.of(name));
    Signature.Builder signature = Signature.builder().key(name).methodName(PREDICT);
    Map<String, MaskedTensor> fed = new LinkedHashMap<>();
    inputs.forEach(
        (input, spec) -> {
          Placeholder<?> placeholder =
              tf.withName(OpNames.of(input))
                  .placeholder(spec.type(), Placeholder.shape(spec.batchShape()));
          fed.put(input, MaskedTensor.of(placeholder));
          signature.input(input, placeholder);
        });
    Pass pass = Pass.inference(tf, weights);
    Map<String, MaskedTensor> results = function.call(pass, fed);
    if (results.isEmpty()) {
      throw new IllegalArgumentException("signature '%s' gives no output".formatted(name));
    }
    if (pass.effects().hasStates()) {
      throw new IllegalArgumentException(
          "signature '%s' would write states of stateful layers, which calls from several users"
                  .formatted(name)
              + " would mix up; make the layers without stateful, and take states as inputs and"
              + " give them as outputs");
    }
    // An op of its own for each output: two outputs may be one tensor, or an input.
    results.forEach(
        (output, result) -> signature.output(output, served(tf, output, result.tensor())));
    return signature.build();
  }

  private static Operand<?> served(Ops tf, String output, Operand<?> tensor) {
    return tf.withName(OpNames.of(output)).identity(tensor);
  }
}
