package io.longtape.keras.savedmodels;

import io.longtape.serving.TensorSpec;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/** The signatures that a graph declares, without the markers that are none. */
final class SavedSignatures {

  private static final String MARKER = "__saved_model_";

  private SavedSignatures() {}

  static Map<String, SignatureDef> definitions(GraphIndex graph) {
    Map<String, SignatureDef> definitions = new TreeMap<>(graph.meta().getSignatureDefMap());
    definitions.keySet().removeIf(name -> name.startsWith(MARKER));
    return definitions;
  }

  /**
   * What each reads and gives. Where a signature reads the states of a stateful layer, the batch is
   * that of the states, although Keras writes that it is free.
   *
   * @throws io.longtape.serving.ModelException when one names a tensor that is not in the graph
   */
  static Map<String, SignatureInfo> of(GraphIndex graph) {
    Map<String, SignatureInfo> signatures = new TreeMap<>();
    definitions(graph)
        .forEach(
            (name, definition) -> {
              OptionalLong batch =
                  SignatureVariables.of(graph, definition).stream()
                      .map(SavedVariable::statefulBatch)
                      .filter(OptionalLong::isPresent)
                      .findFirst()
                      .orElse(OptionalLong.empty());
              signatures.put(
                  name,
                  new SignatureInfo(
                      name,
                      specs(graph, name, definition.getInputsMap(), batch),
                      specs(graph, name, definition.getOutputsMap(), batch)));
            });
    return signatures;
  }

  private static Map<String, TensorSpec> specs(
      GraphIndex graph, String signature, Map<String, TensorInfo> tensors, OptionalLong batch) {
    Map<String, TensorSpec> specs = new TreeMap<>();
    tensors.forEach(
        (name, tensor) -> {
          if (!graph.nodes().containsKey(GraphIndex.nodeOf(tensor.getName()))) {
            throw graph.damaged(
                "'%s' of the signature '%s' is the tensor '%s', which it does not have"
                    .formatted(name, signature, tensor.getName()));
          }
          Shape shape = Shapes.of(tensor.getTensorShape());
          specs.put(name, new TensorSpec(withBatch(shape, batch), tensor.getDtype()));
        });
    return specs;
  }

  private static Shape withBatch(Shape shape, OptionalLong batch) {
    if (batch.isEmpty()
        || shape.isUnknown()
        || shape.numDimensions() == 0
        || shape.get(0) != Shape.UNKNOWN_SIZE) {
      return shape;
    }
    long[] sizes = shape.asArray();
    sizes[0] = batch.getAsLong();
    return Shape.of(sizes);
  }
}
