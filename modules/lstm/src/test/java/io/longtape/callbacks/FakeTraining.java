package io.longtape.callbacks;

import io.longtape.checkpoints.TrainingState;
import io.longtape.weights.WeightValues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.tensorflow.ndarray.Shape;

/**
 * A training without a network: the weight says which epoch it is, and logs are made up. The
 * learning rate is a float32, as in Keras.
 */
class FakeTraining implements TrainingContext {

  static final String FINGERPRINT = "fake";

  final List<Path> models = new ArrayList<>();
  CallbackList callbacks;
  WeightValues weights = weightsOf(0);
  OptionalLong stepsPerEpoch = OptionalLong.empty();
  long iterations;
  int epoch = 1;
  int step;
  boolean stopped;
  Throwable failure;
  boolean diverged;
  private double learningRate = 0.01f;

  FakeTraining(Callback... callbacks) {
    this.callbacks = CallbackList.of(List.of(callbacks));
  }

  static WeightValues weightsOf(float value) {
    return new WeightValues(
        Map.of("dense/kernel", new WeightValues.Value(Shape.of(1, 1), new float[] {value})));
  }

  static Map<String, Double> logs(Object... namesAndValues) {
    Map<String, Double> logs = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      logs.put((String) namesAndValues[i], ((Number) namesAndValues[i + 1]).doubleValue());
    }
    return logs;
  }

  float weight() {
    return weights.get("dense/kernel").data()[0];
  }

  void begin() {
    callbacks.onTrainBegin(this);
  }

  /** One step with its logs. */
  void trainStep(Map<String, Double> logs) {
    callbacks.onTrainBatchBegin(this, step + 1);
    iterations++;
    step++;
    callbacks.onTrainBatchEnd(this, step, logs);
  }

  void beginEpoch() {
    callbacks.onEpochBegin(this, epoch);
    weights = weightsOf(epoch);
  }

  void endEpoch(Map<String, Double> logs) {
    int ended = epoch++;
    step = 0;
    callbacks.onEpochEnd(this, ended, logs);
  }

  void epoch(Map<String, Double> logs) {
    beginEpoch();
    endEpoch(logs);
  }

  void end() {
    callbacks.onTrainEnd(this);
  }

  /** Takes up what another training saved, in fresh callbacks. */
  void goOnFrom(TrainingState state) {
    weights = state.weights();
    iterations = state.iterations();
    epoch = state.epoch();
    step = state.step();
    learningRate = state.learningRate();
    callbacks.restore(state.callbacks());
    callbacks.onTrainBegin(this);
  }

  @Override
  public int epochs() {
    return 10;
  }

  @Override
  public OptionalLong stepsPerEpoch() {
    return stepsPerEpoch;
  }

  @Override
  public long iterations() {
    return iterations;
  }

  @Override
  public double learningRate() {
    return learningRate;
  }

  @Override
  public void setLearningRate(double rate) {
    learningRate = (float) rate;
  }

  @Override
  public WeightValues weights() {
    return weights;
  }

  @Override
  public void setWeights(WeightValues newWeights) {
    weights = newWeights;
  }

  @Override
  public void stopTraining() {
    stopped = true;
  }

  @Override
  public void saveModel(Path directory) {
    models.add(directory);
    try {
      Files.createDirectories(directory.resolve("variables"));
      Files.writeString(directory.resolve("saved_model.pb"), Float.toString(weight()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public TrainingState state() {
    return new TrainingState(
        FINGERPRINT,
        weights,
        new WeightValues(Map.of()),
        iterations,
        epoch,
        step,
        Map.of(),
        1,
        learningRate,
        List.of(),
        callbacks.states());
  }

  @Override
  public boolean diverged() {
    return diverged;
  }

  @Override
  public Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }
}
