package io.longtape.layers;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/**
 * The weights of one graph, as variables that TensorFlow's SavedModel exporter knows.
 *
 * <p>The graph owns the variables and a session of it their values; this class owns nothing native.
 */
public final class GraphWeights implements Weights {

  private record Entry(
      Variable<TFloat32> variable, Op initial, Placeholder<TFloat32> fed, Op assignFed) {}

  private final Ops tf;
  private final long seed;
  private final String prefix;
  private final Map<String, Entry> entries;

  private GraphWeights(Ops tf, long seed, String prefix, Map<String, Entry> entries) {
    this.tf = tf;
    this.seed = seed;
    this.prefix = prefix;
    this.entries = entries;
  }

  /**
   * A store for the weights of a graph.
   *
   * @param graph the graph that the variables go into
   * @param seed decides, with each weight's name, how the weights start
   * @return the empty store
   */
  public static GraphWeights of(Graph graph, long seed) {
    return new GraphWeights(Ops.create(graph), seed, "", new LinkedHashMap<>());
  }

  @Override
  public Operand<TFloat32> weight(String name, Shape shape, WeightInitializer initializer) {
    String path = prefix + name;
    Entry entry = entries.computeIfAbsent(path, key -> make(name, shape, initializer));
    Shape before = entry.variable.shape();
    if (!before.equals(shape)) {
      throw new IllegalArgumentException(
          "weight '" + path + "' has shape " + before + " already and is asked for as " + shape);
    }
    return entry.variable;
  }

  @Override
  public GraphWeights in(String name) {
    return new GraphWeights(tf.withSubScope(name), seed, prefix + name + "/", entries);
  }

  /**
   * The variables that training updates.
   *
   * @return the variables by name, in the order in which the network asked for them
   */
  public Map<String, Variable<TFloat32>> variables() {
    Map<String, Variable<TFloat32>> variables = new LinkedHashMap<>();
    entries.forEach((name, entry) -> variables.put(name, entry.variable));
    return variables;
  }

  /**
   * Gives every weight its first value, drawn by its initializer.
   *
   * @param session a session of the graph
   */
  public void initialize(Session session) {
    Session.Runner runner = session.runner();
    entries.values().forEach(entry -> runner.addTarget(entry.initial));
    runner.run().close();
  }

  /**
   * Reads the weights out of a session.
   *
   * @param session a session of the graph
   * @return a copy of the values
   */
  public WeightValues read(Session session) {
    Map<String, WeightValues.Value> values = new LinkedHashMap<>();
    Session.Runner runner = session.runner();
    entries.values().forEach(entry -> runner.fetch(entry.variable));
    try (Result result = runner.run()) {
      int index = 0;
      for (String name : entries.keySet()) {
        TFloat32 tensor = (TFloat32) result.get(index++);
        float[] data = new float[Math.toIntExact(tensor.size())];
        tensor.copyTo(DataBuffers.of(data, false, false));
        values.put(name, new WeightValues.Value(tensor.shape(), data));
      }
    }
    return new WeightValues(values);
  }

  /**
   * Sets every weight.
   *
   * @param session a session of the graph
   * @param values a value for each weight; others are not read
   * @throws IllegalArgumentException when one is missing or of another shape
   */
  public void write(Session session, WeightValues values) {
    entries.forEach(
        (name, entry) -> {
          WeightValues.Value value = values.get(name);
          if (!value.shape().equals(entry.variable.shape())) {
            throw new IllegalArgumentException(
                "weight '"
                    + name
                    + "' has shape "
                    + entry.variable.shape()
                    + ", the value given "
                    + value.shape());
          }
          try (TFloat32 tensor =
              TFloat32.tensorOf(value.shape(), DataBuffers.of(value.data(), true, false))) {
            session.runner().feed(entry.fed, tensor).addTarget(entry.assignFed).run().close();
          }
        });
  }

  private Entry make(String name, Shape shape, WeightInitializer initializer) {
    Variable<TFloat32> variable = tf.withName(name).variable(shape, TFloat32.class);
    Ops setup = tf.withSubScope("initial_" + name);
    Operand<TFloat32> first = initializer.call(setup, shape, seedOf(prefix + name));
    Placeholder<TFloat32> fed = setup.placeholder(TFloat32.class, Placeholder.shape(shape));
    return new Entry(variable, setup.assign(variable, first), fed, setup.assign(variable, fed));
  }

  /** A seed for one weight: other names give other numbers, in whatever order they are made. */
  private long seedOf(String path) {
    CRC32 crc = new CRC32();
    crc.update(path.getBytes(StandardCharsets.UTF_8));
    return seed * 0x9E3779B97F4A7C15L + crc.getValue();
  }
}
