package io.longtape.layers.recurrent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A step of a GRU whose reset gate comes before the product with the recurrent kernel, as Cho et
 * al. 2014 have it; gates in the order z, r, h.
 */
record ResetBeforeGruCell(Activation activation, Activation recurrentActivation) implements Cell {

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
  public List<Operand<TFloat32>> constants(
      Ops tf,
      Operand<TFloat32> recurrentKernel,
      Optional<Operand<TFloat32>> bias,
      List<Operand<TFloat32>> dropped) {
    List<Operand<TFloat32>> parts = RecurrentKernel.split(tf, recurrentKernel, 3);
    List<Operand<TFloat32>> constants = new ArrayList<>();
    if (dropped.isEmpty()) {
      constants.add(tf.concat(parts.subList(0, 2), tf.constant(1)));
      constants.add(parts.get(2));
    } else {
      constants.addAll(parts.subList(0, 2));
      constants.addAll(dropped.subList(0, 2));
      constants.add(parts.get(2));
      constants.add(dropped.get(2));
    }
    return constants;
  }

  @Override
  public List<Operand<TFloat32>> step(
      Ops tf,
      Operand<TFloat32> projected,
      List<Operand<TFloat32>> before,
      List<Operand<TFloat32>> constants) {
    Operand<TFloat32> h = before.get(0);
    int forGates = constants.size() == 2 ? 1 : 4;
    List<Operand<TFloat32>> kernelOfGates = constants.subList(0, forGates);
    List<Operand<TFloat32>> kernelOfCandidate = constants.subList(forGates, constants.size());
    List<Operand<TFloat32>> x = RecurrentKernel.split(tf, projected, 3);
    List<Operand<TFloat32>> inner =
        RecurrentKernel.split(tf, RecurrentKernel.product(tf, h, kernelOfGates), 2);
    Operand<TFloat32> update = recurrentActivation.call(tf, tf.math.add(x.get(0), inner.get(0)));
    Operand<TFloat32> reset = recurrentActivation.call(tf, tf.math.add(x.get(1), inner.get(1)));
    Operand<TFloat32> remembered =
        RecurrentKernel.product(tf, tf.math.mul(reset, h), kernelOfCandidate);
    Operand<TFloat32> candidate = activation.call(tf, tf.math.add(x.get(2), remembered));
    return List.of(Interpolation.of(tf, update, h, candidate));
  }
}
