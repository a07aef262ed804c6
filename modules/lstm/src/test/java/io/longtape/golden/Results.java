package io.longtape.golden;

import io.longtape.Golden;
import io.longtape.autodiff.GradientTape;
import io.longtape.autodiff.ResourceVariable;
import io.longtape.layers.MaskedTensor;
import io.longtape.layers.Pass;
import io.longtape.networks.LayeredNetwork;
import io.longtape.weights.ResourceWeights;
import io.longtape.weights.WeightValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What a network computes in one environment: its outputs, masks and gradients by name, all as
 * floats.
 */
record Results(Map<String, Operand<TFloat32>> values, List<Op> updates) {

  /** Calls the network and differentiates the loss of src/test/python/keras_cases.py. */
  static Results of(
      GradientTape tape,
      LayeredNetwork network,
      ResourceWeights weights,
      Map<String, Operand<?>> inputs,
      List<Shape> outputShapes) {
    Ops tf = tape.ops();
    Map<String, MaskedTensor> given = new LinkedHashMap<>();
    Map<String, Operand<TFloat32>> watched = new LinkedHashMap<>();
    inputs.forEach(
        (name, input) -> {
          given.put(name, MaskedTensor.of(input));
          if (input.type() == TFloat32.class) {
            Operand<TFloat32> floats = input.asOutput().expect(TFloat32.class);
            tape.watch(floats);
            watched.put(name, floats);
          }
        });
    Pass pass = Pass.inference(tf, weights);
    List<MaskedTensor> outputs = List.copyOf(network.call(pass, given).values());

    Map<String, Operand<TFloat32>> values = new LinkedHashMap<>();
    List<Operand<TFloat32>> terms = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      Operand<TFloat32> y = outputs.get(i).floats("output " + i);
      values.put("output " + i, tf.identity(y));
      String mask = "mask " + i;
      outputs.get(i).mask().ifPresent(m -> values.put(mask, tf.dtypes.cast(m, TFloat32.class)));
      terms.add(weighted(tf, y, i, outputShapes.get(i)));
    }
    List<Operand<TFloat32>> penalties = pass.effects().losses();
    values.put(
        "regularization loss", penalties.isEmpty() ? tf.constant(0f) : tf.math.addN(penalties));
    terms.addAll(penalties);
    Operand<TFloat32> loss = tf.math.addN(terms);

    Map<String, ResourceVariable<TFloat32>> trained = new LinkedHashMap<>(weights.variables());
    trained.values().removeIf(variable -> !variable.trainable());
    List<String> names = new ArrayList<>(watched.keySet());
    names.addAll(trained.keySet());
    List<Operand<TFloat32>> gradients = new ArrayList<>();
    if (!watched.isEmpty()) {
      gradients.addAll(tape.gradient(loss, List.copyOf(watched.values())));
    }
    if (!trained.isEmpty()) {
      gradients.addAll(tape.gradient(loss, trained.values()));
    }
    for (int i = 0; i < names.size(); i++) {
      if (gradients.get(i) != null) {
        values.put("gradient of " + names.get(i), gradients.get(i));
      }
    }
    return new Results(values, pass.writeStates(tf));
  }

  /** The sum over k of c * (y * y + y), where c = 0.25 + ((7 * k + 3 * index) % 11) / 8. */
  private static Operand<TFloat32> weighted(Ops tf, Operand<TFloat32> y, int index, Shape shape) {
    float[] coefficients = new float[(int) shape.size()];
    for (int k = 0; k < coefficients.length; k++) {
      coefficients[k] = 0.25f + ((7 * k + 3 * index) % 11) / 8f;
    }
    try (TFloat32 c = Golden.tensor(new WeightValues.Value(shape, coefficients))) {
      Operand<TFloat32> terms = tf.math.mul(tf.constantOf(c), tf.math.add(tf.math.mul(y, y), y));
      int[] axes = new int[shape.numDimensions()];
      for (int axis = 0; axis < axes.length; axis++) {
        axes[axis] = axis;
      }
      return tf.sum(terms, tf.constant(axes));
    }
  }
}
