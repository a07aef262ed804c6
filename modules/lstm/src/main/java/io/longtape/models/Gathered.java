package io.longtape.models;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.index.Indices;

/** The outputs of batches, joined to those of all data. */
final class Gathered {

  private final Map<String, List<NdArray<?>>> parts = new LinkedHashMap<>();

  Gathered(Collection<String> outputs) {
    outputs.forEach(name -> parts.put(name, new ArrayList<>()));
  }

  void add(List<NdArray<?>> batch) {
    int index = 0;
    for (List<NdArray<?>> part : parts.values()) {
      part.add(batch.get(index++));
    }
  }

  Map<String, NdArray<?>> joined() {
    Map<String, NdArray<?>> joined = new LinkedHashMap<>();
    parts.forEach((name, batches) -> joined.put(name, join(name, batches)));
    return joined;
  }

  @SuppressWarnings("unchecked") // all parts are of one output, and so of one type
  private static <T> NdArray<T> join(String output, List<NdArray<?>> batches) {
    Shape one = batches.get(0).shape().tail();
    long examples = 0;
    for (NdArray<?> batch : batches) {
      if (!batch.shape().tail().equals(one)) {
        throw new IllegalArgumentException(
            "the output '%s' has examples of shape %s and of %s, which do not go into one array; predict batches of one length at a time"
                .formatted(output, one, batch.shape().tail()));
      }
      examples += batch.shape().get(0);
    }
    NdArray<T> joined =
        (NdArray<T>) HeapArrays.empty(batches.get(0), Shape.of(examples).append(one));
    long from = 0;
    for (NdArray<?> batch : batches) {
      long to = from + batch.shape().get(0);
      ((NdArray<T>) batch).copyTo(joined.slice(Indices.range(from, to)));
      from = to;
    }
    return joined;
  }
}
