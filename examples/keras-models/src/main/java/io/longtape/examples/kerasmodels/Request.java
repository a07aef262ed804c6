package io.longtape.examples.kerasmodels;

import io.longtape.data.DataException;
import io.longtape.serving.TensorSpec;
import java.nio.file.Path;
import java.util.Map;
import org.tensorflow.ndarray.NdArray;

/**
 * What a model is called with.
 *
 * @param inputs by name
 * @param byRow whether the first axis of every input is the example, so that the answer is given by
 *     example too, and many examples may be called in several batches
 */
record Request(Map<String, NdArray<?>> inputs, boolean byRow) {

  Request {
    inputs = Map.copyOf(inputs);
    if (byRow && inputs.values().stream().map(each -> each.shape().get(0)).distinct().count() > 1) {
      throw new DataException("the inputs hold different numbers of examples");
    }
  }

  /** Reads a .json file, or else CSV. */
  static Request read(Path file, Map<String, TensorSpec> inputs, boolean header) {
    if (ModelKind.name(file).endsWith(".json")) {
      return JsonRequest.read(file, inputs.keySet());
    }
    if (inputs.size() != 1) {
      throw new DataException(
          "%s is CSV, which fills one input, but the signature has %d: %s; give them as JSON"
              .formatted(file, inputs.size(), String.join(", ", inputs.keySet())));
    }
    Map.Entry<String, TensorSpec> only = inputs.entrySet().iterator().next();
    NdArray<?> values = CsvExamples.read(file, only.getKey(), only.getValue(), header);
    return new Request(Map.of(only.getKey(), values), true);
  }

  /** The number of examples of a request by row. */
  long examples() {
    return inputs.values().iterator().next().shape().get(0);
  }
}
