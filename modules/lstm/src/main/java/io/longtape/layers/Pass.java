package io.longtape.layers;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;

/**
 * One forward pass that is being built: where its ops go, which weights it reads, and whether it
 * trains.
 *
 * @param tf the ops of the environment that the pass is built in
 * @param weights the weights that its layers read
 * @param step in training the scalar number of the step, from 1, which keys random ops; empty for
 *     inference, where layers such as {@link Dropout} do nothing
 */
public record Pass(Ops tf, Weights weights, Optional<Operand<TInt64>> step) {

  /**
   * Makes a pass out of parts that are all there.
   *
   * @param tf not null
   * @param weights not null
   * @param step not null
   */
  public Pass {
    requireNonNull(tf, "tf");
    requireNonNull(weights, "weights");
    requireNonNull(step, "step");
  }

  /**
   * A pass for inference.
   *
   * @param tf the ops of the environment
   * @param weights the weights to read
   * @return the pass
   */
  public static Pass inference(Ops tf, Weights weights) {
    return new Pass(tf, weights, Optional.empty());
  }

  /**
   * A pass for training.
   *
   * @param tf the ops of the environment
   * @param weights the weights to read
   * @param step the scalar number of the training step, from 1
   * @return the pass
   */
  public static Pass training(Ops tf, Weights weights, Operand<TInt64> step) {
    return new Pass(tf, weights, Optional.of(step));
  }

  /**
   * The same pass inside a named part of the network: ops and weights made through it carry the
   * name as a prefix.
   *
   * @param name the part's name, such as a layer's
   * @return the narrower pass
   */
  public Pass in(String name) {
    return new Pass(tf.withSubScope(name), weights.in(name), step);
  }
}
