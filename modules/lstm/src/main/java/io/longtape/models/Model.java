package io.longtape.models;

import io.longtape.datasets.Batch;
import io.longtape.datasets.Batching;
import io.longtape.datasets.DataSet;
import io.longtape.datasets.Examples;
import io.longtape.networks.LayeredNetwork;
import io.longtape.networks.Network;
import io.longtape.networks.Summary;
import io.longtape.serving.ExportArchive;
import io.longtape.weights.WeightValues;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.ndarray.NdArray;

/**
 * A network with weights, to be trained, judged, asked and saved: {@code keras.Model}.
 *
 * <pre>{@code
 * Sequential network = Sequential.of(Input.of(28, 3), LSTM.of(16), Dense.of(1));
 * try (Model model = Model.of(network, 42)) {
 *   model.compile(CompileOptions.of(Adam.of(0.01), MeanSquaredError.of()));
 *   History history = model.fit(ArrayExamples.of(x, y), FitOptions.of(10));
 *   NdArray<?> predicted = model.predict(ArrayExamples.of(x));
 * }
 * }</pre>
 *
 * <p>One seed gives one result: it decides the first weights, the order of the examples in every
 * epoch and what is dropped. Owns native memory; close it. Not for several threads.
 */
public final class Model implements AutoCloseable {

  private static final int PREDICTION_BATCH = 32;

  private final Engine engine;

  private Model(Network network, long seed) {
    engine = new Engine(network, seed);
  }

  /**
   * A model whose weights start by their initializers.
   *
   * @param network what it computes
   * @param seed decides everything that is drawn
   * @return the model, which the caller closes
   * @throws IllegalArgumentException when a layer refuses what it reads
   */
  public static Model of(Network network, long seed) {
    return new Model(network, seed);
  }

  /**
   * Decides how the model is trained. What an optimizer remembered of earlier training is
   * forgotten; the weights stay.
   *
   * @param options optimizer, losses, metrics, and the way to run
   * @throws IllegalArgumentException when an output is named that the network does not have
   */
  public void compile(CompileOptions options) {
    engine.compile(options);
  }

  /**
   * Freezes a layer or lets it learn again, from the next {@link #compile} on, as Keras's {@code
   * layer.trainable}.
   *
   * @param layer the layer's name
   * @param trainable false to keep its weights as they are
   * @throws IllegalArgumentException when there is no such layer; the message names the nearest
   */
  public void setTrainable(String layer, boolean trainable) {
    engine.setTrainable(layer, trainable);
  }

  /**
   * Trains.
   *
   * @param data what to learn from
   * @param options how long, in which batches, and who is told
   * @return how it went
   * @throws IllegalStateException when the model is not compiled
   * @throws IllegalArgumentException when data, labels or options do not suit the network
   * @throws TrainingException when a number is no longer finite; the weights are then those before
   *     that step
   */
  public History fit(DataSet data, FitOptions options) {
    engine.compiled();
    return new FitLoop(engine, data, options).run();
  }

  /**
   * The loss and the metrics, without training.
   *
   * @param data what to judge on
   * @return {@code loss} and the metrics by name
   */
  public Map<String, Double> evaluate(DataSet data) {
    return evaluate(data, PREDICTION_BATCH);
  }

  /**
   * The loss and the metrics, without training.
   *
   * @param data what to judge on
   * @param batchSize examples in a batch, 32 by default
   * @return {@code loss} and the metrics by name
   */
  public Map<String, Double> evaluate(DataSet data, int batchSize) {
    return evaluate(data, Batching.of(batchSize));
  }

  /**
   * The loss and the metrics, without training.
   *
   * @param data what to judge on
   * @param batching how examples become batches; sequences that training pads, cuts or groups in
   *     some way are to be read here in the same
   * @return {@code loss} and the metrics by name
   */
  public Map<String, Double> evaluate(DataSet data, Batching batching) {
    return engine.evaluate(data.batches(engine.batchSpec(), batching));
  }

  /**
   * What the network gives for data, where it has one output.
   *
   * @param data inputs; targets are not read
   * @return {@code [examples, ...]} on the Java heap
   * @throws IllegalStateException when the network has several outputs
   */
  public NdArray<?> predict(DataSet data) {
    Set<String> outputs = engine.trace().outputs().keySet();
    if (outputs.size() != 1) {
      throw new IllegalStateException(
          "the network has several outputs, ask for them by predictAll: "
              + String.join(", ", outputs));
    }
    return predictAll(data).values().iterator().next();
  }

  /**
   * What the network gives for data.
   *
   * @param data inputs; targets are not read
   * @return by the outputs' names, each {@code [examples, ...]} on the Java heap
   */
  public Map<String, NdArray<?>> predictAll(DataSet data) {
    return predictAll(data, PREDICTION_BATCH);
  }

  /**
   * What the network gives for data.
   *
   * @param data inputs; targets are not read
   * @param batchSize examples in a batch, 32 by default
   * @return by the outputs' names, each {@code [examples, ...]} on the Java heap
   */
  public Map<String, NdArray<?>> predictAll(DataSet data, int batchSize) {
    return predictAll(data, Batching.of(batchSize));
  }

  /**
   * What the network gives for data.
   *
   * @param data inputs; targets are not read
   * @param batching how examples become batches, in the order of the data and to the last
   * @return by the outputs' names, each {@code [examples, ...]} on the Java heap
   * @throws IllegalArgumentException when the batching shuffles, has buckets or drops a remainder
   */
  public Map<String, NdArray<?>> predictAll(DataSet data, Batching batching) {
    if (batching.shuffleSeed().isPresent()
        || !batching.padding().buckets().isEmpty()
        || batching.dropRemainder()) {
      throw new IllegalArgumentException(
          "predictions are of all data in their order; leave out shuffling, buckets and the dropping"
              + " of the remainder");
    }
    return engine.predict(data.batches(engine.inputSpec(), batching));
  }

  /**
   * One step of training on all these examples.
   *
   * @param examples one batch
   * @return {@code loss} and the metrics by name
   */
  public Map<String, Double> trainOnBatch(Examples examples) {
    try (Batch batch = Batch.of(examples, engine.batchSpec())) {
      double rate = engine.learningRate();
      return logs(engine.train(batch, Optional.empty(), rate), batch);
    } catch (NotFiniteException e) {
      throw new TrainingException(
          "%s is not finite in step %d: training has diverged; the weights are those before the step"
              .formatted(e.what(), engine.iterations() + 1));
    }
  }

  /**
   * The loss and the metrics on all these examples, in one batch.
   *
   * @param examples one batch
   * @return {@code loss} and the metrics by name
   */
  public Map<String, Double> testOnBatch(Examples examples) {
    try (Batch batch = Batch.of(examples, engine.batchSpec())) {
      return logs(engine.test(batch), batch);
    }
  }

  /**
   * The weights, and the states of stateful layers.
   *
   * @return a copy on the Java heap, by path
   */
  public WeightValues weights() {
    return engine.weights();
  }

  /**
   * Sets weights.
   *
   * @param values the new values, for all weights or some of them
   * @throws IllegalArgumentException when a name is unknown, with the nearest names, or a shape is
   *     another one; nothing is set then
   */
  public void setWeights(WeightValues values) {
    engine.setWeights(values);
  }

  /**
   * What the optimizer remembers.
   *
   * @return a copy on the Java heap
   * @throws IllegalStateException when the model is not compiled
   */
  public OptimizerState optimizerState() {
    return engine.optimizerState();
  }

  /**
   * Lets the optimizer go on from what another one remembered. A learning rate that a schedule
   * decides stays the schedule's.
   *
   * @param state the slots, all or some of them, and the steps that were taken
   * @throws IllegalStateException when the model is not compiled
   * @throws IllegalArgumentException when a slot is unknown, with the nearest names, or its shape
   *     is another one; nothing is set then
   */
  public void setOptimizerState(OptimizerState state) {
    engine.setOptimizerState(state);
  }

  /**
   * How the model is trained.
   *
   * @return the options of the last {@link #compile}, if there was one
   */
  public Optional<CompileOptions> compileOptions() {
    return engine.compileOptions();
  }

  /**
   * The layers that the next {@link #compile} freezes.
   *
   * @return their names
   */
  public Set<String> frozenLayers() {
    return engine.frozen();
  }

  /** Sets the states of stateful layers to zero, as Keras's {@code reset_states}. */
  public void resetStates() {
    engine.resetStates();
  }

  /**
   * Saves the model for inference as a SavedModel, with its inputs and outputs in the signature
   * {@code serving_default}.
   *
   * @param directory where it goes; a model there is replaced as a whole, anything else is refused
   * @throws io.longtape.serving.ModelException when it cannot be written
   */
  public void export(Path directory) {
    ExportArchive.of(engine.network(), engine.weights()).writeOut(directory);
  }

  /**
   * What Keras prints by {@code model.summary()}: layers, outputs, weights, and which are trained.
   *
   * @return several lines
   * @throws IllegalStateException when the network was not put together from layers
   */
  public String summary() {
    if (engine.network() instanceof LayeredNetwork layered) {
      return Summary.of(layered).withFrozen(engine::isFrozen).toString();
    }
    throw new IllegalStateException("only a Sequential or Functional network has a summary");
  }

  /**
   * What it computes.
   *
   * @return the network
   */
  public Network network() {
    return engine.network();
  }

  @Override
  public void close() {
    engine.close();
  }

  private Map<String, Double> logs(List<float[]> numbers, Batch batch) {
    Tally tally = new Tally(engine.measures());
    tally.add(numbers, batch.size());
    return tally.logs();
  }
}
