package io.longtape.models;

import io.longtape.autodiff.ResourceVariable;
import io.longtape.checkpoints.TrainingState;
import io.longtape.datasets.Batch;
import io.longtape.datasets.BatchIterator;
import io.longtape.datasets.BatchSource;
import io.longtape.datasets.BatchSpec;
import io.longtape.layers.InputSpec;
import io.longtape.losses.ClassWeights;
import io.longtape.losses.Loss;
import io.longtape.networks.Network;
import io.longtape.networks.Trace;
import io.longtape.optimizers.schedules.LearningRateSchedule;
import io.longtape.weights.Initialization;
import io.longtape.weights.Names;
import io.longtape.weights.WeightSpec;
import io.longtape.weights.WeightValues;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.types.TFloat32;

/**
 * What is behind a model: its weights, on the heap until they are needed in TensorFlow's memory,
 * and the runner that has them there. Owns the runner; close it.
 */
final class Engine implements AutoCloseable {

  private final Network network;
  private final Trace trace;
  private final long seed;
  private final Set<String> frozen = new HashSet<>();
  private Set<String> compiledFrozen = Set.of();
  private Optional<CompileOptions> compiled = Optional.empty();
  private WeightValues idle;
  private Runner runner;
  private Objective objective;
  private long iterations;
  private OptionalDouble setRate = OptionalDouble.empty();
  private String structure;
  private boolean closed;

  Engine(Network network, long seed) {
    this.network = network;
    this.seed = seed;
    trace = Trace.of(network);
    idle = Initialization.draw(trace.weights(), seed);
  }

  Network network() {
    return network;
  }

  Trace trace() {
    return trace;
  }

  long seed() {
    return seed;
  }

  long iterations() {
    return iterations;
  }

  /** Whether a layer is frozen, from the next compiling on. */
  boolean isFrozen(String layer) {
    return frozen.contains(layer);
  }

  void compile(CompileOptions options) {
    requireOpen();
    Objective next = new Objective(network, trace.outputs().keySet(), options);
    settle();
    objective = next;
    compiled = Optional.of(options);
    compiledFrozen = Set.copyOf(frozen);
    iterations = 0;
    setRate = OptionalDouble.empty();
  }

  /** The rate of the next step: what was set, else the schedule's; rounded as a step reads it. */
  double learningRate() {
    LearningRateSchedule schedule = compiled().optimizer().learningRate();
    return (float) setRate.orElseGet(() -> schedule.rate(iterations));
  }

  /** Sets the rate until the next compiling. */
  void setLearningRate(double rate) {
    setRate = OptionalDouble.of(rate);
  }

  CompileOptions compiled() {
    requireOpen();
    return compiled.orElseThrow(
        () -> new IllegalStateException("the model is not compiled; call compile first"));
  }

  List<Measure> measures() {
    compiled();
    return objective.measures();
  }

  void setTrainable(String layer, boolean trainable) {
    requireOpen();
    Set<String> layers = new LinkedHashSet<>();
    trace.weights().forEach(spec -> layers.add(layerOf(spec.path())));
    if (!layers.contains(layer)) {
      throw new IllegalArgumentException(Names.unknown("layer with weights", layer, layers));
    }
    if (trainable) {
      frozen.remove(layer);
    } else {
      frozen.add(layer);
    }
  }

  /** What training and evaluation read. */
  BatchSpec batchSpec() {
    CompileOptions options = compiled();
    Map<String, InputSpec> targets = new LinkedHashMap<>();
    trace
        .outputs()
        .forEach(
            (name, output) ->
                options
                    .loss(name)
                    .ifPresent(loss -> targets.put(name, target(name, output, loss))));
    BatchSpec spec = withIds(BatchSpec.of(network.inputs(), targets));
    for (String output : targets.keySet()) {
      OptionalLong classes =
          options.loss(output).orElseThrow().classes(trace.outputs().get(output).shape());
      if (classes.isPresent() && !network.targets().containsKey(output)) {
        spec = spec.withClasses(output, classes.getAsLong());
      }
    }
    return spec;
  }

  /** What prediction reads. */
  BatchSpec inputSpec() {
    requireOpen();
    return withIds(BatchSpec.of(network.inputs()));
  }

  List<float[]> train(Batch given, Optional<ClassWeights> classWeights, double rate) {
    prepare(given);
    try (Batch batch =
        classWeights
            .map(weights -> ClassWeighting.apply(given, trace.outputs(), weights))
            .orElse(given)) {
      List<float[]> numbers = runner().train(batch, rate, iterations + 1);
      iterations++;
      return numbers;
    } catch (TFInvalidArgumentException e) {
      throw NotFiniteException.of(e).<RuntimeException>map(known -> known).orElse(e);
    }
  }

  List<float[]> test(Batch batch) {
    prepare(batch);
    return runner().test(batch);
  }

  Map<String, Double> evaluate(BatchSource source) {
    Tally tally = new Tally(measures());
    try (BatchIterator batches = source.epoch(1, 0)) {
      while (batches.hasNext()) {
        try (Batch batch = batches.next()) {
          tally.add(test(batch), batch.size());
        }
      }
    }
    return tally.logs();
  }

  Map<String, NdArray<?>> predict(BatchSource source) {
    Gathered gathered = new Gathered(trace.outputs().keySet());
    try (BatchIterator batches = source.epoch(1, 0)) {
      while (batches.hasNext()) {
        try (Batch batch = batches.next()) {
          requireFixedBatch(batch);
          if (batch.resetsState()) {
            resetStates();
          }
          gathered.add(runner().predict(batch));
        }
      }
    }
    return gathered.joined();
  }

  WeightValues weights() {
    requireOpen();
    return runner == null ? idle.copy() : runner.read(runner.weights());
  }

  void setWeights(WeightValues values) {
    requireOpen();
    Map<String, WeightSpec> specs = new LinkedHashMap<>();
    trace.weights().forEach(spec -> specs.put(spec.path(), spec));
    for (String name : values.names()) {
      WeightSpec spec = specs.get(name);
      if (spec == null) {
        throw new IllegalArgumentException(Names.unknown("weight", name, specs.keySet()));
      }
      values.get(name).requireShape(name, spec.shape());
    }
    if (runner == null) {
      idle = idle.with(values.copy());
    } else {
      runner.write(runner.weights(), values);
    }
  }

  void resetStates() {
    requireOpen();
    Map<String, WeightValues.Value> zeros = new LinkedHashMap<>();
    for (WeightSpec spec : trace.weights()) {
      if (!spec.trainable()) {
        int size = Math.toIntExact(spec.shape().size());
        zeros.put(spec.path(), new WeightValues.Value(spec.shape(), new float[size]));
      }
    }
    if (!zeros.isEmpty()) {
      setWeights(new WeightValues(zeros));
    }
  }

  WeightValues slots() {
    return runner().read(runner().slots());
  }

  void restore(TrainingState state) {
    setWeights(state.weights());
    runner().write(runner().slots(), state.slots());
    iterations = state.iterations();
  }

  OptimizerState optimizerState() {
    compiled();
    return new OptimizerState(iterations, learningRate(), slots());
  }

  void setOptimizerState(OptimizerState state) {
    CompileOptions options = compiled();
    Map<String, ResourceVariable<TFloat32>> slots = runner().slots();
    for (String name : state.slots().names()) {
      ResourceVariable<TFloat32> slot = slots.get(name);
      if (slot == null) {
        throw new IllegalArgumentException(
            Names.unknown("slot of the optimizer", name, slots.keySet()));
      }
      state.slots().get(name).requireShape(name, slot.shape());
    }
    runner().write(slots, state.slots());
    iterations = state.iterations();
    if (options.optimizer().learningRate().isConstant()) {
      setLearningRate(state.learningRate());
    }
  }

  Optional<CompileOptions> compileOptions() {
    requireOpen();
    return compiled;
  }

  Set<String> frozen() {
    return Set.copyOf(frozen);
  }

  /** Tells runs apart that cannot go on from each other's checkpoints. */
  String fingerprint() {
    if (structure == null) {
      structure = Trace.structure(network);
    }
    return Fingerprint.of(structure, trace, compiled(), objective, compiledFrozen, seed);
  }

  @Override
  public void close() {
    if (runner != null) {
      runner.close();
      runner = null;
    }
    closed = true;
  }

  void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the model is closed");
    }
  }

  private InputSpec target(String name, InputSpec output, Loss loss) {
    InputSpec own = network.targets().get(name);
    return own != null ? own : new InputSpec(loss.labelShape(output.shape()), loss.labelType());
  }

  private BatchSpec withIds(BatchSpec spec) {
    BatchSpec checked = spec;
    for (Map.Entry<String, Long> input : network.idCounts().entrySet()) {
      checked = checked.withIds(input.getKey(), input.getValue());
    }
    return checked;
  }

  /** Refuses what would become a wrong number, then resets states where sequences begin. */
  private void prepare(Batch batch) {
    requireFixedBatch(batch);
    objective
        .losses(batch.targets().keySet())
        .forEach(
            (name, loss) -> {
              if (!network.targets().containsKey(name)) {
                LabelCheck.run(name, loss, batch, trace.outputs().get(name));
              }
            });
    if (batch.resetsState()) {
      resetStates();
    }
  }

  private void requireFixedBatch(Batch batch) {
    network
        .inputs()
        .forEach(
            (name, spec) -> {
              if (spec.batch() > 0 && spec.batch() != batch.size()) {
                throw new IllegalArgumentException(
                    "the input '%s' takes batches of %d examples, but got one of %d; drop the remainder or choose another batch size"
                        .formatted(name, spec.batch(), batch.size()));
              }
            });
  }

  private Runner runner() {
    requireOpen();
    if (runner == null) {
      Program program =
          new Program(
              network, trace, compiled, path -> !compiledFrozen.contains(layerOf(path)), seed);
      boolean eagerly = compiled.map(CompileOptions::runEagerly).orElse(Boolean.FALSE);
      Runner made = eagerly ? new EagerRunner(program) : new GraphRunner(program);
      try {
        made.write(made.weights(), idle);
      } catch (RuntimeException | Error e) {
        made.close();
        throw e;
      }
      runner = made;
    }
    return runner;
  }

  /** Takes the weights to the heap and gives the runner up. */
  private void settle() {
    requireOpen();
    if (runner != null) {
      idle = runner.read(runner.weights());
      runner.close();
      runner = null;
    }
  }

  private static String layerOf(String path) {
    int slash = path.indexOf('/');
    return slash < 0 ? path : path.substring(0, slash);
  }
}
