package io.longtape.layers;

import static java.util.Objects.requireNonNull;

import io.longtape.activations.KerasActivation;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * A tensor that flows between layers, with the mask that travels beside it, as a Keras tensor's
 * {@code _keras_mask}.
 *
 * @param tensor {@code [batch, ...]}
 * @param mask {@code [batch, time]}, true for steps that count and false for padding; empty where
 *     all steps count
 * @param logits what went into the sigmoid or softmax that gave the tensor, if that is where it
 *     comes from; cross-entropies take them, as Keras does by {@code _keras_logits}
 */
public record MaskedTensor(
    Operand<?> tensor, Optional<Operand<TBool>> mask, Optional<Logits> logits) {

  /**
   * What went into an activation.
   *
   * @param activation the activation's op: {@code Sigmoid} or {@code Softmax}
   * @param values of the tensor's shape
   */
  public record Logits(String activation, Operand<TFloat32> values) {}

  /**
   * Refuses missing parts.
   *
   * @param tensor not null
   * @param mask not null
   * @param logits not null
   */
  public MaskedTensor {
    requireNonNull(tensor, "tensor");
    requireNonNull(mask, "mask");
    requireNonNull(logits, "logits");
  }

  /**
   * A tensor that is no probability.
   *
   * @param tensor {@code [batch, ...]}
   * @param mask {@code [batch, time]}, or empty
   */
  public MaskedTensor(Operand<?> tensor, Optional<Operand<TBool>> mask) {
    this(tensor, mask, Optional.empty());
  }

  /**
   * A tensor without a mask.
   *
   * @param tensor {@code [batch, ...]}
   * @return all steps count
   */
  public static MaskedTensor of(Operand<?> tensor) {
    return new MaskedTensor(tensor, Optional.empty());
  }

  /**
   * The same tensor with a mask.
   *
   * @param newMask {@code [batch, time]}
   * @return the masked tensor
   */
  public MaskedTensor withMask(Operand<TBool> newMask) {
    return new MaskedTensor(tensor, Optional.of(newMask), logits);
  }

  /**
   * Another tensor with the same mask, such as what an element-wise layer makes of this one.
   *
   * @param other {@code [batch, time, ...]}
   * @return the masked tensor
   */
  public MaskedTensor withTensor(Operand<?> other) {
    return new MaskedTensor(other, mask);
  }

  /**
   * What an activation makes of sums that belong to this tensor, with the same mask.
   *
   * @param tf where the op goes
   * @param activation sigmoid and softmax keep the sums as logits
   * @param sums {@code [batch, time, ...]}
   * @return the activated tensor
   */
  public MaskedTensor activate(Ops tf, Activation activation, Operand<TFloat32> sums) {
    Operand<TFloat32> activated = activation.call(tf, sums);
    Optional<Logits> below =
        activation instanceof KerasActivation known
            ? known.logitsOp().map(op -> new Logits(op, sums))
            : Optional.empty();
    return new MaskedTensor(activated, mask, below);
  }

  /**
   * The tensor as floats.
   *
   * @param layer the layer that needs floats, for the message
   * @return the tensor
   * @throws IllegalArgumentException when it is of another type
   */
  public Operand<TFloat32> floats(String layer) {
    if (tensor.asOutput().type() != TFloat32.class) {
      throw new IllegalArgumentException(
          "layer '%s' expects float32, but got %s of shape %s"
              .formatted(layer, tensor.asOutput().dataType(), tensor.shape()));
    }
    return tensor.asOutput().expect(TFloat32.class);
  }
}
