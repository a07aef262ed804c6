package io.longtape.models;

import io.longtape.datasets.Batch;
import io.longtape.layers.InputSpec;
import io.longtape.losses.Labels;
import io.longtape.losses.Loss;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TNumber;

/** Looks at a batch's labels before they go into a step. */
final class LabelCheck {

  private LabelCheck() {}

  static void run(String output, Loss loss, Batch batch, InputSpec predictions) {
    TNumber labels = (TNumber) batch.targets().get(output);
    Shape shape = Shape.of(batch.size()).append(predictions.shape());
    loss.checkLabels(output, Labels.of(labels), shape);
  }
}
