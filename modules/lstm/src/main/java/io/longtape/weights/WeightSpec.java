package io.longtape.weights;

import static java.util.Objects.requireNonNull;

import io.longtape.initializers.Initializer;
import java.util.Optional;
import org.tensorflow.framework.constraints.Constraint;
import org.tensorflow.framework.regularizers.Regularizer;
import org.tensorflow.ndarray.Shape;

/**
 * One weight that a layer asks for, as the arguments of Keras's {@code add_weight}.
 *
 * @param path its name; inside a layer {@code kernel}, in a network with the layers' names before
 *     it, such as {@code lstm/lstm_cell/kernel}
 * @param shape all sizes known
 * @param initializer how it starts
 * @param trainable whether optimizers update it; a state that a layer writes itself is not
 * @param regularizer what is added to the loss, if anything
 * @param constraint what the weight goes through after each update, if anything
 */
public record WeightSpec(
    String path,
    Shape shape,
    Initializer initializer,
    boolean trainable,
    Optional<Regularizer> regularizer,
    Optional<Constraint> constraint) {

  /**
   * Refuses missing parts and unknown sizes.
   *
   * @param path not empty
   * @param shape all sizes known
   * @param initializer not null
   * @param trainable whether optimizers update it
   * @param regularizer not null
   * @param constraint not null
   * @throws IllegalArgumentException when a size is unknown
   */
  public WeightSpec {
    requireNonNull(path, "path");
    requireNonNull(initializer, "initializer");
    requireNonNull(regularizer, "regularizer");
    requireNonNull(constraint, "constraint");
    if (shape.hasUnknownDimension()) {
      throw new IllegalArgumentException(
          "weight '" + path + "' needs a known shape, but has " + shape);
    }
  }

  /**
   * A trainable weight.
   *
   * @param name its name inside the layer
   * @param shape all sizes known
   * @param initializer how it starts
   * @return the weight
   */
  public static WeightSpec of(String name, Shape shape, Initializer initializer) {
    return new WeightSpec(name, shape, initializer, true, Optional.empty(), Optional.empty());
  }

  /**
   * A state: starts at zero, and the layer itself writes it.
   *
   * @param name its name inside the layer
   * @param shape all sizes known, the batch among them
   * @return the state
   */
  public static WeightSpec state(String name, Shape shape) {
    return new WeightSpec(
        name, shape, Initializer.zeros(), false, Optional.empty(), Optional.empty());
  }

  /**
   * The same with a regularizer.
   *
   * @param choice what is added to the loss, if anything
   * @return the weight
   */
  public WeightSpec withRegularizer(Optional<Regularizer> choice) {
    return new WeightSpec(path, shape, initializer, trainable, choice, constraint);
  }

  /**
   * The same with a constraint.
   *
   * @param choice what the weight goes through after each update, if anything
   * @return the weight
   */
  public WeightSpec withConstraint(Optional<Constraint> choice) {
    return new WeightSpec(path, shape, initializer, trainable, regularizer, choice);
  }

  /**
   * The same with a name before its own.
   *
   * @param prefix what goes before, empty for nothing
   * @return the weight
   */
  public WeightSpec in(String prefix) {
    String joined = prefix.isEmpty() ? path : prefix + "/" + path;
    return new WeightSpec(joined, shape, initializer, trainable, regularizer, constraint);
  }
}
