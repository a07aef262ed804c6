package io.longtape.examples.kerasmodels;

import io.longtape.keras.KerasModel;
import io.longtape.serving.ModelException;
import io.longtape.serving.TensorSpec;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.tensorflow.ndarray.NdArray;

/** A model that can be called, whatever it was saved as. */
interface RunnableModel extends AutoCloseable {

  /** Opens a SavedModel as it was exported, or rebuilds what a Keras file describes. */
  static RunnableModel open(Path path, CommonOptions options) {
    return switch (ModelKind.of(path)) {
      case SAVED_MODEL -> new ExportedModel(options.load(path));
      case KERAS_FILE -> new RebuiltModel(KerasModel.read(path));
      case WEIGHTS_FILE ->
          throw new ModelException(
              path + " holds weights without a network: name the .keras file or the SavedModel");
    };
  }

  Set<String> signatures();

  /** The inputs of a signature by name, each with its whole shape. */
  Map<String, TensorSpec> inputs(String signature);

  Map<String, NdArray<?>> call(String signature, Map<String, NdArray<?>> inputs);

  void resetStates();

  @Override
  void close();
}
