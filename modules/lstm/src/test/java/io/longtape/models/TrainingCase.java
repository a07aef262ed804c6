package io.longtape.models;

import io.longtape.datasets.DataSet;
import io.longtape.networks.Network;
import io.longtape.weights.WeightValues;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;

/** A network with a way to train it. */
record TrainingCase(
    String name, Network network, CompileOptions compiled, DataSet data, FitOptions fit) {

  /** All that comes out of training. */
  record Results(
      WeightValues weights,
      History history,
      Map<String, Double> evaluated,
      WeightValues predicted) {}

  Results run(boolean eagerly) {
    try (Model model = Model.of(network, 3)) {
      model.compile(compiled.withRunEagerly(eagerly));
      History history = model.fit(data, fit);
      WeightValues weights = model.weights();
      Map<String, Double> evaluated = model.evaluate(data, 4);
      Map<String, WeightValues.Value> predicted = new LinkedHashMap<>();
      model.predictAll(data, 4).forEach((name, array) -> predicted.put(name, valueOf(array)));
      return new Results(weights, history, evaluated, new WeightValues(predicted));
    }
  }

  private static WeightValues.Value valueOf(NdArray<?> array) {
    float[] data = new float[(int) array.size()];
    int[] at = {0};
    ((FloatNdArray) array).scalars().forEach(scalar -> data[at[0]++] = scalar.getFloat());
    return new WeightValues.Value(array.shape(), data);
  }

  @Override
  public String toString() {
    return name;
  }
}
