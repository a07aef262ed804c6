package io.longtape.keras.savedmodels;

import io.longtape.weights.WeightValues;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A model in a process of its own. */
final class ChildHost implements ModelHost {

  private final Map<String, SignatureInfo> signatures;
  private final ChildProcess process;

  private ChildHost(Map<String, SignatureInfo> signatures, ChildProcess process) {
    this.signatures = signatures;
    this.process = process;
  }

  /**
   * Starts a process and loads a model in it.
   *
   * @param signatures what was read from the model without TensorFlow
   * @throws io.longtape.serving.ModelException when the model cannot be loaded there
   */
  static ChildHost load(
      Path directory,
      Map<String, SignatureInfo> signatures,
      Set<String> allowedOps,
      ChildLimits limits) {
    ChildProcess process = new ChildProcess(ChildMain.class, directory.toString(), limits);
    try {
      process.ask(
          ChildRequest.LOAD,
          "the load",
          out -> {
            out.writeString(directory.toString());
            out.writeStrings(allowedOps);
          });
      return new ChildHost(signatures, process);
    } catch (RuntimeException e) {
      process.close();
      throw e;
    }
  }

  @Override
  public Map<String, SignatureInfo> signatures() {
    return signatures;
  }

  @Override
  public Map<String, HeapTensor> run(String signature, Map<String, HeapTensor> inputs) {
    Map<String, HeapTensor> outputs =
        process.ask(
            ChildRequest.RUN,
            "a call of '" + signature + "'",
            out -> {
              out.writeString(signature);
              out.writeTensors(inputs);
            });
    requireOutputs(signatures.get(signature), outputs);
    return outputs;
  }

  @Override
  public WeightValues weights(String signature) {
    Map<String, WeightValues.Value> values = new LinkedHashMap<>();
    process
        .ask(ChildRequest.WEIGHTS, "a look at weights", out -> out.writeString(signature))
        .forEach((name, tensor) -> values.put(name, weight(name, tensor)));
    return new WeightValues(values);
  }

  @Override
  public void resetStates() {
    process.ask(ChildRequest.RESET, "a reset of states", out -> {});
  }

  @Override
  public void save(Path directory) {
    process.ask(ChildRequest.SAVE, "a save", out -> out.writeString(directory.toString()));
  }

  @Override
  public void close() {
    process.close();
  }

  private void requireOutputs(SignatureInfo signature, Map<String, HeapTensor> outputs) {
    boolean expected =
        outputs.keySet().equals(signature.outputs().keySet())
            && outputs.entrySet().stream()
                .allMatch(
                    output ->
                        signature.outputs().get(output.getKey()).type()
                            == output.getValue().type().dataType());
    if (!expected) {
      throw process.broken("it gave other outputs than those of the signature");
    }
  }

  private WeightValues.Value weight(String name, HeapTensor tensor) {
    if (tensor.type() != ElementType.FLOAT32) {
      throw process.broken("the weight '" + name + "' is of type " + tensor.type());
    }
    return new WeightValues.Value(tensor.shape(), (float[]) tensor.data());
  }
}
