package io.longtape.layers.recurrent;

import io.longtape.layers.MaskedTensor;
import io.longtape.layers.Pass;
import io.longtape.layers.Shapes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/** One use of a recurrent layer in a pass. */
final class RecurrentCall {

  private final Recurrent<?> layer;
  private final Cell cell;
  private final Pass pass;
  private final Ops tf;

  private RecurrentCall(Recurrent<?> layer, Pass pass) {
    this.layer = layer;
    this.pass = pass;
    cell = layer.cell();
    tf = pass.tf();
  }

  static List<MaskedTensor> of(Recurrent<?> layer, Pass pass, List<MaskedTensor> inputs) {
    return new RecurrentCall(layer, pass).run(inputs);
  }

  private List<MaskedTensor> run(List<MaskedTensor> inputs) {
    Operand<TFloat32> x = ordered(checked(inputs));
    Optional<Operand<TBool>> mask =
        inputs.get(0).mask().map(steps -> ordered(tf.expandDims(steps, tf.constant(-1))));
    Inside inside = weigh(x);
    InitialStates initial = InitialStates.of(layer, pass, x, inputs.subList(1, inputs.size()));
    Sequence sequence =
        new Sequence(
            inside.projected,
            initial.states(),
            inside.constants,
            mask,
            inside.dropped,
            layer.returnSequences);
    Strategy strategy = Strategy.of(tf, pass.path(), layer.unroll, cell, sequence);
    Sequence.Result result = (pass.isTracing() ? new OneStep() : strategy).run(tf, cell, sequence);
    InitialStates.keep(layer, pass, x, result.states());

    List<MaskedTensor> results = new ArrayList<>();
    results.add(
        layer.returnSequences
            ? new MaskedTensor(
                swapped(outputs(result, mask, initial.zeros())), inputs.get(0).mask())
            : MaskedTensor.of(lastOutput(result, mask, initial.zeros())));
    if (layer.returnState) {
      result.states().forEach(state -> results.add(MaskedTensor.of(state)));
    }
    return results;
  }

  private Operand<TFloat32> checked(List<MaskedTensor> inputs) {
    if (inputs.size() != 1 && inputs.size() != 1 + cell.states()) {
      throw new IllegalArgumentException(
          "layer '%s' reads a sequence, or a sequence and %d initial state%s, but got %d tensors"
              .formatted(pass.path(), cell.states(), cell.states() == 1 ? "" : "s", inputs.size()));
    }
    Operand<TFloat32> x = inputs.get(0).floats(pass.path());
    Shapes.features(pass.path(), x.shape(), 3);
    if (x.shape().get(1) == 0) {
      throw new IllegalArgumentException(
          "layer '%s' expects [batch, time, features] with at least one time step, but got %s"
              .formatted(pass.path(), x.shape()));
    }
    return x;
  }

  private record Inside(
      Operand<TFloat32> projected, List<Operand<TFloat32>> constants, boolean dropped) {}

  private Inside weigh(Operand<TFloat32> x) {
    Pass within = pass.in(cell.name());
    Ops ops = within.tf();
    long features = x.shape().get(2);
    long sums = (long) cell.gates() * layer.units;
    Operand<TFloat32> kernel = within.weight(layer.kernel.spec("kernel", features, sums));
    Operand<TFloat32> recurrentKernel =
        within.weight(layer.recurrentKernel.spec("recurrent_kernel", layer.units, sums));
    Optional<Operand<TFloat32>> bias =
        layer.useBias
            ? Optional.of(
                within.weight(
                    layer.biasOptions().spec("bias", cell.biasShape(layer.units).asArray())))
            : Optional.empty();
    Operand<TInt32> batch = Sizes.of(ops, x, 1);
    List<Operand<TFloat32>> droppedInput = layer.dropout.ofInput(within, cell, batch, features);
    List<Operand<TFloat32>> droppedState = layer.dropout.ofState(within, cell, batch, layer.units);
    Optional<Operand<TFloat32>> inputBias = bias.map(whole -> cell.inputBias(ops, whole));
    return new Inside(
        Projection.of(ops, x, kernel, inputBias, droppedInput),
        cell.constants(ops, recurrentKernel, bias, droppedState),
        !droppedState.isEmpty());
  }

  /** Keras gives zeros until a step counted, even if the first state is another. */
  private Operand<TFloat32> outputs(
      Sequence.Result result, Optional<Operand<TBool>> mask, boolean fromZeros) {
    Operand<TFloat32> outputs = result.outputs().orElseThrow();
    if (mask.isEmpty() || (fromZeros && !layer.zeroOutputForMask)) {
      return outputs;
    }
    return Masks.orZeros(
        tf, layer.zeroOutputForMask ? mask.get() : Masks.begun(tf, mask.get()), outputs);
  }

  private Operand<TFloat32> lastOutput(
      Sequence.Result result, Optional<Operand<TBool>> mask, boolean fromZeros) {
    Operand<TFloat32> output = result.states().get(0);
    if (mask.isEmpty() || (fromZeros && !layer.zeroOutputForMask)) {
      return output;
    }
    return Masks.orZeros(
        tf,
        layer.zeroOutputForMask ? Masks.last(tf, mask.get()) : Masks.any(tf, mask.get()),
        output);
  }

  /** Time first, in the direction in which the layer goes. */
  private <T extends TType> Operand<T> ordered(Operand<T> batchFirst) {
    Operand<T> timeFirst = swapped(batchFirst);
    return layer.goBackwards ? tf.reverse(timeFirst, tf.array(0)) : timeFirst;
  }

  private <T extends TType> Operand<T> swapped(Operand<T> tensor) {
    return tf.linalg.transpose(tensor, tf.constant(new int[] {1, 0, 2}));
  }
}
