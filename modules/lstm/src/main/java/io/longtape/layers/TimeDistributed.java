package io.longtape.layers;

import io.longtape.config.KerasConfig;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TType;

/**
 * Another layer on each time step, as {@code keras.layers.TimeDistributed}.
 *
 * <p>Input {@code [batch, time, ...]}, output the same with what the layer makes of each step. A
 * mask {@code [batch, time]} passes through; one with more axes, such as {@code [batch, sentence,
 * word]}, goes to the layer step by step, and a step counts where any of it does. The weights are
 * those of the layer, with its name behind this one's: {@code time_distributed/dense/kernel}.
 */
public final class TimeDistributed extends NamedLayer<TimeDistributed> implements UnaryLayer {

  private Layer layer;
  private String innerName;

  private TimeDistributed(Layer layer) {
    this.layer = layer;
    innerName = layer.name().orElse(layer.kind());
  }

  /**
   * A layer on each time step.
   *
   * @param layer reads and gives one tensor
   * @return the layer
   * @throws IllegalArgumentException when it gives more than one
   */
  public static TimeDistributed of(Layer layer) {
    if (layer.outputs() != 1) {
      throw new IllegalArgumentException(
          "a layer on each time step gives one tensor, but this '%s' gives %d"
              .formatted(layer.kind(), layer.outputs()));
    }
    return new TimeDistributed(layer);
  }

  @Override
  public TimeDistributed withInnerNames(UnaryOperator<String> naming) {
    return with(
        copy -> {
          copy.layer = layer.withInnerNames(naming);
          copy.innerName = layer.name().orElseGet(() -> naming.apply(layer.kind()));
        });
  }

  @Override
  public Optional<KerasConfig> config() {
    return startConfig()
        .withPart("layer", layer.config().map(inner -> inner.with("name", innerName)))
        .build();
  }

  @Override
  public MaskedTensor call(Pass pass, MaskedTensor input) {
    Ops tf = pass.tf();
    Operand<?> x = input.tensor();
    if (x.shape().isUnknown() || x.shape().numDimensions() < 3) {
      throw new IllegalArgumentException(
          "layer '%s' expects [batch, time, ...] with three axes or more, but got %s"
              .formatted(pass.path(), x.shape()));
    }
    Optional<Operand<TBool>> inside = input.mask().filter(mask -> rank(mask) > 2);
    MaskedTensor steps = new MaskedTensor(foldTime(tf, x), inside.map(mask -> foldTime(tf, mask)));
    MaskedTensor gave = layer.call(pass.in(innerName), List.of(steps)).get(0);
    MaskedTensor result = MaskedTensor.of(unfoldTime(tf, gave.tensor(), x));
    if (inside.isEmpty()) {
      return new MaskedTensor(result.tensor(), input.mask());
    }
    return result.withMask(
        gave.mask().map(mask -> unfoldTime(tf, mask, x)).orElseGet(() -> any(tf, inside.get())));
  }

  private static int rank(Operand<?> x) {
    return x.shape().numDimensions();
  }

  /** From {@code [batch, time, ...]} to {@code [batch * time, ...]}. */
  private static <T extends TType> Operand<T> foldTime(Ops tf, Operand<T> x) {
    return Sizes.of(tf).addRest().addAxes(x, 2, rank(x)).reshape(x);
  }

  /** From {@code [batch * time, ...]} to {@code [batch, time, ...]}. */
  private static <T extends TType> Operand<T> unfoldTime(Ops tf, Operand<T> x, Operand<?> like) {
    return Sizes.of(tf).addAxes(like, 0, 2).addAxes(x, 1, rank(x)).reshape(x);
  }

  private static Operand<TBool> any(Ops tf, Operand<TBool> mask) {
    int[] axes = IntStream.range(2, rank(mask)).toArray();
    return tf.reduceAny(mask, tf.constant(axes));
  }
}
