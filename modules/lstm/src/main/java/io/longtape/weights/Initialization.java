package io.longtape.weights;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Draws the first values of weights, by the weights' own initializers. */
public final class Initialization {

  private Initialization() {}

  /**
   * Draws all values, in a graph of its own: the same seed gives the same values, however the
   * network is run later.
   *
   * @param specs the weights, with their whole paths
   * @param seed decides, with each weight's path, what is drawn
   * @return the values in the order of the weights
   */
  public static WeightValues draw(Collection<WeightSpec> specs, long seed) {
    Map<String, WeightValues.Value> values = new LinkedHashMap<>();
    if (specs.isEmpty()) {
      return new WeightValues(values);
    }
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      List<Operand<TFloat32>> drawn = new ArrayList<>();
      for (WeightSpec spec : specs) {
        drawn.add(spec.initializer().call(tf, spec.shape(), seedOf(seed, spec.path())));
      }
      Session.Runner runner = session.runner();
      drawn.forEach(runner::fetch);
      try (Result result = runner.run()) {
        int index = 0;
        for (WeightSpec spec : specs) {
          values.put(spec.path(), WeightValues.Value.of((TFloat32) result.get(index++)));
        }
      }
    }
    return new WeightValues(values);
  }

  /** A seed for one weight: other names give other numbers, in whatever order they are made. */
  private static long seedOf(long seed, String path) {
    CRC32 crc = new CRC32();
    crc.update(path.getBytes(StandardCharsets.UTF_8));
    return seed * 0x9E3779B97F4A7C15L + crc.getValue();
  }
}
