package io.longtape.training;

import io.longtape.layers.WeightValues;
import io.longtape.optimizers.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.framework.losses.Loss;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/**
 * Trains a network by a compiled graph: what {@code compile} and {@code fit} are in Keras.
 *
 * <p>One seed gives one result: it decides the first weights, the order of the examples in every
 * epoch and what is dropped. Owns a graph and a session; close it. Not for several threads.
 */
public final class Trainer implements AutoCloseable {

  private static final int EVALUATION_BATCH = 256;

  private final Graph graph;
  private final Session session;
  private final TrainingGraph compiled;
  private final Optimizer optimizer;
  private final long seed;
  private final Batches batches = new Batches();
  private long steps;

  private Trainer(
      Network network,
      InputSpec target,
      Loss loss,
      Optimizer optimizer,
      OptionalDouble clipNorm,
      long seed) {
    this.optimizer = optimizer;
    this.seed = seed;
    Graph newGraph = new Graph();
    Session newSession = null;
    try {
      compiled = new TrainingGraph(newGraph, network, target, loss, optimizer, clipNorm, seed);
      newSession = new Session(newGraph);
      compiled.weights.initialize(newSession);
      compiled.updates.initialize(newSession);
    } catch (RuntimeException | Error e) {
      if (newSession != null) {
        newSession.close();
      }
      newGraph.close();
      throw e;
    }
    graph = newGraph;
    session = newSession;
  }

  /**
   * Builds the graph and draws the first weights. The loss is a mean over a batch.
   *
   * @param network what to train
   * @param target what the network should give, without the batch
   * @param loss a loss of tensorflow-framework or {@link io.longtape.losses}
   * @param optimizer how gradients become updates
   * @param clipNorm the global norm at which gradients are clipped, if at all
   * @param seed decides everything that is drawn
   * @return the trainer, which the caller closes
   * @throws IllegalArgumentException when a layer refuses its input's shape
   */
  public static Trainer of(
      Network network,
      InputSpec target,
      Loss loss,
      Optimizer optimizer,
      OptionalDouble clipNorm,
      long seed) {
    return new Trainer(network, target, loss, optimizer, clipNorm, seed);
  }

  /**
   * Trains until the epochs are over or the validation loss stops falling, and keeps the weights of
   * the epoch with the lowest validation loss.
   *
   * @param training the examples to learn from
   * @param validation examples that decide when to stop; without them the last weights are kept
   * @param options how to train
   * @return how it went
   * @throws TrainingException when there are no examples, or the loss is no longer finite
   */
  public History fit(Examples training, Optional<Examples> validation, FitOptions options) {
    requireExamples("training", training);
    validation.ifPresent(examples -> requireExamples("validation", examples));
    long start = System.nanoTime();
    int perEpoch = (training.size() + options.batchSize() - 1) / options.batchSize();
    List<TrainingListener> listeners = options.listeners();
    listeners.forEach(listener -> listener.begin(options.epochs(), perEpoch));
    List<History.Epoch> epochs = new ArrayList<>();
    BestWeights best = new BestWeights();
    try {
      for (int epoch = 1; epoch <= options.epochs(); epoch++) {
        double loss = epoch(epoch, training, options, perEpoch);
        OptionalDouble validationLoss = validationLoss(epoch, validation);
        double lastRate = rate(options, perEpoch, (long) epoch * perEpoch - 1);
        History.Epoch done = new History.Epoch(epoch, loss, validationLoss, lastRate);
        epochs.add(done);
        listeners.forEach(listener -> listener.epoch(done));
        if (validationLoss.isPresent()) {
          best.offer(epoch, validationLoss.getAsDouble(), this::weights);
          if (epoch - best.epoch >= options.patience()) {
            break;
          }
        }
      }
    } finally {
      listeners.forEach(TrainingListener::end);
    }
    if (best.weights != null) {
      compiled.weights.write(session, best.weights);
    }
    int kept = best.weights == null ? epochs.size() : best.epoch;
    return new History(epochs, kept, (System.nanoTime() - start) / 1e9);
  }

  /**
   * The mean loss over examples, with nothing dropped.
   *
   * @param examples what to evaluate on, at least one
   * @return the mean over all examples
   */
  public double evaluate(Examples examples) {
    requireExamples("evaluation", examples);
    int[] order = IntStream.range(0, examples.size()).toArray();
    int batchSize = Math.min(order.length, EVALUATION_BATCH);
    double sum = 0;
    for (int from = 0; from < order.length; from += batchSize) {
      int count = Math.min(batchSize, order.length - from);
      sum += run(examples, order, from, count, 0, OptionalDouble.empty()) * count;
    }
    return sum / order.length;
  }

  /**
   * The weights as they are now.
   *
   * @return a copy
   */
  public WeightValues weights() {
    return compiled.weights.read(session);
  }

  /**
   * Sets the weights, such as to go on from a model that was trained before.
   *
   * @param values a value for each of the network's weights
   * @throws IllegalArgumentException when one is missing or of another shape
   */
  public void setWeights(WeightValues values) {
    compiled.weights.write(session, values);
  }

  /** Frees the graph and the session. */
  @Override
  public void close() {
    session.close();
    graph.close();
  }

  private double epoch(int epoch, Examples examples, FitOptions options, int perEpoch) {
    int[] order = shuffled(examples.size(), epoch);
    double sum = 0;
    for (int step = 1; step <= perEpoch; step++) {
      int from = (step - 1) * options.batchSize();
      int count = Math.min(options.batchSize(), order.length - from);
      double rate = rate(options, perEpoch, (epoch - 1L) * perEpoch + step - 1);
      double loss = run(examples, order, from, count, ++steps, OptionalDouble.of(rate));
      requireFinite(loss, "loss", "in step " + step + " of epoch " + epoch);
      sum += loss * count;
      double mean = sum / (from + count);
      for (TrainingListener listener : options.listeners()) {
        listener.step(epoch, step, mean);
      }
    }
    return sum / order.length;
  }

  private OptionalDouble validationLoss(int epoch, Optional<Examples> validation) {
    if (validation.isEmpty()) {
      return OptionalDouble.empty();
    }
    double loss = evaluate(validation.get());
    requireFinite(loss, "validation loss", "after epoch " + epoch);
    return OptionalDouble.of(loss);
  }

  private double rate(FitOptions options, int perEpoch, long step) {
    long all = (long) perEpoch * options.epochs();
    return options.schedule().rate(step, all, optimizer.learningRate());
  }

  private static void requireFinite(double loss, String what, String where) {
    if (!Double.isFinite(loss)) {
      throw new TrainingException(
          "the %s is %s %s: training has diverged; try a lower learning rate"
              .formatted(what, loss, where));
    }
  }

  /** One batch: a training step where a rate is given, else the loss alone. */
  private double run(
      Examples examples, int[] order, int from, int count, long number, OptionalDouble rate) {
    List<TType> tensors = new ArrayList<>();
    try {
      Session.Runner runner = session.runner();
      for (Map.Entry<String, InputSpec> input : compiled.specs.entrySet()) {
        TType tensor =
            batches.gather(examples, input.getKey(), input.getValue(), order, from, count);
        tensors.add(tensor);
        runner.feed(compiled.placeholders.get(input.getKey()), tensor);
      }
      Operand<TFloat32> loss = compiled.evaluationLoss;
      if (rate.isPresent()) {
        loss = compiled.trainingLoss;
        TFloat32 rateTensor = TFloat32.scalarOf((float) rate.getAsDouble());
        tensors.add(rateTensor);
        TInt64 stepTensor = TInt64.scalarOf(number);
        tensors.add(stepTensor);
        runner.feed(compiled.learningRate, rateTensor).feed(compiled.step, stepTensor);
        compiled.updates.steps().forEach(runner::addTarget);
      }
      try (Result result = runner.fetch(loss).run()) {
        return ((TFloat32) result.get(0)).getFloat();
      }
    } finally {
      tensors.forEach(TType::close);
    }
  }

  private int[] shuffled(int size, int epoch) {
    int[] order = IntStream.range(0, size).toArray();
    Random random = new Random(seed * 1_000_003L + epoch);
    for (int i = size - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int held = order[i];
      order[i] = order[j];
      order[j] = held;
    }
    return order;
  }

  private static void requireExamples(String what, Examples examples) {
    if (examples.size() < 1) {
      throw new TrainingException("there are no " + what + " examples");
    }
  }
}
