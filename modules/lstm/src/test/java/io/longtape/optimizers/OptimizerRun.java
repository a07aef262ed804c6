package io.longtape.optimizers;

import io.longtape.autodiff.ResourceVariable;
import io.longtape.autodiff.gradients.IndexedSlices;
import io.longtape.optimizers.OptimizerCase.Array;
import io.longtape.optimizers.OptimizerCase.Expected;
import io.longtape.optimizers.OptimizerCase.Gradient;
import io.longtape.optimizers.OptimizerCase.Weight;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** A case on its way: its variables and slots in an environment, and a step, written once. */
final class OptimizerRun {

  private final OptimizerCase run;
  private final Map<String, ResourceVariable<TFloat32>> variables = new LinkedHashMap<>();
  private final VariableSlots slots;

  OptimizerRun(ExecutionEnvironment env, OptimizerCase run) {
    this.run = run;
    slots = new VariableSlots(env, run.optimizer());
    for (Weight weight : run.weights()) {
      Array initial = weight.initial();
      Ops tf = Ops.create(env).withInitScope();
      Operand<TFloat32> first =
          tf.constant(initial.shape(), DataBuffers.of(initial.data(), true, false));
      String name = weight.name().replace('/', '_');
      variables.put(
          weight.name(),
          weight.frozen()
              ? ResourceVariable.notTrainable(env, name, first)
              : ResourceVariable.of(env, name, first));
      if (!weight.frozen()) {
        slots.addFor(weight.name(), initial.shape());
      }
    }
  }

  /** The inputs of a step: gradients that were clipped and applied as a training step does it. */
  List<Op> step(
      Ops tf,
      Function<Weight, Optional<Operand<TFloat32>>> gradientOf,
      Operand<TFloat32> rate,
      Operand<TInt64> number) {
    List<Weight> trained = run.weights().stream().filter(weight -> !weight.frozen()).toList();
    List<Operand<TFloat32>> gradients = new ArrayList<>();
    trained.forEach(weight -> gradients.add(gradientOf.apply(weight).orElse(null)));
    List<Operand<TFloat32>> clipped = run.optimizer().clipping().apply(tf, gradients);
    List<GradientAndVariable> pairs = new ArrayList<>();
    for (int i = 0; i < clipped.size(); i++) {
      String name = trained.get(i).name();
      pairs.add(new GradientAndVariable(clipped.get(i), name, variables.get(name)));
    }
    return run.optimizer().apply(tf, pairs, rate, number, slots);
  }

  float rate(int step) {
    return (float) run.optimizer().learningRate().rate(step);
  }

  /** All variables and slots by name; a variable's name is no slot's. */
  Map<String, ResourceVariable<TFloat32>> values() {
    Map<String, ResourceVariable<TFloat32>> all = new LinkedHashMap<>(variables);
    all.putAll(slots.variables());
    return all;
  }

  Expected found(Map<String, float[]> values) {
    Map<String, float[]> ofVariables = new LinkedHashMap<>(values);
    ofVariables.keySet().retainAll(variables.keySet());
    Map<String, float[]> ofSlots = new LinkedHashMap<>(values);
    ofSlots.keySet().retainAll(slots.variables().keySet());
    return new Expected(ofVariables, ofSlots);
  }

  static Operand<TFloat32> operand(
      Ops tf, Shape whole, Operand<TFloat32> values, Optional<Operand<TInt32>> rows) {
    return rows.isEmpty()
        ? values
        : IndexedSlices.of(tf, values, rows.get(), tf.constant(whole.asArray()));
  }

  static TFloat32 tensor(Gradient gradient) {
    Array values = gradient.values();
    return TFloat32.tensorOf(values.shape(), DataBuffers.of(values.data(), true, false));
  }

  static TInt32 rows(int[] rows) {
    return TInt32.tensorOf(Shape.of(rows.length), DataBuffers.of(rows, true, false));
  }

  static float[] floats(TFloat32 tensor) {
    float[] values = new float[Math.toIntExact(tensor.size())];
    tensor.copyTo(DataBuffers.of(values, false, false));
    return values;
  }
}
