package io.longtape.keras.savedmodels;

import io.longtape.serving.TensorSpec;
import io.longtape.weights.WeightValues;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.ndarray.NdArray;

/** A model that runs somewhere: checks and casts what it is called with. */
final class HostedModel implements PythonModel {

  private final ModelHost host;
  private final Map<String, SignatureInfo> signatures;

  /** Owns the host. */
  HostedModel(ModelHost host) {
    this.host = host;
    signatures = Collections.unmodifiableMap(new TreeMap<>(host.signatures()));
  }

  @Override
  public Map<String, SignatureInfo> signatures() {
    return signatures;
  }

  @Override
  public Map<String, NdArray<?>> call(String signature, Map<String, ?> inputs) {
    return call(signature(signature), inputs);
  }

  @Override
  public NdArray<?> call(String signature, Object input) {
    SignatureInfo info = signature(signature);
    String name = only("input", info, info.inputs());
    String output = only("output", info, info.outputs());
    return call(info, Collections.singletonMap(name, input)).get(output);
  }

  private Map<String, NdArray<?>> call(SignatureInfo info, Map<String, ?> inputs) {
    Map<String, HeapTensor> arguments = Arguments.of(info, inputs);
    info.outputs()
        .forEach((name, spec) -> ElementType.of("the output '" + name + "'", spec.type()));
    Map<String, NdArray<?>> outputs = new TreeMap<>();
    host.run(info.name(), arguments)
        .forEach((name, tensor) -> outputs.put(name, tensor.toNdArray()));
    return Collections.unmodifiableMap(outputs);
  }

  @Override
  public WeightValues weights(String signature) {
    return host.weights(signature(signature).name());
  }

  @Override
  public void resetStates() {
    host.resetStates();
  }

  @Override
  public void save(Path directory) {
    host.save(directory);
  }

  @Override
  public void close() {
    host.close();
  }

  private SignatureInfo signature(String name) {
    SignatureInfo info = signatures.get(name);
    if (info == null) {
      throw new IllegalArgumentException(
          "the model has no signature '%s'; it has: %s"
              .formatted(name, String.join(", ", signatures.keySet())));
    }
    return info;
  }

  private static String only(String kind, SignatureInfo info, Map<String, TensorSpec> tensors) {
    if (tensors.size() != 1) {
      throw new IllegalArgumentException(
          "the signature '%s' has not one %s but %d: %s; call it by their names"
              .formatted(info.name(), kind, tensors.size(), String.join(", ", tensors.keySet())));
    }
    return tensors.keySet().iterator().next();
  }
}
