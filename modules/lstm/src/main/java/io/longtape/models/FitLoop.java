package io.longtape.models;

import io.longtape.callbacks.CallbackList;
import io.longtape.callbacks.TrainingContext;
import io.longtape.checkpoints.CheckpointDirectory;
import io.longtape.checkpoints.TrainingState;
import io.longtape.datasets.Batch;
import io.longtape.datasets.BatchIterator;
import io.longtape.datasets.BatchSource;
import io.longtape.datasets.BatchSpec;
import io.longtape.datasets.DataSet;
import io.longtape.datasets.Examples;
import io.longtape.optimizers.schedules.LearningRateSchedule;
import io.longtape.serving.ExportArchive;
import io.longtape.weights.WeightValues;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** One call of {@link Model#fit}: the epochs, what the callbacks see, and where it stands. */
final class FitLoop implements TrainingContext {

  private static final System.Logger LOGGER = System.getLogger(FitLoop.class.getName());
  private static final String LEARNING_RATE = "learning_rate";
  private static final String TRAINING = "training";
  private static final String VALIDATION = "validation";

  private final Engine engine;
  private final FitOptions options;
  private final BatchSource training;
  private final Optional<BatchSource> validation;
  private final Tally tally;
  private final CallbackList callbacks;
  private final List<Map<String, Double>> logs = new ArrayList<>();
  private int epoch = 1;
  private int step;
  private double waitSeconds;
  private boolean stopped;
  private Optional<Throwable> failure = Optional.empty();

  FitLoop(Engine engine, DataSet data, FitOptions options) {
    this.engine = engine;
    this.options = options;
    DataSet learned = data;
    Optional<DataSet> held = options.validation();
    if (held.isEmpty() && options.validationSplit().isPresent()) {
      if (!(data instanceof Examples examples)) {
        throw new IllegalArgumentException(
            "a validation split needs examples of known number; give a stream's validation data by"
                + " withValidation");
      }
      Examples.Split split = examples.split(options.validationSplit().getAsDouble());
      learned = split.training();
      held = Optional.of(split.validation());
    }
    BatchSpec spec = engine.batchSpec();
    DataSet read = learned;
    training = named(TRAINING, () -> read.batches(spec, options.batching(engine.seed())));
    validation = held.map(set -> named(VALIDATION, () -> set.batches(spec, options.evaluation())));
    tally = new Tally(engine.measures());
    callbacks = CallbackList.of(options.callbacks());
  }

  History run() {
    long start = System.nanoTime();
    callbacks.interrupted(fingerprint()).ifPresent(this::goOn);
    try {
      callbacks.onTrainBegin(this);
      while (epoch <= options.epochs() && !stopped) {
        epoch();
      }
    } catch (RuntimeException | Error e) {
      fail(e);
      throw e;
    }
    callbacks.onTrainEnd(this);
    List<History.Epoch> epochs = new ArrayList<>();
    for (Map<String, Double> epochLogs : logs) {
      epochs.add(new History.Epoch(epochs.size() + 1, epochLogs));
    }
    return new History(epochs, (System.nanoTime() - start) / 1e9, waitSeconds);
  }

  /** Tells the callbacks of an error, which none of them may hide. */
  private void fail(Throwable e) {
    failure = Optional.of(e);
    try {
      callbacks.onTrainEnd(this);
    } catch (RuntimeException another) {
      e.addSuppressed(another);
    }
  }

  private void epoch() {
    if (step == 0) {
      tally.reset();
      callbacks.onEpochBegin(this, epoch);
    }
    try (BatchIterator batches = training.epoch(epoch, step)) {
      while (named(TRAINING, batches::hasNext)) {
        try (Batch batch = batches.next()) {
          step(batch);
        }
        if (stopped) {
          break;
        }
      }
      waitSeconds += batches.waitSeconds();
    }
    Map<String, Double> all = new LinkedHashMap<>(tally.logs());
    validation.ifPresent(
        source ->
            named(VALIDATION, () -> engine.evaluate(source))
                .forEach((name, value) -> all.put("val_" + name, value)));
    all.put(LEARNING_RATE, lastRate());
    logs.add(all);
    int done = epoch;
    epoch++;
    step = 0;
    callbacks.onEpochEnd(this, done, Collections.unmodifiableMap(all));
  }

  /** Says of bad data which data they are. */
  private static <T> T named(String data, Supplier<T> read) {
    try {
      return read.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(data + " data: " + e.getMessage(), e);
    }
  }

  private void step(Batch batch) {
    int number = step + 1;
    callbacks.onTrainBatchBegin(this, number);
    List<float[]> numbers;
    try {
      numbers = engine.train(batch, options.classWeights(), learningRate());
    } catch (NotFiniteException e) {
      throw new TrainingException(
          "%s is not finite in step %d of epoch %d: training has diverged, or the data hold NaN; the weights are those before the step; try a lower learning rate or clipping"
              .formatted(e.what(), number, epoch));
    }
    tally.add(numbers, batch.size());
    step = number;
    callbacks.onTrainBatchEnd(this, number, Collections.unmodifiableMap(tally.logs()));
  }

  private void goOn(CheckpointDirectory.Found found) {
    found.refused().forEach(reason -> LOGGER.log(System.Logger.Level.WARNING, reason));
    TrainingState state = found.state();
    engine.restore(state);
    epoch = state.epoch();
    step = state.step();
    tally.restore(state.metricSums());
    logs.addAll(state.history());
    if (schedule().isConstant()) {
      setLearningRate(state.learningRate());
    }
    callbacks.restore(state.callbacks());
  }

  @Override
  public TrainingState state() {
    return new TrainingState(
        fingerprint(),
        engine.weights(),
        engine.slots(),
        engine.iterations(),
        epoch,
        step,
        tally.state(),
        engine.seed(),
        learningRate(),
        logs,
        callbacks.states());
  }

  private String fingerprint() {
    return engine.fingerprint() + "; " + options.batching(engine.seed());
  }

  /** The rate of the step before, which a training that goes on from there finds too. */
  private double lastRate() {
    return schedule().isConstant()
        ? learningRate()
        : (float) schedule().rate(Math.max(0, engine.iterations() - 1));
  }

  private LearningRateSchedule schedule() {
    return engine.compiled().optimizer().learningRate();
  }

  @Override
  public int epochs() {
    return options.epochs();
  }

  @Override
  public OptionalLong stepsPerEpoch() {
    return training.batches();
  }

  @Override
  public long iterations() {
    return engine.iterations();
  }

  @Override
  public double learningRate() {
    return engine.learningRate();
  }

  @Override
  public void setLearningRate(double rate) {
    if (!schedule().isConstant()) {
      throw new IllegalStateException(
          "the optimizer follows a schedule, so its learning rate cannot be set; give it a constant"
              + " rate");
    }
    if (!(rate >= 0 && rate < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the learning rate must be a number of at least 0, but is " + rate);
    }
    engine.setLearningRate(rate);
  }

  @Override
  public WeightValues weights() {
    return engine.weights();
  }

  @Override
  public void setWeights(WeightValues values) {
    engine.setWeights(values);
  }

  @Override
  public void saveModel(Path directory) {
    ExportArchive.of(engine.network(), engine.weights()).writeOut(directory);
  }

  @Override
  public void stopTraining() {
    stopped = true;
  }

  @Override
  public boolean diverged() {
    return failure.filter(TrainingException.class::isInstance).isPresent();
  }

  @Override
  public Optional<Throwable> failure() {
    return failure;
  }
}
