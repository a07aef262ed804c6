package io.longtape.examples.kerasmodels;

import io.longtape.datasets.ArrayExamples;
import io.longtape.datasets.Slot;
import io.longtape.keras.KerasModel;
import io.longtape.models.Model;
import io.longtape.serving.Servable;
import io.longtape.serving.TensorSpec;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tensorflow.ndarray.NdArray;

/** A {@code .keras} or {@code .h5} file, rebuilt of this project's layers. */
final class RebuiltModel implements RunnableModel {

  private static final long SEED = 1;

  private final Model model;
  private final Map<String, TensorSpec> inputs = new TreeMap<>();

  RebuiltModel(KerasModel saved) {
    saved.network().inputs().forEach((name, spec) -> inputs.put(name, KerasPorts.spec(spec)));
    model = saved.toModel(SEED);
  }

  @Override
  public Set<String> signatures() {
    return Set.of(Servable.SIGNATURE);
  }

  @Override
  public Map<String, TensorSpec> inputs(String signature) {
    return inputs;
  }

  @Override
  public Map<String, NdArray<?>> call(String signature, Map<String, NdArray<?>> values) {
    Iterator<Map.Entry<String, NdArray<?>>> each = values.entrySet().iterator();
    Map.Entry<String, NdArray<?>> first = each.next();
    ArrayExamples examples = ArrayExamples.ofInput(first.getKey(), first.getValue());
    while (each.hasNext()) {
      Map.Entry<String, NdArray<?>> next = each.next();
      examples = examples.with(Slot.input(next.getKey()), next.getValue());
    }
    return model.predictAll(examples, Math.max(1, examples.size()));
  }

  @Override
  public void resetStates() {
    model.resetStates();
  }

  @Override
  public void close() {
    model.close();
  }
}
