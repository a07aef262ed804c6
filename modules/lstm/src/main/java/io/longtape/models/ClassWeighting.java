package io.longtape.models;

import io.longtape.datasets.Batch;
import io.longtape.layers.InputSpec;
import io.longtape.losses.ClassWeights;
import io.longtape.losses.Labels;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/** Class weights as sample weights of a batch. */
final class ClassWeighting {

  private ClassWeighting() {}

  /** The batch with the weights, in the place of the one given, which owns nothing any longer. */
  static Batch apply(Batch batch, Map<String, InputSpec> outputs, ClassWeights weights) {
    if (outputs.size() != 1) {
      throw new IllegalArgumentException(
          "class weights are for networks of one output; this one has "
              + String.join(", ", outputs.keySet()));
    }
    if (!batch.sampleWeights().isEmpty()) {
      throw new IllegalArgumentException(
          "class weights and sample weights cannot both be given, as in Keras");
    }
    Map.Entry<String, InputSpec> output = outputs.entrySet().iterator().next();
    Labels labels = Labels.of((TNumber) batch.targets().get(output.getKey()));
    Shape predictions = Shape.of(batch.size()).append(output.getValue().shape());
    TFloat32 tensor =
        TFloat32.tensorOf(
            ClassWeights.shape(labels.shape(), predictions),
            DataBuffers.of(weights.weights(labels, predictions), true, false));
    return batch.withSampleWeights(Map.of(output.getKey(), tensor));
  }
}
