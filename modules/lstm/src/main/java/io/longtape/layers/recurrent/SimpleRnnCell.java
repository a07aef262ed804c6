package io.longtape.layers.recurrent;

import io.longtape.activations.KerasActivation;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A step of a simple recurrent layer. */
record SimpleRnnCell(Activation activation) implements ProductCell {

  @Override
  public String name() {
    return "simple_rnn_cell";
  }

  @Override
  public int gates() {
    return 1;
  }

  @Override
  public int states() {
    return 1;
  }

  @Override
  public List<Operand<TFloat32>> values(
      Ops tf,
      Operand<TFloat32> projected,
      Operand<TFloat32> product,
      List<Operand<TFloat32>> before) {
    return List.of(activation.call(tf, tf.math.add(projected, product)));
  }

  @Override
  public boolean hasGradient() {
    return activation == KerasActivation.TANH;
  }

  @Override
  public StepGradient gradient(
      Ops tf,
      List<Operand<TFloat32>> values,
      List<Operand<TFloat32>> before,
      List<Operand<TFloat32>> ofAfter) {
    Operand<TFloat32> ofSums = tf.math.tanhGrad(values.get(0), ofAfter.get(0));
    return new StepGradient(ofSums, ofSums, Optional.empty(), List.of());
  }
}
