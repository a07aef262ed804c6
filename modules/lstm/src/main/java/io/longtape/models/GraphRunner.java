package io.longtape.models;

import io.longtape.autodiff.ResourceVariable;
import io.longtape.datasets.Batch;
import io.longtape.weights.ResourceWeights;
import io.longtape.weights.WeightValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/** Builds each kind of step once as a part of one graph, and runs it in one session. */
final class GraphRunner implements Runner {

  /** How a variable is set from the heap. */
  private record Assignment(Placeholder<TFloat32> fed, Op assign) {}

  private final Graph graph;
  private final Session session;
  private final Program program;
  private final ResourceWeights weights;
  private final SlotVariables slots;
  private final Map<GraphStep.Key, GraphStep> steps = new HashMap<>();
  private final Map<ResourceVariable<TFloat32>, Operand<TFloat32>> reads = new HashMap<>();
  private final Map<ResourceVariable<TFloat32>, Assignment> assignments = new HashMap<>();

  GraphRunner(Program program) {
    this.program = program;
    Graph made = new Graph();
    Session opened = null;
    try {
      weights = program.weights(made);
      slots = program.slots(made, weights);
      opened = new Session(made);
      opened.initialize();
    } catch (RuntimeException | Error e) {
      if (opened != null) {
        opened.close();
      }
      made.close();
      throw e;
    }
    graph = made;
    session = opened;
  }

  @Override
  public List<float[]> train(Batch batch, double learningRate, long step) {
    try (TFloat32 rate = TFloat32.scalarOf((float) learningRate);
        TInt64 number = TInt64.scalarOf(step);
        Result result = step(Mode.TRAIN, batch).run(session, batch, rate, number)) {
      return numbers(result);
    }
  }

  @Override
  public List<float[]> test(Batch batch) {
    try (Result result = step(Mode.TEST, batch).run(session, batch)) {
      return numbers(result);
    }
  }

  @Override
  public List<NdArray<?>> predict(Batch batch) {
    try (Result result = step(Mode.PREDICT, batch).run(session, batch)) {
      List<NdArray<?>> outputs = new ArrayList<>();
      for (Map.Entry<String, Tensor> output : result) {
        outputs.add(HeapArrays.copyOf((TType) output.getValue()));
      }
      return outputs;
    }
  }

  @Override
  public Map<String, ResourceVariable<TFloat32>> weights() {
    return weights.variables();
  }

  @Override
  public Map<String, ResourceVariable<TFloat32>> slots() {
    return slots.variables();
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }

  private GraphStep step(Mode mode, Batch batch) {
    GraphStep.Key key = GraphStep.key(mode, batch, program);
    return steps.computeIfAbsent(
        key, absent -> GraphStep.build(graph, key, program, weights, slots));
  }

  private static List<float[]> numbers(Result result) {
    List<float[]> numbers = new ArrayList<>();
    for (int i = 0; i < result.size(); i++) {
      numbers.add(HeapArrays.floats((TFloat32) result.get(i)));
    }
    return numbers;
  }

  @Override
  public WeightValues read(Map<String, ResourceVariable<TFloat32>> variables) {
    Map<String, WeightValues.Value> values = new LinkedHashMap<>();
    if (variables.isEmpty()) {
      return new WeightValues(values);
    }
    Ops tf = Ops.create(graph);
    Session.Runner runner = session.runner();
    variables
        .values()
        .forEach(
            variable -> runner.fetch(reads.computeIfAbsent(variable, absent -> absent.read(tf))));
    try (Result result = runner.run()) {
      int index = 0;
      for (String name : variables.keySet()) {
        values.put(name, WeightValues.Value.of((TFloat32) result.get(index++)));
      }
    }
    return new WeightValues(values);
  }

  @Override
  public void write(Map<String, ResourceVariable<TFloat32>> variables, WeightValues values) {
    Ops tf = Ops.create(graph);
    List<TFloat32> tensors = new ArrayList<>();
    try {
      Session.Runner runner = session.runner();
      for (String name : values.names()) {
        Assignment assignment =
            assignments.computeIfAbsent(
                variables.get(name),
                variable -> {
                  Placeholder<TFloat32> fed =
                      tf.placeholder(TFloat32.class, Placeholder.shape(variable.shape()));
                  return new Assignment(fed, variable.assign(tf, fed));
                });
        TFloat32 tensor = values.get(name).toTensor();
        tensors.add(tensor);
        runner.feed(assignment.fed(), tensor).addTarget(assignment.assign());
      }
      if (!tensors.isEmpty()) {
        runner.run().close();
      }
    } finally {
      tensors.forEach(TFloat32::close);
    }
  }
}
