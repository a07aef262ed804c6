package io.longtape.layers.recurrent;

import io.longtape.activations.KerasActivation;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A step of an LSTM; gates in the order i, f, c, o; states h and c. */
record LstmCell(Activation activation, Activation recurrentActivation) implements ProductCell {

  @Override
  public String name() {
    return "lstm_cell";
  }

  @Override
  public int gates() {
    return 4;
  }

  @Override
  public int states() {
    return 2;
  }

  @Override
  public List<Operand<TFloat32>> values(
      Ops tf,
      Operand<TFloat32> projected,
      Operand<TFloat32> product,
      List<Operand<TFloat32>> before) {
    List<Operand<TFloat32>> gates = RecurrentKernel.split(tf, tf.math.add(projected, product), 4);
    Operand<TFloat32> input = recurrentActivation.call(tf, gates.get(0));
    Operand<TFloat32> forget = recurrentActivation.call(tf, gates.get(1));
    Operand<TFloat32> candidate = activation.call(tf, gates.get(2));
    Operand<TFloat32> output = recurrentActivation.call(tf, gates.get(3));
    Operand<TFloat32> carry =
        tf.math.add(tf.math.mul(forget, before.get(1)), tf.math.mul(input, candidate));
    Operand<TFloat32> activated = activation.call(tf, carry);
    return List.of(
        tf.math.mul(output, activated), carry, input, forget, candidate, output, activated);
  }

  @Override
  public boolean hasGradient() {
    return activation == KerasActivation.TANH && recurrentActivation == KerasActivation.SIGMOID;
  }

  @Override
  public StepGradient gradient(
      Ops tf,
      List<Operand<TFloat32>> values,
      List<Operand<TFloat32>> before,
      List<Operand<TFloat32>> ofAfter) {
    Operand<TFloat32> input = values.get(2);
    Operand<TFloat32> forget = values.get(3);
    Operand<TFloat32> candidate = values.get(4);
    Operand<TFloat32> output = values.get(5);
    Operand<TFloat32> activated = values.get(6);
    Operand<TFloat32> ofH = ofAfter.get(0);
    Operand<TFloat32> ofCarry =
        tf.math.add(ofAfter.get(1), tf.math.tanhGrad(activated, tf.math.mul(ofH, output)));
    Operand<TFloat32> ofSums =
        tf.concat(
            List.<Operand<TFloat32>>of(
                tf.math.sigmoidGrad(input, tf.math.mul(ofCarry, candidate)),
                tf.math.sigmoidGrad(forget, tf.math.mul(ofCarry, before.get(1))),
                tf.math.tanhGrad(candidate, tf.math.mul(ofCarry, input)),
                tf.math.sigmoidGrad(output, tf.math.mul(ofH, activated))),
            tf.constant(1));
    return new StepGradient(
        ofSums, ofSums, Optional.empty(), List.of(tf.math.mul(ofCarry, forget)));
  }
}
