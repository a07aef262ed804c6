package io.longtape.keras.configs;

import io.longtape.initializers.Initializer;
import java.util.function.BiFunction;
import org.tensorflow.framework.constraints.Constraint;
import org.tensorflow.framework.regularizers.Regularizer;

/**
 * What a layer's arguments say of one of its weights.
 *
 * @param <L> the layer
 * @param withInitializer sets how the weight starts
 * @param withRegularizer sets what is added to the loss
 * @param withConstraint sets what the weight goes through
 */
record WeightReader<L>(
    BiFunction<L, Initializer, L> withInitializer,
    BiFunction<L, Regularizer, L> withRegularizer,
    BiFunction<L, Constraint, L> withConstraint) {

  /** The layer with the options that stand under a prefix, such as {@code kernel}. */
  L read(L layer, Arguments arguments, String prefix) {
    L set = layer;
    String initializer = prefix + "_initializer";
    if (arguments.has(initializer)) {
      set = withInitializer.apply(set, InitializerReader.read(arguments, initializer));
    }
    String regularizer = prefix + "_regularizer";
    if (arguments.has(regularizer)) {
      set = withRegularizer.apply(set, PenaltyReader.regularizer(arguments, regularizer));
    }
    String constraint = prefix + "_constraint";
    if (arguments.has(constraint)) {
      set = withConstraint.apply(set, PenaltyReader.constraint(arguments, constraint));
    }
    return set;
  }
}
