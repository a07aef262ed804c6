package io.longtape.layers;

import static java.util.Objects.requireNonNull;

import io.longtape.config.KerasConfig;
import io.longtape.initializers.Initializer;
import io.longtape.weights.WeightSpec;
import java.util.Optional;
import java.util.function.Function;
import org.tensorflow.framework.constraints.Constraint;
import org.tensorflow.framework.regularizers.Regularizer;
import org.tensorflow.ndarray.Shape;

/**
 * What a layer's user may choose of one of its weights, whatever its shape.
 *
 * @param initializer how it starts
 * @param regularizer what is added to the loss, if anything
 * @param constraint what the weight goes through after each update, if anything
 */
public record WeightOptions(
    Initializer initializer, Optional<Regularizer> regularizer, Optional<Constraint> constraint) {

  /**
   * Refuses missing parts.
   *
   * @param initializer not null
   * @param regularizer not null
   * @param constraint not null
   */
  public WeightOptions {
    requireNonNull(initializer, "initializer");
    requireNonNull(regularizer, "regularizer");
    requireNonNull(constraint, "constraint");
  }

  /**
   * Neither penalty nor constraint.
   *
   * @param initializer how it starts
   * @return the options
   */
  public static WeightOptions of(Initializer initializer) {
    return new WeightOptions(initializer, Optional.empty(), Optional.empty());
  }

  /**
   * The same with another start.
   *
   * @param choice how it starts
   * @return the options
   */
  public WeightOptions withInitializer(Initializer choice) {
    return new WeightOptions(choice, regularizer, constraint);
  }

  /**
   * The same with a penalty.
   *
   * @param choice what is added to the loss
   * @return the options
   */
  public WeightOptions withRegularizer(Regularizer choice) {
    return new WeightOptions(initializer, Optional.of(choice), constraint);
  }

  /**
   * The same with a constraint.
   *
   * @param choice what the weight goes through after each update
   * @return the options
   */
  public WeightOptions withConstraint(Constraint choice) {
    return new WeightOptions(initializer, regularizer, Optional.of(choice));
  }

  /**
   * Adds the options to a layer's config.
   *
   * @param layer the config
   * @param weight what its arguments begin with, such as {@code kernel}
   */
  public void addTo(KerasConfig.Builder layer, String weight) {
    layer.withPart(weight + "_initializer", initializer.config());
    addTo(layer, weight + "_regularizer", regularizer, Penalties::regularizer);
    addTo(layer, weight + "_constraint", constraint, Penalties::constraint);
  }

  private static <P> void addTo(
      KerasConfig.Builder layer,
      String argument,
      Optional<P> part,
      Function<P, Optional<KerasConfig>> config) {
    if (part.isPresent()) {
      layer.withPart(argument, config.apply(part.get()));
    } else {
      layer.with(argument, null);
    }
  }

  /**
   * The weight itself.
   *
   * @param name its name inside the layer
   * @param dims its sizes, all known
   * @return the weight with these options
   */
  public WeightSpec spec(String name, long... dims) {
    return new WeightSpec(name, Shape.of(dims), initializer, true, regularizer, constraint);
  }
}
