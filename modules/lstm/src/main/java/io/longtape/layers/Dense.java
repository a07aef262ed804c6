package io.longtape.layers;

import java.util.function.BiFunction;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A fully connected layer, {@code activation(x . kernel + bias)} over the last axis, as {@code
 * keras.layers.Dense}.
 *
 * <p>Input {@code [batch, features]} or {@code [batch, time, features]}, output the same with
 * {@code units} in the place of {@code features}. Weights: {@code kernel [features, units]} (Glorot
 * uniform) and {@code bias [units]} (zeros).
 */
public final class Dense implements Layer {

  private final String name;
  private final int units;
  private final BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> activation;

  private Dense(
      String name, int units, BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> activation) {
    this.name = name;
    this.units = units;
    this.activation = activation;
  }

  /**
   * A layer without activation.
   *
   * @param name the layer's name, which its weights carry
   * @param units the number of outputs, at least 1
   * @return the layer
   * @throws IllegalArgumentException when {@code units} is below 1
   */
  public static Dense of(String name, int units) {
    return new Dense(name, Shapes.atLeastOne(name, "units", units), (tf, x) -> x);
  }

  /**
   * The same layer with a rectifier, {@code max(0, x)}, after it.
   *
   * @return the layer
   */
  public Dense withRelu() {
    return new Dense(name, units, (tf, x) -> tf.nn.relu(x));
  }

  @Override
  public Operand<TFloat32> call(Pass pass, Operand<TFloat32> inputs) {
    Shape shape = inputs.shape();
    long features = Shapes.features(name, shape, 2, 3);
    Pass mine = pass.in(name);
    Ops tf = mine.tf();
    Operand<TFloat32> kernel =
        mine.weights()
            .weight("kernel", Shape.of(features, units), WeightInitializer.glorotUniform());
    Operand<TFloat32> bias =
        mine.weights().weight("bias", Shape.of(units), WeightInitializer.zeros());
    Operand<TFloat32> rows =
        shape.numDimensions() == 2
            ? inputs
            : tf.reshape(inputs, tf.constant(new long[] {-1, features}));
    Operand<TFloat32> out = activation.apply(tf, tf.math.add(tf.linalg.matMul(rows, kernel), bias));
    return shape.numDimensions() == 2
        ? out
        : tf.reshape(out, tf.constant(new long[] {-1, shape.get(1), units}));
  }
}
