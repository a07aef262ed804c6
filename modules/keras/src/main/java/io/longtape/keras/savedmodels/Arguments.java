package io.longtape.keras.savedmodels;

import io.longtape.serving.TensorSpec;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.ndarray.Shape;

/** What a signature is called with, as tensors of the types and shapes that it reads. */
final class Arguments {

  private Arguments() {}

  /**
   * A tensor for each input.
   *
   * @throws IllegalArgumentException when an input is missing or unknown, or a value does not fit
   */
  static Map<String, HeapTensor> of(SignatureInfo signature, Map<String, ?> values) {
    for (String name : values.keySet()) {
      if (!signature.inputs().containsKey(name)) {
        throw new IllegalArgumentException(
            "the signature '%s' has no input '%s'; it has: %s"
                .formatted(signature.name(), name, list(signature)));
      }
    }
    Map<String, HeapTensor> tensors = new TreeMap<>();
    signature
        .inputs()
        .forEach(
            (name, spec) -> {
              Object value = values.get(name);
              if (value == null) {
                throw new IllegalArgumentException(
                    "no value for the input '%s'; the signature '%s' reads: %s"
                        .formatted(name, signature.name(), list(signature)));
              }
              tensors.put(name, tensor(name, spec, value));
            });
    return tensors;
  }

  private static HeapTensor tensor(String name, TensorSpec spec, Object value) {
    ElementType type = ElementType.of("the input '" + name + "'", spec.type());
    JavaValue given = JavaValue.of(name, value, spec.shape());
    Shape shape = given.shape();
    if (type == ElementType.STRING && isColumn(spec.shape()) && shape.numDimensions() == 1) {
      shape = Shape.of(shape.get(0), 1);
    }
    if (!spec.shape().isCompatibleWith(shape)) {
      throw new IllegalArgumentException(
          "the input '%s' has shape %s; the model expects %s".formatted(name, shape, spec.shape()));
    }
    return new HeapTensor(type, shape, Casts.cast(name, shape, given.data(), type));
  }

  private static boolean isColumn(Shape shape) {
    return !shape.isUnknown() && shape.numDimensions() == 2 && shape.get(1) == 1;
  }

  private static String list(SignatureInfo signature) {
    return String.join(", ", signature.inputs().keySet());
  }
}
