package io.longtape.examples.kerasmodels;

import io.longtape.layers.InputSpec;
import io.longtape.networks.LayeredNetwork;
import io.longtape.networks.Trace;
import io.longtape.serving.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.types.annotation.TensorType;

/** What a network reads and gives, in the words of a signature. */
final class KerasPorts {

  private KerasPorts() {}

  static TensorSpec spec(InputSpec spec) {
    TensorType type = spec.type().getAnnotation(TensorType.class);
    return new TensorSpec(spec.batchShape(), type.dataType());
  }

  /** A header, then a row for each input and output. */
  static List<List<String>> rows(LayeredNetwork network) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("", "name", "type", "shape"));
    network.inputs().forEach((name, spec) -> rows.add(row("input", name, spec)));
    Trace.of(network).outputs().forEach((name, spec) -> rows.add(row("output", name, spec)));
    return rows;
  }

  private static List<String> row(String kind, String name, InputSpec port) {
    TensorSpec spec = spec(port);
    return List.of(kind, name, Descriptions.type(spec), Descriptions.shape(spec));
  }
}
