package io.longtape.callbacks;

import io.longtape.checkpoints.CallbackState;
import io.longtape.checkpoints.Checkpoint;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Saves checkpoints or models as training goes on: {@code keras.callbacks.ModelCheckpoint}.
 *
 * <p>The path may hold placeholders in braces, as in Keras: {@code {epoch}} or {@code {epoch:02d}},
 * a metric such as {@code {val_loss:.2f}}, and {@code {batch}} for the step when saving by steps.
 * Without any, each file replaces the one before, and a process that is killed in between leaves
 * one of the two.
 *
 * <p>Keras saves models unless told otherwise, this class checkpoints. Unlike Keras, which warns
 * and saves, it ends training with an error when the best are to be saved and the metric is not
 * there.
 */
public final class ModelCheckpoint implements Callback {

  private static final String BEST = "best";
  private static final String SINCE = "stepsSinceSaving";

  /** What does not change from one save to the next. */
  private record Options(
      PathTemplate path,
      Monitor monitor,
      boolean saveBestOnly,
      OptionalDouble threshold,
      boolean savedModel) {}

  private final RestoredState restored = new RestoredState();
  private final Options options;
  private final SaveFrequency frequency;

  private OptionalDouble best;
  private int epoch;

  private ModelCheckpoint(Options options, SaveFrequency frequency) {
    this.options = options;
    this.frequency = frequency.fresh();
    this.best = options.threshold;
  }

  /**
   * Saves a checkpoint, as {@link Checkpoint}, after each epoch.
   *
   * @param filepath the file, with placeholders or without; missing folders are made
   * @return the callback
   * @throws IllegalArgumentException when a placeholder has a format that is not known
   */
  public static ModelCheckpoint of(String filepath) {
    return new ModelCheckpoint(
        new Options(
            new PathTemplate(filepath),
            Monitor.of("ModelCheckpoint", 0),
            false,
            OptionalDouble.empty(),
            false),
        SaveFrequency.epoch());
  }

  /**
   * The same, saving the model as a SavedModel directory instead of a checkpoint. A model that is
   * there is replaced; a directory with anything else in it ends training with an error.
   *
   * @return the callback
   */
  public ModelCheckpoint withSavedModel() {
    return new ModelCheckpoint(
        new Options(options.path, options.monitor, options.saveBestOnly, options.threshold, true),
        frequency);
  }

  /**
   * The same for another metric; {@code val_loss} if not called.
   *
   * @param metric its name in the logs
   * @return the callback
   */
  public ModelCheckpoint withMonitor(String metric) {
    return with(options.monitor.withMetric(metric), options.saveBestOnly, options.threshold);
  }

  /**
   * The same with another direction; {@link Mode#AUTO} if not called.
   *
   * @param mode which way is better
   * @return the callback
   */
  public ModelCheckpoint withMode(Mode mode) {
    return with(options.monitor.withMode(mode), options.saveBestOnly, options.threshold);
  }

  /**
   * The same, saving only when the metric is better than ever before.
   *
   * @param bestOnly whether to save only then
   * @return the callback
   */
  public ModelCheckpoint withSaveBestOnly(boolean bestOnly) {
    return with(options.monitor, bestOnly, options.threshold);
  }

  /**
   * The same with a value that has to be beaten at first.
   *
   * @param threshold the value
   * @return the callback
   */
  public ModelCheckpoint withInitialValueThreshold(double threshold) {
    return with(options.monitor, options.saveBestOnly, OptionalDouble.of(threshold));
  }

  /**
   * The same, saving after a number of steps instead of after each epoch.
   *
   * @param steps from one save to the next, over all epochs, at least 1
   * @return the callback
   */
  public ModelCheckpoint withSaveFreq(int steps) {
    return new ModelCheckpoint(options, SaveFrequency.steps(steps));
  }

  private ModelCheckpoint with(Monitor monitor, boolean bestOnly, OptionalDouble threshold) {
    return new ModelCheckpoint(
        new Options(options.path, monitor, bestOnly, threshold, options.savedModel), frequency);
  }

  @Override
  public void onTrainBegin(TrainingContext context) {
    CallbackState from = restored.take();
    if (options.saveBestOnly) {
      options.monitor.requireDirection();
    }
    from.number(BEST).ifPresent(value -> best = OptionalDouble.of(value));
    from.number(SINCE).ifPresent(steps -> frequency.goOnFrom((int) steps));
    epoch = (int) from.number("epoch").orElse(1);
  }

  @Override
  public void onEpochBegin(TrainingContext context, int newEpoch) {
    epoch = newEpoch;
  }

  @Override
  public void onTrainBatchEnd(TrainingContext context, int step, Map<String, Double> logs) {
    if (frequency.afterStep()) {
      Map<String, Number> named = new LinkedHashMap<>();
      named.put("epoch", epoch);
      named.put("batch", step);
      save(context, named, logs);
    }
  }

  @Override
  public void onEpochEnd(TrainingContext context, int endedEpoch, Map<String, Double> logs) {
    if (frequency.afterEpoch()) {
      Map<String, Number> named = new LinkedHashMap<>();
      named.put("epoch", endedEpoch);
      save(context, named, logs);
    }
  }

  @Override
  public Optional<CallbackState> state() {
    Map<String, Double> numbers = new LinkedHashMap<>();
    best.ifPresent(value -> numbers.put(BEST, value));
    numbers.put(SINCE, (double) frequency.since());
    numbers.put("epoch", (double) epoch);
    return Optional.of(CallbackState.of(numbers));
  }

  @Override
  public void restore(CallbackState state) {
    restored.put(state);
  }

  private void save(TrainingContext context, Map<String, Number> named, Map<String, Double> logs) {
    if (options.saveBestOnly) {
      double value = options.monitor.value(logs);
      if (!options.monitor.improves(value, best)) {
        return;
      }
      best = OptionalDouble.of(value);
    }
    named.putAll(logs);
    Path path = Path.of(options.path.fill(named));
    if (options.savedModel) {
      context.saveModel(path);
    } else {
      Checkpoint.write(path, context.state());
    }
  }
}
