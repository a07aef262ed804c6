package io.longtape.keras.savedmodels;

import io.longtape.serving.TensorSpec;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a signature of a SavedModel reads and gives. A size that is free is -1. The batch of a
 * stateful model is that of its states, although Keras writes that it is free.
 *
 * @param name such as {@code serving_default}
 * @param inputs by name
 * @param outputs by name
 */
public record SignatureInfo(
    String name, Map<String, TensorSpec> inputs, Map<String, TensorSpec> outputs) {

  /**
   * Copies the maps, sorted by name.
   *
   * @param name such as {@code serving_default}
   * @param inputs by name
   * @param outputs by name
   */
  public SignatureInfo {
    inputs = Collections.unmodifiableMap(new TreeMap<>(inputs));
    outputs = Collections.unmodifiableMap(new TreeMap<>(outputs));
  }
}
