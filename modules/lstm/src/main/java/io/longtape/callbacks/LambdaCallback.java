package io.longtape.callbacks;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;

/**
 * A callback of lambdas: {@code keras.callbacks.LambdaCallback}. What is not given does nothing.
 *
 * <pre>{@code
 * LambdaCallback.create().withOnEpochEnd((context, epoch, logs) -> log.info("{}: {}", epoch, logs))
 * }</pre>
 */
public final class LambdaCallback implements Callback {

  /** Takes a number, of an epoch or a step, and its logs. */
  @FunctionalInterface
  public interface WithLogs {

    /**
     * Takes the logs.
     *
     * @param context the training
     * @param number of the epoch or of the step in its epoch, from 1
     * @param logs means over the epoch so far
     */
    void accept(TrainingContext context, int number, Map<String, Double> logs);
  }

  private record Lambdas(
      Consumer<TrainingContext> trainBegin,
      ObjIntConsumer<TrainingContext> epochBegin,
      ObjIntConsumer<TrainingContext> trainBatchBegin,
      WithLogs trainBatchEnd,
      WithLogs epochEnd,
      Consumer<TrainingContext> trainEnd) {

    Lambdas {
      requireNonNull(trainBegin, "onTrainBegin");
      requireNonNull(epochBegin, "onEpochBegin");
      requireNonNull(trainBatchBegin, "onTrainBatchBegin");
      requireNonNull(trainBatchEnd, "onTrainBatchEnd");
      requireNonNull(epochEnd, "onEpochEnd");
      requireNonNull(trainEnd, "onTrainEnd");
    }
  }

  private final Lambdas on;

  private LambdaCallback(Lambdas on) {
    this.on = on;
  }

  /**
   * A callback that does nothing yet.
   *
   * @return the callback
   */
  public static LambdaCallback create() {
    return new LambdaCallback(
        new Lambdas(
            context -> {},
            (context, epoch) -> {},
            (context, step) -> {},
            (context, step, logs) -> {},
            (context, epoch, logs) -> {},
            context -> {}));
  }

  /**
   * The same with something to do when training begins.
   *
   * @param action takes the training
   * @return the callback
   */
  public LambdaCallback withOnTrainBegin(Consumer<TrainingContext> action) {
    return new LambdaCallback(
        new Lambdas(
            action, on.epochBegin, on.trainBatchBegin, on.trainBatchEnd, on.epochEnd, on.trainEnd));
  }

  /**
   * The same with something to do when an epoch begins.
   *
   * @param action takes the training and the epoch's number, from 1
   * @return the callback
   */
  public LambdaCallback withOnEpochBegin(ObjIntConsumer<TrainingContext> action) {
    return new LambdaCallback(
        new Lambdas(
            on.trainBegin, action, on.trainBatchBegin, on.trainBatchEnd, on.epochEnd, on.trainEnd));
  }

  /**
   * The same with something to do when a step begins.
   *
   * @param action takes the training and the step's number in its epoch, from 1
   * @return the callback
   */
  public LambdaCallback withOnTrainBatchBegin(ObjIntConsumer<TrainingContext> action) {
    return new LambdaCallback(
        new Lambdas(
            on.trainBegin, on.epochBegin, action, on.trainBatchEnd, on.epochEnd, on.trainEnd));
  }

  /**
   * The same with something to do when a step is done.
   *
   * @param action takes the training, the step's number in its epoch, and the logs
   * @return the callback
   */
  public LambdaCallback withOnTrainBatchEnd(WithLogs action) {
    return new LambdaCallback(
        new Lambdas(
            on.trainBegin, on.epochBegin, on.trainBatchBegin, action, on.epochEnd, on.trainEnd));
  }

  /**
   * The same with something to do when an epoch is done.
   *
   * @param action takes the training, the epoch's number, and the logs
   * @return the callback
   */
  public LambdaCallback withOnEpochEnd(WithLogs action) {
    return new LambdaCallback(
        new Lambdas(
            on.trainBegin,
            on.epochBegin,
            on.trainBatchBegin,
            on.trainBatchEnd,
            action,
            on.trainEnd));
  }

  /**
   * The same with something to do when training is over, for whatever reason.
   *
   * @param action takes the training
   * @return the callback
   */
  public LambdaCallback withOnTrainEnd(Consumer<TrainingContext> action) {
    return new LambdaCallback(
        new Lambdas(
            on.trainBegin,
            on.epochBegin,
            on.trainBatchBegin,
            on.trainBatchEnd,
            on.epochEnd,
            action));
  }

  @Override
  public void onTrainBegin(TrainingContext context) {
    on.trainBegin.accept(context);
  }

  @Override
  public void onEpochBegin(TrainingContext context, int epoch) {
    on.epochBegin.accept(context, epoch);
  }

  @Override
  public void onTrainBatchBegin(TrainingContext context, int step) {
    on.trainBatchBegin.accept(context, step);
  }

  @Override
  public void onTrainBatchEnd(TrainingContext context, int step, Map<String, Double> logs) {
    on.trainBatchEnd.accept(context, step, logs);
  }

  @Override
  public void onEpochEnd(TrainingContext context, int epoch, Map<String, Double> logs) {
    on.epochEnd.accept(context, epoch, logs);
  }

  @Override
  public void onTrainEnd(TrainingContext context) {
    on.trainEnd.accept(context);
  }
}
