package io.longtape.models;

import static java.util.Objects.requireNonNull;

import io.longtape.losses.Loss;
import io.longtape.metrics.Metric;
import io.longtape.optimizers.Optimizer;
import io.longtape.weights.Names;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a model is trained and judged: the arguments of Keras's {@code Model.compile}.
 *
 * <pre>{@code
 * CompileOptions.of(Adam.of(0.001), SparseCategoricalCrossentropy.of()).withMetrics(Accuracy.of())
 * }</pre>
 */
public final class CompileOptions {

  /** The name under which losses and metrics of every output stand. */
  private static final String EVERY = "";

  private final Optimizer optimizer;
  private final Map<String, Loss> losses;
  private final Map<String, Double> lossWeights;
  private final Map<String, List<Metric>> metrics;
  private final Map<String, List<Metric>> weightedMetrics;
  private final boolean runEagerly;
  private final boolean unrollEachLength;

  private CompileOptions(
      Optimizer optimizer,
      Map<String, Loss> losses,
      Map<String, Double> lossWeights,
      Map<String, List<Metric>> metrics,
      Map<String, List<Metric>> weightedMetrics,
      boolean runEagerly,
      boolean unrollEachLength) {
    this.optimizer = requireNonNull(optimizer, "optimizer");
    this.losses = losses;
    this.lossWeights = lossWeights;
    this.metrics = metrics;
    this.weightedMetrics = weightedMetrics;
    this.runEagerly = runEagerly;
    this.unrollEachLength = unrollEachLength;
  }

  /**
   * One loss for every output, no metrics, a compiled graph.
   *
   * @param optimizer how gradients become updates
   * @param loss what training makes small
   * @return the options
   */
  public static CompileOptions of(Optimizer optimizer, Loss loss) {
    return of(optimizer, Map.of(EVERY, loss));
  }

  /**
   * A loss for each output, no metrics, a compiled graph.
   *
   * @param optimizer how gradients become updates
   * @param losses by the outputs' names; an output without one is not trained
   * @return the options
   */
  public static CompileOptions of(Optimizer optimizer, Map<String, Loss> losses) {
    if (losses.isEmpty()) {
      throw new IllegalArgumentException("at least one output needs a loss");
    }
    return new CompileOptions(
        optimizer, new LinkedHashMap<>(losses), Map.of(), Map.of(), Map.of(), false, false);
  }

  /**
   * The same with weights for the outputs' losses.
   *
   * @param weights by the outputs' names; the default is 1
   * @return the options
   */
  public CompileOptions withLossWeights(Map<String, Double> weights) {
    return new CompileOptions(
        optimizer,
        losses,
        Map.copyOf(weights),
        metrics,
        weightedMetrics,
        runEagerly,
        unrollEachLength);
  }

  /**
   * The same with metrics of every output that has a loss; they leave sample weights and class
   * weights out.
   *
   * @param choice what to report beside the loss
   * @return the options
   */
  public CompileOptions withMetrics(Metric... choice) {
    return withMetrics(EVERY, choice);
  }

  /**
   * The same with metrics of one output, which leave sample weights and class weights out.
   *
   * @param output the output's name
   * @param choice what to report beside the loss
   * @return the options
   */
  public CompileOptions withMetrics(String output, Metric... choice) {
    return new CompileOptions(
        optimizer,
        losses,
        lossWeights,
        plus(metrics, output, choice),
        weightedMetrics,
        runEagerly,
        unrollEachLength);
  }

  /**
   * The same with metrics of every output that has a loss; they weigh samples as the loss does:
   * Keras's {@code weighted_metrics}.
   *
   * @param choice what to report beside the loss
   * @return the options
   */
  public CompileOptions withWeightedMetrics(Metric... choice) {
    return withWeightedMetrics(EVERY, choice);
  }

  /**
   * The same with metrics of one output that weigh samples as the loss does.
   *
   * @param output the output's name
   * @param choice what to report beside the loss
   * @return the options
   */
  public CompileOptions withWeightedMetrics(String output, Metric... choice) {
    return new CompileOptions(
        optimizer,
        losses,
        lossWeights,
        metrics,
        plus(weightedMetrics, output, choice),
        runEagerly,
        unrollEachLength);
  }

  /**
   * Decides how steps run: Keras's {@code run_eagerly}. Both ways give the same numbers.
   *
   * @param choice true for op by op under a gradient tape, open to a debugger; the default is a
   *     compiled graph, which is faster
   * @return the options
   */
  public CompileOptions withRunEagerly(boolean choice) {
    return new CompileOptions(
        optimizer, losses, lossWeights, metrics, weightedMetrics, choice, unrollEachLength);
  }

  /**
   * Decides what a compiled graph does where an input's time is unknown.
   *
   * @param choice true to build an unrolled graph for each length that comes, which is faster for
   *     data in a few buckets; the default is one graph with loops for all lengths
   * @return the options
   */
  public CompileOptions withUnrollEachLength(boolean choice) {
    return new CompileOptions(
        optimizer, losses, lossWeights, metrics, weightedMetrics, runEagerly, choice);
  }

  /**
   * How gradients become updates.
   *
   * @return the optimizer
   */
  public Optimizer optimizer() {
    return optimizer;
  }

  /**
   * Whether steps run op by op.
   *
   * @return as {@link #withRunEagerly} said
   */
  public boolean runEagerly() {
    return runEagerly;
  }

  boolean unrollEachLength() {
    return unrollEachLength;
  }

  /**
   * What training makes small.
   *
   * @param output the output's name
   * @return its loss, or empty when it is not trained
   */
  public Optional<Loss> loss(String output) {
    return Optional.ofNullable(losses.getOrDefault(output, losses.get(EVERY)));
  }

  /**
   * How much the loss of an output counts.
   *
   * @param output the output's name
   * @return 1 by default
   */
  public double lossWeight(String output) {
    return lossWeights.getOrDefault(output, 1.0);
  }

  /**
   * What is reported of an output beside its loss.
   *
   * @param output the output's name
   * @return metrics that leave sample weights out
   */
  public List<Metric> metrics(String output) {
    return forOutput(metrics, output);
  }

  /**
   * What is reported of an output beside its loss.
   *
   * @param output the output's name
   * @return metrics that weigh samples as the loss does
   */
  public List<Metric> weightedMetrics(String output) {
    return forOutput(weightedMetrics, output);
  }

  /** Refuses names of outputs that a network does not have. */
  void requireOutputs(Iterable<String> outputs) {
    List<String> known = new ArrayList<>();
    outputs.forEach(known::add);
    List<String> named = new ArrayList<>(losses.keySet());
    named.addAll(lossWeights.keySet());
    named.addAll(metrics.keySet());
    named.addAll(weightedMetrics.keySet());
    for (String name : named) {
      if (name.equals(EVERY)) {
        continue;
      }
      if (!known.contains(name)) {
        throw new IllegalArgumentException(Names.unknown("output", name, known));
      }
      if (loss(name).isEmpty()) {
        throw new IllegalArgumentException(
            "the output '%s' has a loss weight or metrics, but no loss; give it a loss, of weight 0 if it is not to be trained"
                .formatted(name));
      }
    }
  }

  private static List<Metric> forOutput(Map<String, List<Metric>> metrics, String output) {
    List<Metric> all = new ArrayList<>(metrics.getOrDefault(EVERY, List.of()));
    all.addAll(metrics.getOrDefault(output, List.of()));
    return all;
  }

  private static Map<String, List<Metric>> plus(
      Map<String, List<Metric>> before, String output, Metric... more) {
    Map<String, List<Metric>> after = new LinkedHashMap<>(before);
    List<Metric> all = new ArrayList<>(after.getOrDefault(output, List.of()));
    all.addAll(List.of(more));
    after.put(output, List.copyOf(all));
    return after;
  }
}
