package io.longtape.callbacks;

import io.longtape.checkpoints.CallbackState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Lowers the learning rate when a metric no longer gets better: {@code
 * keras.callbacks.ReduceLROnPlateau}. Unlike Keras, which warns and goes on, it ends training with
 * an error when the metric is not there.
 */
public final class ReduceLROnPlateau implements Callback {

  private static final double DEFAULT_FACTOR = 0.1;
  private static final int DEFAULT_PATIENCE = 10;
  private static final double DEFAULT_MIN_DELTA = 1e-4;

  private final RestoredState restored = new RestoredState();
  private final Monitor monitor;
  private final double factor;
  private final int patience;
  private final int cooldown;
  private final double minLr;

  private OptionalDouble best = OptionalDouble.empty();
  private int wait;
  private int cooldownCounter;

  private ReduceLROnPlateau(
      Monitor monitor, double factor, int patience, int cooldown, double minLr) {
    if (!(factor >= 0 && factor < 1)) {
      throw new IllegalArgumentException(
          "factor must be at least 0 and less than 1, but is " + factor);
    }
    this.monitor = monitor;
    this.factor = factor;
    this.patience = Counts.notNegative("patience", patience);
    this.cooldown = Counts.notNegative("cooldown", cooldown);
    this.minLr = minLr;
  }

  /**
   * Watches {@code val_loss}, with factor 0.1, patience 10, minDelta 0.0001, cooldown 0 and minLr
   * 0.
   *
   * @return the callback
   */
  public static ReduceLROnPlateau create() {
    return new ReduceLROnPlateau(
        Monitor.of("ReduceLROnPlateau", DEFAULT_MIN_DELTA), DEFAULT_FACTOR, DEFAULT_PATIENCE, 0, 0);
  }

  /**
   * The same for another metric.
   *
   * @param metric its name in the logs
   * @return the callback
   */
  public ReduceLROnPlateau withMonitor(String metric) {
    return with(monitor.withMetric(metric));
  }

  /**
   * The same with another factor.
   *
   * @param newFactor what the rate is multiplied with, at least 0 and less than 1
   * @return the callback
   */
  public ReduceLROnPlateau withFactor(double newFactor) {
    return new ReduceLROnPlateau(monitor, newFactor, patience, cooldown, minLr);
  }

  /**
   * The same with other patience.
   *
   * @param epochs without improvement after which the rate is lowered, not negative
   * @return the callback
   */
  public ReduceLROnPlateau withPatience(int epochs) {
    return new ReduceLROnPlateau(monitor, factor, epochs, cooldown, minLr);
  }

  /**
   * The same with another direction.
   *
   * @param mode which way is better
   * @return the callback
   */
  public ReduceLROnPlateau withMode(Mode mode) {
    return with(monitor.withMode(mode));
  }

  /**
   * The same with another smallest change.
   *
   * @param minDelta a smaller change is no improvement; its sign does not matter
   * @return the callback
   */
  public ReduceLROnPlateau withMinDelta(double minDelta) {
    return with(monitor.withMinDelta(minDelta));
  }

  /**
   * The same with a pause.
   *
   * @param epochs after a reduction that do not count, not negative
   * @return the callback
   */
  public ReduceLROnPlateau withCooldown(int epochs) {
    return new ReduceLROnPlateau(monitor, factor, patience, epochs, minLr);
  }

  /**
   * The same with a lowest rate.
   *
   * @param rate below which the rate does not go
   * @return the callback
   */
  public ReduceLROnPlateau withMinLr(double rate) {
    return new ReduceLROnPlateau(monitor, factor, patience, cooldown, rate);
  }

  private ReduceLROnPlateau with(Monitor newMonitor) {
    return new ReduceLROnPlateau(newMonitor, factor, patience, cooldown, minLr);
  }

  @Override
  public void onTrainBegin(TrainingContext context) {
    CallbackState from = restored.take();
    monitor.requireDirection();
    best = from.number("best");
    wait = (int) from.number("wait").orElse(0);
    cooldownCounter = (int) from.number("cooldownCounter").orElse(0);
  }

  @Override
  public void onEpochEnd(TrainingContext context, int epoch, Map<String, Double> logs) {
    double value = monitor.value(logs);
    if (cooldownCounter > 0) {
      cooldownCounter--;
      wait = 0;
    }
    if (monitor.improves(value, best)) {
      best = OptionalDouble.of(value);
      wait = 0;
    } else if (cooldownCounter == 0 && ++wait >= patience) {
      reduce(context);
    }
  }

  private void reduce(TrainingContext context) {
    double rate = context.learningRate();
    if (rate > (float) minLr) {
      context.setLearningRate(Math.max(rate * factor, minLr));
      cooldownCounter = cooldown;
      wait = 0;
    }
  }

  @Override
  public Optional<CallbackState> state() {
    Map<String, Double> numbers = new LinkedHashMap<>();
    best.ifPresent(value -> numbers.put("best", value));
    numbers.put("wait", (double) wait);
    numbers.put("cooldownCounter", (double) cooldownCounter);
    return Optional.of(CallbackState.of(numbers));
  }

  @Override
  public void restore(CallbackState state) {
    restored.put(state);
  }
}
