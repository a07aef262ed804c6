package io.longtape.autodiff.internal;

import java.util.List;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.nn.SoftmaxCrossEntropyWithLogits;
import org.tensorflow.op.nn.SparseSoftmaxCrossEntropyWithLogits;

/** Fused losses, of the loss and of its derivative. */
final class LossCases {

  private LossCases() {}

  static List<Case> all() {
    String softmax = "SoftmaxCrossEntropyWithLogits";
    String sparse = "SparseSoftmaxCrossEntropyWithLogits";
    Point logits = Point.of(2, 3);
    // Each row sums to 1, or the op's own derivative is not that of its loss.
    Point labels = Point.at(Shape.of(2, 3), 0.2, 0.5, 0.3, 0.1, 0.1, 0.8);
    return List.of(
        Case.of(
            softmax,
            (tf, x) -> SoftmaxCrossEntropyWithLogits.create(tf.scope(), x.get(0), x.get(1)).loss(),
            logits,
            labels),
        Case.of(
            softmax,
            (tf, x) ->
                SoftmaxCrossEntropyWithLogits.create(tf.scope(), x.get(0), x.get(1)).backprop(),
            logits,
            labels),
        Case.of(
            softmax,
            (tf, x) -> SoftmaxCrossEntropyWithLogits.create(tf.scope(), x.get(0), x.get(1)).loss(),
            Point.of(1, 3),
            labels),
        Case.of(
            sparse,
            (tf, x) ->
                SparseSoftmaxCrossEntropyWithLogits.create(
                        tf.scope(), x.get(0), tf.constant(new int[] {2, 0}))
                    .loss(),
            logits),
        Case.of(
            sparse,
            (tf, x) ->
                SparseSoftmaxCrossEntropyWithLogits.create(
                        tf.scope(), x.get(0), tf.constant(new int[] {2, 0}))
                    .backprop(),
            logits));
  }
}
