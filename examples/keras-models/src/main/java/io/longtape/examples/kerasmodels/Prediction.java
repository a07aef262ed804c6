package io.longtape.examples.kerasmodels;

import io.longtape.data.DataException;
import io.longtape.serving.TensorSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.index.Indices;

/**
 * What a model answered.
 *
 * @param batches the outputs by name, for one batch of examples after the other
 * @param byRow whether each output has a row for each example of its batch
 */
record Prediction(List<Map<String, NdArray<?>>> batches, boolean byRow) {

  /** Calls a model with batches of examples, or at once where the request is not by row. */
  static Prediction of(RunnableModel model, String signature, Request request, int batchSize) {
    List<Map<String, NdArray<?>>> answers = new ArrayList<>();
    if (!request.byRow()) {
      answers.add(call(model, signature, request.inputs()));
      return new Prediction(answers, false);
    }
    long size = onlyBatch(model.inputs(signature).values()).orElse(batchSize);
    if (size != batchSize && request.examples() % size != 0) {
      throw new DataException(
          "the model takes batches of %d examples, but there are %d, which do not fill the last one"
              .formatted(size, request.examples()));
    }
    for (long from = 0; from < request.examples(); from += size) {
      long to = Math.min(from + size, request.examples());
      Map<String, NdArray<?>> batch = new LinkedHashMap<>();
      for (Map.Entry<String, NdArray<?>> input : request.inputs().entrySet()) {
        batch.put(input.getKey(), input.getValue().slice(Indices.range(from, to)));
      }
      Map<String, NdArray<?>> answer = call(model, signature, batch);
      long examples = to - from;
      answer.forEach((name, output) -> requireRows(name, output, examples));
      answers.add(answer);
    }
    return new Prediction(answers, true);
  }

  /** The outputs of each example by name, where they are given by row. */
  List<Map<String, NdArray<?>>> examples() {
    List<Map<String, NdArray<?>>> examples = new ArrayList<>();
    for (Map<String, NdArray<?>> batch : batches) {
      long rows = batch.values().iterator().next().shape().get(0);
      for (long row = 0; row < rows; row++) {
        Map<String, NdArray<?>> example = new LinkedHashMap<>();
        for (Map.Entry<String, NdArray<?>> output : batch.entrySet()) {
          example.put(output.getKey(), output.getValue().get(row));
        }
        examples.add(example);
      }
    }
    return examples;
  }

  /** The batch of a model that takes one size alone, as stateful ones do. */
  private static OptionalLong onlyBatch(Collection<TensorSpec> inputs) {
    return inputs.stream()
        .map(TensorSpec::shape)
        .filter(shape -> !shape.isUnknown() && shape.numDimensions() > 0)
        .mapToLong(shape -> shape.get(0))
        .filter(size -> size > 0)
        .findFirst();
  }

  private static Map<String, NdArray<?>> call(
      RunnableModel model, String signature, Map<String, NdArray<?>> inputs) {
    try {
      return model.call(signature, inputs);
    } catch (IllegalArgumentException e) {
      throw new DataException("the model does not take the input: " + e.getMessage(), e);
    }
  }

  private static void requireRows(String name, NdArray<?> output, long examples) {
    if (output.rank() == 0 || output.shape().get(0) != examples) {
      throw new DataException(
          "the output '%s' has shape %s, which is no row for each of %d examples; give the input"
                  .formatted(name, output.shape(), examples)
              + " as JSON with \"inputs\"");
    }
  }
}
