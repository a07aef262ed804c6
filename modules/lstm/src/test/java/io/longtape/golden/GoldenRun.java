package io.longtape.golden;

import io.longtape.autodiff.GradientTape;
import io.longtape.networks.LayeredNetwork;
import io.longtape.networks.Trace;
import io.longtape.weights.ResourceWeights;
import io.longtape.weights.WeightSpec;
import io.longtape.weights.WeightValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.tensorflow.EagerSession;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Computes a golden case in Java: for each call the values by name. */
final class GoldenRun {

  private final GoldenCase golden;
  private final LayeredNetwork network;
  private final Mode mode;
  private final List<WeightSpec> specs;
  private final Predicate<String> frozen;

  private GoldenRun(
      GoldenCase golden, LayeredNetwork network, Predicate<String> frozen, Mode mode) {
    this.golden = golden;
    this.network = network;
    this.frozen = frozen;
    this.mode = mode;
    specs = Trace.of(network).weights();
  }

  static List<Map<String, WeightValues.Value>> of(
      GoldenCase golden, LayeredNetwork network, Predicate<String> frozen, Mode mode) {
    GoldenRun run = new GoldenRun(golden, network, frozen, mode);
    return mode == Mode.EAGER ? run.eagerly() : run.inGraph();
  }

  private List<Map<String, WeightValues.Value>> eagerly() {
    List<Map<String, WeightValues.Value>> results = new ArrayList<>();
    try (EagerSession session = EagerSession.create();
        ResourceWeights weights = weights(session)) {
      Ops plain = Ops.create(session);
      assignments(plain, weights);
      for (GoldenCase.Call call : golden.calls()) {
        try (GradientTape tape = GradientTape.persistent(session)) {
          Map<String, Operand<?>> inputs = new LinkedHashMap<>();
          fed(call)
              .forEach(
                  (name, tensor) -> {
                    try (tensor) {
                      inputs.put(name, constant(plain, tensor));
                    }
                  });
          Map<String, WeightValues.Value> values = new LinkedHashMap<>();
          Results.of(tape, network, weights, inputs, outputShapes())
              .values()
              .forEach((name, value) -> values.put(name, read(value)));
          states(plain, weights).forEach((name, value) -> values.put(name, read(value)));
          results.add(values);
        }
      }
    }
    return results;
  }

  private List<Map<String, WeightValues.Value>> inGraph() {
    List<Map<String, WeightValues.Value>> results = new ArrayList<>();
    try (Graph graph = new Graph();
        ResourceWeights weights = weights(graph);
        GradientTape tape = GradientTape.persistent(graph)) {
      Ops plain = Ops.create(graph);
      List<Op> assignments = assignments(plain, weights);
      Map<String, Operand<?>> inputs = placeholders(plain);
      Results built = Results.of(tape, network, weights, inputs, outputShapes());
      Map<String, Operand<TFloat32>> states = states(plain, weights);
      try (Session session = new Session(graph)) {
        session.initialize();
        run(session.runner(), assignments, Map.of());
        for (GoldenCase.Call call : golden.calls()) {
          Session.Runner runner = session.runner();
          Map<String, Tensor> fed = fed(call);
          fed.forEach((name, tensor) -> runner.feed(inputs.get(name), tensor));
          Map<String, WeightValues.Value> values = run(runner, built.updates(), built.values());
          fed.values().forEach(Tensor::close);
          values.putAll(run(session.runner(), List.of(), states));
          results.add(values);
        }
      }
    }
    return results;
  }

  private ResourceWeights weights(ExecutionEnvironment env) {
    return ResourceWeights.of(
        env, specs, path -> !frozen.test(path.substring(0, path.indexOf('/'))));
  }

  private List<Op> assignments(Ops tf, ResourceWeights weights) {
    List<Op> assignments = new ArrayList<>();
    for (WeightSpec spec : specs) {
      if (spec.trainable()) {
        try (TFloat32 value = golden.weights().get(spec.path()).toTensor()) {
          assignments.add(weights.assign(tf, spec, tf.constantOf(value)));
        }
      }
    }
    return assignments;
  }

  private Map<String, Operand<TFloat32>> states(Ops tf, ResourceWeights weights) {
    Map<String, Operand<TFloat32>> states = new LinkedHashMap<>();
    for (WeightSpec spec : specs) {
      if (!spec.trainable()) {
        states.put("state " + states.size(), weights.read(tf, spec));
      }
    }
    return states;
  }

  private Map<String, Operand<?>> placeholders(Ops tf) {
    Map<String, Operand<?>> inputs = new LinkedHashMap<>();
    network
        .inputs()
        .forEach(
            (name, spec) -> {
              Shape shape =
                  mode == Mode.STATIC_GRAPH
                      ? golden.calls().get(0).inputs().get(name).shape()
                      : spec.batchShape();
              inputs.put(name, tf.placeholder(spec.type(), Placeholder.shape(shape)));
            });
    return inputs;
  }

  private Map<String, Tensor> fed(GoldenCase.Call call) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    call.inputs()
        .forEach(
            (name, value) -> {
              boolean ints = network.inputs().get(name).type() == TInt32.class;
              tensors.put(name, ints ? ints(value) : value.toTensor());
            });
    return tensors;
  }

  private static TInt32 ints(WeightValues.Value value) {
    int[] data = new int[value.data().length];
    for (int i = 0; i < data.length; i++) {
      data[i] = (int) value.data()[i];
    }
    return TInt32.tensorOf(value.shape(), DataBuffers.of(data, true, false));
  }

  private static Operand<?> constant(Ops tf, Tensor tensor) {
    return tensor instanceof TInt32 ints ? tf.constantOf(ints) : tf.constantOf((TFloat32) tensor);
  }

  private List<Shape> outputShapes() {
    return golden.calls().get(0).outputs().stream().map(WeightValues.Value::shape).toList();
  }

  private static WeightValues.Value read(Operand<TFloat32> value) {
    try (TFloat32 tensor = value.asTensor()) {
      return WeightValues.Value.of(tensor);
    }
  }

  private static Map<String, WeightValues.Value> run(
      Session.Runner runner, List<Op> targets, Map<String, Operand<TFloat32>> fetches) {
    Map<String, WeightValues.Value> values = new LinkedHashMap<>();
    if (targets.isEmpty() && fetches.isEmpty()) {
      return values;
    }
    targets.forEach(runner::addTarget);
    fetches.values().forEach(runner::fetch);
    try (Result result = runner.run()) {
      int index = 0;
      for (String name : fetches.keySet()) {
        values.put(name, WeightValues.Value.of((TFloat32) result.get(index++)));
      }
    }
    return values;
  }
}
