package io.longtape.models;

import io.longtape.metrics.MetricAccumulator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sums the numbers of batches into those of an epoch. */
final class Tally {

  private static final String LOSS = "loss";

  private final List<Measure> measures;
  private final Map<String, double[]> means = new LinkedHashMap<>();
  private final Map<String, MetricAccumulator> metrics = new LinkedHashMap<>();

  Tally(List<Measure> measures) {
    this.measures = measures;
    means.put(LOSS, new double[2]);
    for (Measure measure : measures) {
      measure
          .metric()
          .ifPresentOrElse(
              metric -> metrics.put(measure.name(), MetricAccumulator.of(metric)),
              () -> means.put(measure.name(), new double[2]));
    }
  }

  /** The loss and the statistics of each measure of a batch. */
  void add(List<float[]> numbers, int size) {
    addMean(LOSS, numbers.get(0)[0], size);
    for (int i = 0; i < measures.size(); i++) {
      Measure measure = measures.get(i);
      float[] statistics = numbers.get(i + 1);
      if (measure.metric().isPresent()) {
        metrics.get(measure.name()).add(statistics);
      } else {
        addMean(measure.name(), statistics[0], size);
      }
    }
  }

  /** The numbers so far, by name, the loss first. */
  Map<String, Double> logs() {
    Map<String, Double> logs = new LinkedHashMap<>();
    logs.put(LOSS, mean(LOSS));
    for (Measure measure : measures) {
      logs.put(
          measure.name(),
          measure.metric().isPresent()
              ? metrics.get(measure.name()).result()
              : mean(measure.name()));
    }
    return logs;
  }

  void reset() {
    means.replaceAll((name, sums) -> new double[2]);
    metrics.values().forEach(MetricAccumulator::reset);
  }

  /** The sums, to go on from. */
  Map<String, double[]> state() {
    Map<String, double[]> state = new LinkedHashMap<>();
    means.forEach((name, sums) -> state.put(name, sums.clone()));
    metrics.forEach((name, metric) -> state.put(name, metric.state()));
    return state;
  }

  void restore(Map<String, double[]> state) {
    means.replaceAll((name, sums) -> state.get(name).clone());
    metrics.forEach((name, metric) -> metric.restore(state.get(name)));
  }

  private void addMean(String name, double value, int size) {
    double[] sums = means.get(name);
    sums[0] += value * size;
    sums[1] += size;
  }

  private double mean(String name) {
    double[] sums = means.get(name);
    return sums[1] == 0 ? 0 : sums[0] / sums[1];
  }
}
