package io.longtape.losses;

import io.longtape.config.KerasConfig;
import java.util.Optional;
import java.util.OptionalLong;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * What training makes small, as {@code keras.losses.Loss}: first one loss for each sample, which
 * {@link LossReduction} then makes into one number.
 */
public interface Loss {

  /**
   * Keras's name of the loss, such as {@code mean_squared_error}.
   *
   * @return the name
   */
  String kerasName();

  /**
   * Adds the losses of the samples, as Keras's {@code Loss.call}.
   *
   * @param tf where the ops go, eager or a graph
   * @param labels the true values, in the shape that the loss asks for
   * @param predictions what the network gave, {@code [batch, ...]}, of known rank
   * @return {@code [batch]} for a network that gives one vector for each sample, {@code [batch,
   *     time]} for one that gives a sequence
   * @throws IllegalArgumentException when the labels' shape does not fit the predictions'
   */
  Operand<TFloat32> call(Ops tf, Operand<? extends TNumber> labels, Operand<TFloat32> predictions);

  /**
   * How Keras writes this loss.
   *
   * @return its class and arguments there, or empty when Keras has no equal
   */
  default Optional<KerasConfig> config() {
    return Optional.empty();
  }

  /**
   * The shape of the labels that go with predictions.
   *
   * @param predictions the shape of one example's predictions, or of a batch's
   * @return by default the same
   */
  default Shape labelShape(Shape predictions) {
    return predictions;
  }

  /**
   * The type that labels are fed in.
   *
   * @return by default float32
   */
  default Class<? extends TNumber> labelType() {
    return TFloat32.class;
  }

  /**
   * How many classes the labels name by a whole number from 0 on, for losses that take such labels.
   *
   * @param predictions the shape of one example's predictions
   * @return by default empty: labels are no classes
   */
  default OptionalLong classes(Shape predictions) {
    return OptionalLong.empty();
  }

  /**
   * Which losses count, where the labels say so, as the mask that Keras puts on the losses.
   *
   * @param tf where the ops go
   * @param labels as for {@link #call}
   * @param predictions as for {@link #call}
   * @return a mask of the losses' shape, or empty when all count, which is the default
   */
  default Optional<Operand<TBool>> mask(
      Ops tf, Operand<? extends TNumber> labels, Operand<TFloat32> predictions) {
    return Optional.empty();
  }

  /**
   * The same loss of what went into the network's last activation. When probabilities come straight
   * from a sigmoid or a softmax, Keras takes a cross-entropy from the logits below it, where it
   * keeps its gradient after the probability has rounded to 0 or 1.
   *
   * @param activation the type of TensorFlow's op, {@code Sigmoid} or {@code Softmax}
   * @return the loss of the logits, or empty when there is none, which is the default
   */
  default Optional<Loss> onLogits(String activation) {
    return Optional.empty();
  }

  /**
   * Looks at labels on the Java heap before they go into a step, where a wrong one would become a
   * wrong number without a word. One pass over the labels. The default compares the number of rows.
   *
   * @param output the name of the network's output, for the message
   * @param labels a batch of labels
   * @param predictions the shape of the predictions; the batch may be unknown
   * @throws IllegalArgumentException when the shape does not fit or a label is none; the message
   *     has the output, the row, what was found and what is expected
   */
  default void checkLabels(String output, Labels labels, Shape predictions) {
    LabelChecks.rows(output, labels.shape(), predictions);
  }
}
