package io.longtape.keras.savedmodels;

import io.longtape.weights.WeightValues;
import java.nio.file.Path;
import java.util.Map;

/** Where a model runs. It is given what was checked and cast already, and may be called at once. */
interface ModelHost extends AutoCloseable {

  Map<String, SignatureInfo> signatures();

  /**
   * Runs a signature that exists, with all its inputs, each of its type and shape.
   *
   * @throws io.longtape.serving.ModelException with the first line of what the model says
   */
  Map<String, HeapTensor> run(String signature, Map<String, HeapTensor> inputs);

  /** The weights that a signature that exists reads. */
  WeightValues weights(String signature);

  void resetStates();

  void save(Path directory);

  @Override
  void close();
}
