package io.longtape.callbacks;

import io.longtape.checkpoints.CallbackState;
import io.longtape.weights.WeightValues;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Stops training when a metric no longer gets better: {@code keras.callbacks.EarlyStopping}.
 *
 * <p>Unlike Keras, which warns and goes on, it ends training with an error when the metric is not
 * there. With {@link #withRestoreBestWeights} the weights are those of the best epoch whenever
 * training ended in good order, as in Keras.
 */
public final class EarlyStopping implements Callback {

  private static final String BEST = "best";

  private final RestoredState restored = new RestoredState();
  private final Monitor monitor;
  private final int patience;
  private final OptionalDouble baseline;
  private final boolean restoreBestWeights;
  private final int startFromEpoch;

  private OptionalDouble best = OptionalDouble.empty();
  private int wait;
  private int bestEpoch;
  private int stoppedEpoch;
  private WeightValues bestWeights;

  private EarlyStopping(
      Monitor monitor,
      int patience,
      OptionalDouble baseline,
      boolean restoreBestWeights,
      int startFromEpoch) {
    this.monitor = monitor;
    this.patience = Counts.notNegative("patience", patience);
    this.baseline = baseline;
    this.restoreBestWeights = restoreBestWeights;
    this.startFromEpoch = Counts.notNegative("startFromEpoch", startFromEpoch);
  }

  /**
   * Watches {@code val_loss}, with patience 0, minDelta 0, no baseline, and without restoring the
   * best weights.
   *
   * @return the callback
   */
  public static EarlyStopping create() {
    return new EarlyStopping(Monitor.of("EarlyStopping", 0), 0, OptionalDouble.empty(), false, 0);
  }

  /**
   * The same for another metric.
   *
   * @param metric its name in the logs
   * @return the callback
   */
  public EarlyStopping withMonitor(String metric) {
    return with(monitor.withMetric(metric));
  }

  /**
   * The same with a smallest change.
   *
   * @param minDelta a smaller change is no improvement; its sign does not matter
   * @return the callback
   */
  public EarlyStopping withMinDelta(double minDelta) {
    return with(monitor.withMinDelta(minDelta));
  }

  /**
   * The same with patience.
   *
   * @param epochs without improvement after which training stops, not negative
   * @return the callback
   */
  public EarlyStopping withPatience(int epochs) {
    return new EarlyStopping(monitor, epochs, baseline, restoreBestWeights, startFromEpoch);
  }

  /**
   * The same with another direction.
   *
   * @param mode which way is better
   * @return the callback
   */
  public EarlyStopping withMode(Mode mode) {
    return with(monitor.withMode(mode));
  }

  /**
   * The same with a value to beat: epochs that do not beat it count as epochs without improvement.
   *
   * @param value the value
   * @return the callback
   */
  public EarlyStopping withBaseline(double value) {
    return new EarlyStopping(
        monitor, patience, OptionalDouble.of(value), restoreBestWeights, startFromEpoch);
  }

  /**
   * The same, setting the best epoch's weights in the end, whether it beat the baseline or not.
   *
   * @param restore whether to set them
   * @return the callback
   */
  public EarlyStopping withRestoreBestWeights(boolean restore) {
    return new EarlyStopping(monitor, patience, baseline, restore, startFromEpoch);
  }

  /**
   * The same with epochs at the beginning that do not count.
   *
   * @param epochs how many, not negative
   * @return the callback
   */
  public EarlyStopping withStartFromEpoch(int epochs) {
    return new EarlyStopping(monitor, patience, baseline, restoreBestWeights, epochs);
  }

  private EarlyStopping with(Monitor newMonitor) {
    return new EarlyStopping(newMonitor, patience, baseline, restoreBestWeights, startFromEpoch);
  }

  /**
   * When training was stopped.
   *
   * @return the last epoch's number, from 1; empty when training was not stopped by this callback
   */
  public OptionalInt stoppedEpoch() {
    return stoppedEpoch == 0 ? OptionalInt.empty() : OptionalInt.of(stoppedEpoch);
  }

  /**
   * The epoch with the best value.
   *
   * @return its number, from 1; empty before the first one that counts
   */
  public OptionalInt bestEpoch() {
    return bestEpoch == 0 ? OptionalInt.empty() : OptionalInt.of(bestEpoch);
  }

  @Override
  public void onTrainBegin(TrainingContext context) {
    CallbackState from = restored.take();
    monitor.requireDirection();
    best = from.number(BEST);
    wait = (int) from.number("wait").orElse(0);
    bestEpoch = (int) from.number("bestEpoch").orElse(0);
    stoppedEpoch = (int) from.number("stoppedEpoch").orElse(0);
    bestWeights = from.weights().get(BEST);
    if (stoppedEpoch > 0) {
      context.stopTraining();
    }
  }

  @Override
  public void onEpochEnd(TrainingContext context, int epoch, Map<String, Double> logs) {
    double value = monitor.value(logs);
    if (epoch <= startFromEpoch) {
      return;
    }
    wait++;
    if (monitor.improves(value, best)) {
      best = OptionalDouble.of(value);
      bestEpoch = epoch;
      if (restoreBestWeights) {
        bestWeights = context.weights();
      }
      if (baseline.isEmpty() || monitor.improves(value, baseline)) {
        wait = 0;
      }
    } else if (wait >= patience) {
      stoppedEpoch = epoch;
      context.stopTraining();
    }
  }

  @Override
  public void onTrainEnd(TrainingContext context) {
    boolean inGoodOrder = context.failure().isEmpty() || context.diverged();
    if (restoreBestWeights && bestWeights != null && inGoodOrder) {
      context.setWeights(bestWeights);
    }
  }

  @Override
  public Optional<CallbackState> state() {
    Map<String, Double> numbers = new LinkedHashMap<>();
    best.ifPresent(value -> numbers.put(BEST, value));
    numbers.put("wait", (double) wait);
    numbers.put("bestEpoch", (double) bestEpoch);
    numbers.put("stoppedEpoch", (double) stoppedEpoch);
    return Optional.of(
        new CallbackState(numbers, bestWeights == null ? Map.of() : Map.of(BEST, bestWeights)));
  }

  @Override
  public void restore(CallbackState state) {
    restored.put(state);
  }
}
