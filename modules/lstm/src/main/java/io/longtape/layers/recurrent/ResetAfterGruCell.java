package io.longtape.layers.recurrent;

import io.longtape.activations.KerasActivation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A step of a GRU whose reset gate comes after the product with the recurrent kernel; gates in the
 * order z, r, h. The state's share has a bias of its own.
 */
record ResetAfterGruCell(Activation activation, Activation recurrentActivation, boolean useBias)
    implements ProductCell {

  @Override
  public String name() {
    return "gru_cell";
  }

  @Override
  public int gates() {
    return 3;
  }

  @Override
  public int states() {
    return 1;
  }

  @Override
  public Shape biasShape(int units) {
    return Shape.of(2, 3L * units);
  }

  @Override
  public Operand<TFloat32> inputBias(Ops tf, Operand<TFloat32> bias) {
    return tf.unstack(bias, 2L).output().get(0);
  }

  @Override
  public List<Operand<TFloat32>> constants(
      Ops tf,
      Operand<TFloat32> recurrentKernel,
      Optional<Operand<TFloat32>> bias,
      List<Operand<TFloat32>> dropped) {
    List<Operand<TFloat32>> constants = new ArrayList<>();
    bias.ifPresent(both -> constants.add(tf.unstack(both, 2L).output().get(1)));
    constants.addAll(RecurrentKernel.constants(tf, recurrentKernel, dropped));
    return constants;
  }

  @Override
  public Operand<TFloat32> product(
      Ops tf, Operand<TFloat32> state, List<Operand<TFloat32>> constants) {
    if (!useBias) {
      return RecurrentKernel.product(tf, state, constants);
    }
    List<Operand<TFloat32>> kernel = constants.subList(1, constants.size());
    return tf.math.add(RecurrentKernel.product(tf, state, kernel), constants.get(0));
  }

  @Override
  public List<Operand<TFloat32>> values(
      Ops tf,
      Operand<TFloat32> projected,
      Operand<TFloat32> product,
      List<Operand<TFloat32>> before) {
    List<Operand<TFloat32>> x = RecurrentKernel.split(tf, projected, 3);
    List<Operand<TFloat32>> inner = RecurrentKernel.split(tf, product, 3);
    Operand<TFloat32> update = recurrentActivation.call(tf, tf.math.add(x.get(0), inner.get(0)));
    Operand<TFloat32> reset = recurrentActivation.call(tf, tf.math.add(x.get(1), inner.get(1)));
    Operand<TFloat32> candidate =
        activation.call(tf, tf.math.add(x.get(2), tf.math.mul(reset, inner.get(2))));
    return List.of(
        Interpolation.of(tf, update, before.get(0), candidate),
        update,
        reset,
        candidate,
        inner.get(2));
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
    Operand<TFloat32> update = values.get(1);
    Operand<TFloat32> reset = values.get(2);
    Operand<TFloat32> candidate = values.get(3);
    Operand<TFloat32> ofH = ofAfter.get(0);
    Operand<TFloat32> kept = tf.math.mul(ofH, update);
    Operand<TFloat32> ofUpdate =
        tf.math.sigmoidGrad(update, tf.math.mul(ofH, tf.math.sub(before.get(0), candidate)));
    Operand<TFloat32> ofCandidate = tf.math.tanhGrad(candidate, tf.math.sub(ofH, kept));
    Operand<TFloat32> ofReset = tf.math.sigmoidGrad(reset, tf.math.mul(ofCandidate, values.get(4)));
    return new StepGradient(
        tf.concat(List.of(ofUpdate, ofReset, ofCandidate), tf.constant(1)),
        tf.concat(List.of(ofUpdate, ofReset, tf.math.mul(ofCandidate, reset)), tf.constant(1)),
        Optional.of(kept),
        List.of());
  }
}
