package io.longtape.losses;

import io.longtape.config.KerasConfig;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * Cross-entropy of one class among several, given by its number, {@code -log(p[label])}, as {@code
 * keras.losses.SparseCategoricalCrossentropy}. Probabilities are kept from 1e-7 to 1 - 1e-7 and, as
 * in Keras on TensorFlow, their logarithms taken for logits.
 *
 * <p>Labels {@code [...]} or {@code [..., 1]}, whole numbers from 0 to {@code classes - 1};
 * predictions {@code [..., classes]}; the losses are {@code [...]}. A label outside the classes
 * gives an error or NaN inside a step; {@link #checkLabels} names it before.
 *
 * <p>tensorflow-framework's loss fails in a graph for sequences of free length, and it has no
 * ignored class.
 *
 * @param fromLogits whether predictions are logits, before a softmax; Keras's default is false
 * @param ignoreClass a label whose predictions do not count, such as that of padding; empty by
 *     default
 */
public record SparseCategoricalCrossentropy(boolean fromLogits, OptionalInt ignoreClass)
    implements Loss {

  /**
   * The loss of probabilities, with no class ignored.
   *
   * @return the loss
   */
  public static SparseCategoricalCrossentropy of() {
    return new SparseCategoricalCrossentropy(false, OptionalInt.empty());
  }

  /**
   * The same, with predictions taken for logits or for probabilities.
   *
   * @param logits whether they are logits
   * @return the loss
   */
  public SparseCategoricalCrossentropy withFromLogits(boolean logits) {
    return new SparseCategoricalCrossentropy(logits, ignoreClass);
  }

  /**
   * The same, without the predictions for one label: they get a loss of 0 and are left out of the
   * mean.
   *
   * @param label the label, which may be outside the classes, such as -1
   * @return the loss
   */
  public SparseCategoricalCrossentropy withIgnoreClass(int label) {
    return new SparseCategoricalCrossentropy(fromLogits, OptionalInt.of(label));
  }

  @Override
  public Optional<KerasConfig> config() {
    return Configs.of(this)
        .with("from_logits", fromLogits)
        .withOptional("ignore_class", ignoreClass)
        .build();
  }

  @Override
  public String kerasName() {
    return "sparse_categorical_crossentropy";
  }

  @Override
  public Operand<TFloat32> call(
      Ops tf, Operand<? extends TNumber> labels, Operand<TFloat32> predictions) {
    Operand<TInt64> ids = ClassIds.sparse(tf, kerasName(), labels, predictions);
    if (ignoreClass.isEmpty()) {
      return losses(tf, ids, predictions);
    }
    Operand<TBool> counts = counts(tf, ids);
    Operand<TFloat32> none = tf.constant(0f);
    Operand<TFloat32> losses =
        losses(
            tf,
            tf.select(counts, ids, tf.constant(0L)),
            tf.select(tf.expandDims(counts, tf.constant(-1)), predictions, none));
    return tf.select(counts, losses, none);
  }

  @Override
  public Optional<Operand<TBool>> mask(
      Ops tf, Operand<? extends TNumber> labels, Operand<TFloat32> predictions) {
    return ignoreClass.isEmpty()
        ? Optional.empty()
        : Optional.of(counts(tf, ClassIds.sparse(tf, kerasName(), labels, predictions)));
  }

  @Override
  public Optional<Loss> onLogits(String activation) {
    return fromLogits || !"Softmax".equals(activation)
        ? Optional.empty()
        : Optional.of(withFromLogits(true));
  }

  @Override
  public Shape labelShape(Shape predictions) {
    return predictions.take(predictions.numDimensions() - 1);
  }

  @Override
  public OptionalLong classes(Shape predictions) {
    long classes = predictions.get(-1);
    return ignoreClass.isPresent() || classes == Shape.UNKNOWN_SIZE
        ? OptionalLong.empty()
        : OptionalLong.of(classes);
  }

  @Override
  public Class<? extends TNumber> labelType() {
    return TInt32.class;
  }

  @Override
  public void checkLabels(String output, Labels labels, Shape predictions) {
    LabelChecks.classIds(output, labels, predictions, ignoreClass);
  }

  private Operand<TBool> counts(Ops tf, Operand<TInt64> ids) {
    return tf.math.notEqual(ids, tf.constant((long) ignoreClass.getAsInt()));
  }

  private Operand<TFloat32> losses(Ops tf, Operand<TInt64> ids, Operand<TFloat32> predictions) {
    Operand<TFloat32> logits =
        fromLogits ? predictions : tf.math.log(Probabilities.clip(tf, predictions));
    Operand<TInt64> flat =
        ids.shape().numDimensions() == 1 ? ids : tf.reshape(ids, tf.constant(new int[] {-1}));
    Operand<TFloat32> losses =
        tf.nn.sparseSoftmaxCrossEntropyWithLogits(Rows.of(tf, logits), flat).loss();
    return Rows.restore(tf, losses, predictions);
  }
}
