package io.longtape.callbacks;

import static java.util.Objects.requireNonNull;

import io.longtape.weights.WeightValues;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes event files for TensorBoard: {@code keras.callbacks.TensorBoard}. See them with {@code
 * tensorboard --logdir=DIRECTORY}.
 *
 * <p>As Keras does, it writes {@code epoch_loss} and so on for each epoch, those of training and
 * {@code epoch_learning_rate} in the directory {@code train}, those of validation in {@code
 * validation}; and on request {@code batch_loss} and so on, and histograms of the weights. The
 * steps of epochs count from 1, while Keras counts from 0. Of Keras's arguments, those for the
 * graph, images, embeddings and the profiler are not here.
 *
 * <p>Each training writes files of its own; one that goes on from a checkpoint adds to the run.
 */
public final class TensorBoard implements Callback {

  private static final String TRAIN = "train";
  private static final String VALIDATION = "validation";
  private static final String PREFIX = "val_";
  private static final String LEARNING_RATE = "learning_rate";
  private static final double NANOS = 1e9;

  private final Path logDir;
  private final int histogramFreq;
  private final int updateFreq;
  private final boolean stepsPerSecond;

  private EventFiles files;
  private long epochBegan;
  private long epochBeganAt;
  private long stepBegan;

  private TensorBoard(Path logDir, int histogramFreq, int updateFreq, boolean stepsPerSecond) {
    this.logDir = requireNonNull(logDir, "logDir");
    this.histogramFreq = Counts.notNegative("histogramFreq", histogramFreq);
    this.updateFreq = Counts.notNegative("updateFreq", updateFreq);
    this.stepsPerSecond = stepsPerSecond;
  }

  /**
   * Writes the metrics of each epoch.
   *
   * @param logDir the directory of this run, made when it is needed
   * @return the callback
   */
  public static TensorBoard of(Path logDir) {
    return new TensorBoard(logDir, 0, 0, false);
  }

  /**
   * The same with histograms of all weights, named {@code lstm/lstm_cell/kernel/histogram}. Weights
   * with a NaN or an infinity have none.
   *
   * @param epochs from one to the next, beginning with the first epoch; 0 for none
   * @return the callback
   */
  public TensorBoard withHistogramFreq(int epochs) {
    return new TensorBoard(logDir, epochs, updateFreq, stepsPerSecond);
  }

  /**
   * The same with metrics of steps too, over {@link TrainingContext#iterations}.
   *
   * @param steps from one to the next; 1 for each step, which costs time; 0 for none
   * @return the callback
   */
  public TensorBoard withUpdateFreq(int steps) {
    return new TensorBoard(logDir, histogramFreq, steps, stepsPerSecond);
  }

  /**
   * The same with {@code epoch_steps_per_second}, and {@code batch_steps_per_second} where metrics
   * of steps are written.
   *
   * @param write whether to write them
   * @return the callback
   */
  public TensorBoard withWriteStepsPerSecond(boolean write) {
    return new TensorBoard(logDir, histogramFreq, updateFreq, write);
  }

  @Override
  public void onTrainBegin(TrainingContext context) {
    files = new EventFiles(logDir);
    beginEpoch(context);
  }

  @Override
  public void onEpochBegin(TrainingContext context, int epoch) {
    beginEpoch(context);
  }

  @Override
  public void onTrainBatchBegin(TrainingContext context, int step) {
    stepBegan = System.nanoTime();
  }

  @Override
  public void onTrainBatchEnd(TrainingContext context, int step, Map<String, Double> logs) {
    long iteration = context.iterations();
    if (updateFreq == 0 || iteration % updateFreq != 0) {
      return;
    }
    if (stepsPerSecond) {
      double seconds = secondsSince(stepBegan);
      files.scalar(TRAIN, "batch_steps_per_second", iteration, 1 / seconds);
    }
    logs.forEach((name, value) -> files.scalar(TRAIN, "batch_" + name, iteration, value));
  }

  @Override
  public void onEpochEnd(TrainingContext context, int epoch, Map<String, Double> logs) {
    logs.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX)) {
            String metric = name.substring(PREFIX.length());
            files.scalar(VALIDATION, "epoch_" + metric, epoch, value);
          } else {
            files.scalar(TRAIN, "epoch_" + name, epoch, value);
          }
        });
    if (!logs.containsKey(LEARNING_RATE)) {
      files.scalar(TRAIN, "epoch_" + LEARNING_RATE, epoch, context.learningRate());
    }
    if (stepsPerSecond) {
      double steps = context.iterations() - epochBeganAt;
      files.scalar(TRAIN, "epoch_steps_per_second", epoch, steps / secondsSince(epochBegan));
    }
    if (histogramFreq > 0 && (epoch - 1) % histogramFreq == 0) {
      histograms(epoch, context.weights());
    }
    files.flush();
  }

  @Override
  public void onTrainEnd(TrainingContext context) {
    if (files != null) {
      files.close();
      files = null;
    }
  }

  private void beginEpoch(TrainingContext context) {
    epochBegan = System.nanoTime();
    epochBeganAt = context.iterations();
  }

  private void histograms(int epoch, WeightValues weights) {
    for (String name : weights.names()) {
      WeightValues.Value value = weights.get(name);
      if (isFinite(value.data())) {
        files.histogram(TRAIN, name.replace(':', '_') + "/histogram", epoch, value);
      }
    }
  }

  private static double secondsSince(long nanos) {
    return Math.max(System.nanoTime() - nanos, 1) / NANOS;
  }

  private static boolean isFinite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
