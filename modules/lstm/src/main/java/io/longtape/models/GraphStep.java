package io.longtape.models;

import io.longtape.datasets.Batch;
import io.longtape.layers.InputSpec;
import io.longtape.layers.MaskedTensor;
import io.longtape.weights.ResourceWeights;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/** A step as a part of a graph. */
final class GraphStep {

  /**
   * What steps are told apart by.
   *
   * @param mode what it is for
   * @param inputs shapes and types of the inputs, without the batch
   * @param targets the same of the targets
   * @param sampleWeights the same of the sample weights
   */
  record Key(
      Mode mode,
      Map<String, InputSpec> inputs,
      Map<String, InputSpec> targets,
      Map<String, InputSpec> sampleWeights) {}

  private final Map<String, Placeholder<?>> inputs = new LinkedHashMap<>();
  private final Map<String, Placeholder<?>> targets = new LinkedHashMap<>();
  private final Map<String, Placeholder<?>> sampleWeights = new LinkedHashMap<>();
  private final Placeholder<TFloat32> learningRate;
  private final Placeholder<TInt64> number;
  private final List<Operand<?>> fetches = new ArrayList<>();
  private final List<Op> updates;

  private GraphStep(
      Graph graph, Key key, Program program, ResourceWeights weights, SlotVariables slots) {
    Ops tf = Ops.create(graph);
    key.inputs().forEach((name, spec) -> inputs.put(name, placeholder(tf, spec)));
    key.targets().forEach((name, spec) -> targets.put(name, placeholder(tf, spec)));
    key.sampleWeights().forEach((name, spec) -> sampleWeights.put(name, placeholder(tf, spec)));
    learningRate = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    number = tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
    Feeds feeds = feeds(key);
    StepOps ops =
        switch (key.mode()) {
          case TRAIN -> program.train(graph, weights, slots, feeds);
          case TEST -> program.test(graph, weights, feeds);
          case PREDICT -> program.predict(graph, weights, feeds);
        };
    // A session refuses to fetch what is fed, and to fetch one tensor twice.
    Set<Output<?>> fetched = new HashSet<>();
    inputs.values().forEach(input -> fetched.add(input.asOutput()));
    for (Operand<?> fetch : ops.fetches()) {
      fetches.add(fetched.add(fetch.asOutput()) ? fetch : tf.identity(fetch));
    }
    updates = ops.updates();
  }

  static GraphStep build(
      Graph graph, Key key, Program program, ResourceWeights weights, SlotVariables slots) {
    return new GraphStep(graph, key, program, weights, slots);
  }

  /** The step that a batch needs. */
  static Key key(Mode mode, Batch batch, Program program) {
    boolean exact = program.options().map(CompileOptions::unrollEachLength).orElse(Boolean.FALSE);
    Map<String, InputSpec> inputs = new LinkedHashMap<>(program.network().inputs());
    if (exact) {
      inputs.replaceAll(
          (name, spec) ->
              new InputSpec(batch.inputs().get(name).shape().tail(), spec.type(), spec.batch()));
    }
    Map<String, InputSpec> targets = new LinkedHashMap<>();
    Map<String, InputSpec> sampleWeights = new LinkedHashMap<>();
    if (mode != Mode.PREDICT) {
      batch
          .targets()
          .forEach(
              (name, tensor) ->
                  targets.put(name, specOf(tensor, !exact && hasFreeTime(program, name))));
      batch
          .sampleWeights()
          .forEach(
              (name, tensor) ->
                  sampleWeights.put(name, specOf(tensor, !exact && hasFreeTime(program, name))));
    }
    return new Key(mode, inputs, targets, sampleWeights);
  }

  /** Runs a training step. */
  Result run(Session session, Batch batch, TFloat32 rate, TInt64 step) {
    return run(session.runner().feed(learningRate, rate).feed(number, step), batch);
  }

  /** Runs a step that does not train. */
  Result run(Session session, Batch batch) {
    return run(session.runner(), batch);
  }

  private Result run(Session.Runner runner, Batch batch) {
    inputs.forEach((name, input) -> runner.feed(input, batch.inputs().get(name)));
    targets.forEach((name, target) -> runner.feed(target, batch.targets().get(name)));
    sampleWeights.forEach((name, weight) -> runner.feed(weight, batch.sampleWeights().get(name)));
    fetches.forEach(runner::fetch);
    updates.forEach(runner::addTarget);
    return runner.run();
  }

  private Feeds feeds(Key key) {
    Map<String, MaskedTensor> read = new LinkedHashMap<>();
    inputs.forEach((name, input) -> read.put(name, MaskedTensor.of(input)));
    Map<String, Operand<? extends TNumber>> wanted = new LinkedHashMap<>();
    targets.forEach(
        (name, target) ->
            wanted.put(
                name,
                target
                    .asOutput()
                    .expect(key.targets().get(name).type().asSubclass(TNumber.class))));
    Map<String, Operand<TFloat32>> weights = new LinkedHashMap<>();
    sampleWeights.forEach(
        (name, weight) -> weights.put(name, weight.asOutput().expect(TFloat32.class)));
    return new Feeds(read, wanted, weights, learningRate, number);
  }

  private static Placeholder<?> placeholder(Ops tf, InputSpec spec) {
    return tf.placeholder(spec.type(), Placeholder.shape(spec.batchShape()));
  }

  /** Whether a target's time may differ in the next batch. */
  private static boolean hasFreeTime(Program program, String output) {
    InputSpec own = program.network().targets().get(output);
    return (own != null ? own : program.trace().outputs().get(output))
        .shape()
        .hasUnknownDimension();
  }

  /** Of a target or its weights. */
  private static InputSpec specOf(TType tensor, boolean freeTime) {
    long[] dims = tensor.shape().tail().asArray();
    if (freeTime && dims.length > 0) {
      dims[0] = Shape.UNKNOWN_SIZE;
    }
    return new InputSpec(Shape.of(dims), tensor.type());
  }
}
