package io.longtape.layers.recurrent;

import io.longtape.autodiff.GradientTape;
import io.longtape.weights.WeightValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.tensorflow.EagerSession;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/** A cell and random numbers for it to run over, and what comes out with one strategy. */
final class SequenceCase {

  private static final int BATCH = 3;
  private static final int STEPS = 4;
  private static final int UNITS = 2;

  private final Cell cell;
  private final boolean dropped;
  private final boolean masked;
  private final boolean allOutputs;
  private final Map<String, WeightValues.Value> values = new LinkedHashMap<>();

  SequenceCase(Cell cell, boolean dropped, boolean masked, boolean allOutputs, long seed) {
    this.cell = cell;
    this.dropped = dropped;
    this.masked = masked;
    this.allOutputs = allOutputs;
    Random random = new Random(seed);
    int sums = cell.gates() * UNITS;
    draw("projected", random, STEPS, BATCH, sums);
    draw("recurrent kernel", random, UNITS, sums);
    if (cell instanceof ResetAfterGruCell gru && gru.useBias()) {
      draw("bias", random, cell.biasShape(UNITS).asArray());
    }
    if (dropped) {
      for (int gate = 0; gate < cell.gates(); gate++) {
        draw("dropped " + gate, random, BATCH, UNITS);
      }
    }
    for (int state = 0; state < cell.states(); state++) {
      draw("state " + state, random, BATCH, UNITS);
    }
    draw("mask", random, STEPS, BATCH, 1);
  }

  @Override
  public String toString() {
    return "%s, dropped %b, masked %b, all outputs %b".formatted(cell, dropped, masked, allOutputs);
  }

  private void draw(String name, Random random, long... dims) {
    Shape shape = Shape.of(dims);
    float[] data = new float[(int) shape.size()];
    for (int i = 0; i < data.length; i++) {
      data[i] = random.nextFloat() * 2 - 1;
    }
    values.put(name, new WeightValues.Value(shape, data));
  }

  Map<String, WeightValues.Value> eagerly(Strategy strategy) {
    try (EagerSession session = EagerSession.create()) {
      Map<String, Operand<TFloat32>> inputs = new LinkedHashMap<>();
      Ops tf = Ops.create(session);
      values.forEach(
          (name, value) -> {
            try (TFloat32 tensor = value.toTensor()) {
              inputs.put(name, tf.constantOf(tensor));
            }
          });
      Map<String, WeightValues.Value> results = new LinkedHashMap<>();
      run(session, strategy, inputs)
          .forEach(
              (name, result) -> {
                try (TFloat32 tensor = result.asTensor()) {
                  results.put(name, WeightValues.Value.of(tensor));
                }
              });
      return results;
    }
  }

  /** In a graph that knows neither batch nor time. */
  Map<String, WeightValues.Value> inGraphOfFreeTime(Strategy strategy) {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Session.Runner runner = session.runner();
      Map<String, Operand<TFloat32>> inputs = new LinkedHashMap<>();
      List<TFloat32> fed = new ArrayList<>();
      values.forEach(
          (name, value) -> {
            Operand<TFloat32> input =
                tf.placeholder(TFloat32.class, Placeholder.shape(free(name, value.shape())));
            inputs.put(name, input);
            fed.add(value.toTensor());
            runner.feed(input, fed.get(fed.size() - 1));
          });
      Map<String, Operand<TFloat32>> results = run(graph, strategy, inputs);
      results.values().forEach(runner::fetch);
      Map<String, WeightValues.Value> read = new LinkedHashMap<>();
      try (Result result = runner.run()) {
        int index = 0;
        for (String name : results.keySet()) {
          read.put(name, WeightValues.Value.of((TFloat32) result.get(index++)));
        }
      } finally {
        fed.forEach(TFloat32::close);
      }
      return read;
    }
  }

  private static Shape free(String name, Shape shape) {
    long[] dims = shape.asArray();
    if (dims.length == 3) {
      dims[0] = Shape.UNKNOWN_SIZE;
      dims[1] = Shape.UNKNOWN_SIZE;
    } else if (name.startsWith("state") || name.startsWith("dropped")) {
      dims[0] = Shape.UNKNOWN_SIZE;
    }
    return Shape.of(dims);
  }

  private Map<String, Operand<TFloat32>> run(
      ExecutionEnvironment env, Strategy strategy, Map<String, Operand<TFloat32>> inputs) {
    try (GradientTape tape = GradientTape.persistent(env)) {
      Ops tf = tape.ops();
      Operand<TBool> steps = tf.math.greater(inputs.get("mask"), tf.constant(-0.3f));
      Map<String, Operand<TFloat32>> sources = new LinkedHashMap<>(inputs);
      sources.remove("mask");
      sources.values().forEach(tape::watch);
      Sequence sequence =
          new Sequence(
              sources.get("projected"),
              starting("state", sources),
              cell.constants(
                  tf,
                  sources.get("recurrent kernel"),
                  Optional.ofNullable(sources.get("bias")),
                  starting("dropped", sources)),
              masked ? Optional.of(steps) : Optional.empty(),
              dropped,
              allOutputs);
      Sequence.Result result = strategy.run(tf, cell, sequence);
      Map<String, Operand<TFloat32>> results = new LinkedHashMap<>();
      result.outputs().ifPresent(outputs -> results.put("outputs", outputs));
      for (int i = 0; i < result.states().size(); i++) {
        results.put("last state " + i, result.states().get(i));
      }
      List<Operand<TFloat32>> terms = new ArrayList<>();
      for (Operand<TFloat32> value : results.values()) {
        Operand<TFloat32> flat = tf.reshape(value, tf.constant(new int[] {-1}));
        Operand<TFloat32> weighted =
            tf.math.mul(tf.math.square(flat), tf.math.add(tf.math.cos(flat), tf.constant(1f)));
        terms.add(tf.sum(weighted, tf.constant(0)));
      }
      Operand<TFloat32> loss = tf.math.addN(terms);
      sources.forEach(
          (name, source) -> {
            if (!name.startsWith("dropped")) {
              results.put("gradient of " + name, tape.gradient(loss, source));
            }
          });
      return results;
    }
  }

  private static List<Operand<TFloat32>> starting(
      String prefix, Map<String, Operand<TFloat32>> values) {
    return values.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(prefix))
        .map(Map.Entry::getValue)
        .toList();
  }
}
