package io.longtape.optimizers;

import io.longtape.config.KerasConfig;
import io.longtape.optimizers.schedules.LearningRateSchedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * What all optimizers do alike, as Keras's own base class.
 *
 * @param <O> the optimizer itself
 */
abstract class KerasOptimizer<O extends KerasOptimizer<O>> implements Optimizer {

  private final CommonOptions common;

  KerasOptimizer(CommonOptions common) {
    this.common = common;
  }

  /** The same optimizer with other options. */
  abstract O with(CommonOptions changed);

  /** What is its own, the same text in each run. */
  abstract String arguments();

  /** Adds the arguments that are its own to a config. */
  abstract void addOwnTo(KerasConfig.Builder config);

  /** Updates variables whose gradients are all there. */
  abstract List<Op> update(
      Ops tf, List<Turn> turns, Operand<TFloat32> rate, Operand<TInt64> step, Slots slots);

  final CommonOptions common() {
    return common;
  }

  @Override
  public final LearningRateSchedule learningRate() {
    return common.learningRate();
  }

  @Override
  public final Clipping clipping() {
    return common.clipping();
  }

  /** Keras does not write which variables do not decay. */
  @Override
  public final Optional<KerasConfig> config() {
    if (!common.decay().excluded().isEmpty()) {
      return Optional.empty();
    }
    KerasConfig.Builder config =
        KerasConfig.of("keras.optimizers", getClass().getSimpleName()).with("name", kerasName());
    common.addTo(config);
    addOwnTo(config);
    return config.build();
  }

  @Override
  public List<SlotSpec> globals() {
    return List.of();
  }

  /**
   * What happens to the gradients first: {@code clipvalue}, {@code clipnorm} or {@code
   * global_clipnorm}.
   *
   * @param clipping {@link Clipping#none} by default
   * @return an optimizer that differs in that
   */
  public final O withClipping(Clipping clipping) {
    return with(common.withClipping(clipping));
  }

  /**
   * Decoupled weight decay ({@code weight_decay}): before its update each variable loses {@code
   * variable * weightDecay * rate}.
   *
   * @param weightDecay at least 0; 0, which is none, by default, and 0.004 in AdamW
   * @return an optimizer that differs in that
   * @throws IllegalArgumentException when it is below 0
   */
  public final O withWeightDecay(double weightDecay) {
    return with(common.withWeightDecay(weightDecay));
  }

  /**
   * Which variables do not decay ({@code exclude_from_weight_decay(var_names=...)}).
   *
   * @param words such as {@code bias}: a variable with one of them in its name does not decay; none
   *     by default
   * @return an optimizer that differs in that
   * @throws IllegalArgumentException when a word is empty
   */
  public final O withExcludedFromWeightDecay(String... words) {
    return with(common.withExcluded(List.of(words)));
  }

  /** All arguments but the learning rate: one text for equal optimizers. */
  @Override
  public final String toString() {
    return "%s[%s, %s, %s]".formatted(kerasName(), arguments(), common.clipping(), common.decay());
  }

  @Override
  public final List<Op> apply(
      Ops tf,
      List<GradientAndVariable> pairs,
      Operand<TFloat32> rate,
      Operand<TInt64> step,
      Slots slots) {
    List<GradientAndVariable> present =
        pairs.stream().filter(pair -> pair.gradient() != null).toList();
    if (present.isEmpty() && !pairs.isEmpty()) {
      throw new IllegalArgumentException(
          "no variable has a gradient, so the loss depends on none of them: "
              + pairs.stream().map(GradientAndVariable::name).toList());
    }
    Ops named = tf.withSubScope(kerasName());
    Ops ready = Order.after(named, present.stream().map(GradientAndVariable::gradient).toList());
    List<Turn> turns = new ArrayList<>();
    for (GradientAndVariable pair : present) {
      turns.add(new Turn(common.decay().apply(ready, pair, rate), pair));
    }
    return update(ready, turns, rate, step, slots);
  }
}
