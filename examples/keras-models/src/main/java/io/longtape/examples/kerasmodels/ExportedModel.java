package io.longtape.examples.kerasmodels;

import io.longtape.keras.savedmodels.PythonModel;
import io.longtape.serving.TensorSpec;
import java.util.Map;
import java.util.Set;
import org.tensorflow.ndarray.NdArray;

/** A SavedModel; it owns the model that Python exported. */
record ExportedModel(PythonModel model) implements RunnableModel {

  @Override
  public Set<String> signatures() {
    return model.signatures().keySet();
  }

  @Override
  public Map<String, TensorSpec> inputs(String signature) {
    return model.signatures().get(signature).inputs();
  }

  @Override
  public Map<String, NdArray<?>> call(String signature, Map<String, NdArray<?>> inputs) {
    return model.call(signature, inputs);
  }

  @Override
  public void resetStates() {
    model.resetStates();
  }

  @Override
  public void close() {
    model.close();
  }
}
