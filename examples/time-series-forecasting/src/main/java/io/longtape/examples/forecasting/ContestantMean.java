package io.longtape.examples.forecasting;

import io.longtape.scenario.report.Contestant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** One contestant out of several runs of it: the unweighted mean of every number that all have. */
final class ContestantMean {

  private ContestantMean() {}

  static Contestant of(List<Contestant> runs) {
    Contestant first = runs.get(0);
    Contestant.Builder mean =
        Contestant.of(
                first.id(), first.kind(), first.description(), mean(runs, Contestant::metrics))
            .byHorizon(byHorizon(runs));
    if (first.parameters() != null) {
      mean.parameters(first.parameters());
    }
    if (first.trainSeconds() != null) {
      mean.trainSeconds(
          runs.stream().mapToDouble(Contestant::trainSeconds).average().orElseThrow());
    }
    mean.predictMicros(
        runs.stream().mapToDouble(Contestant::predictMicros).average().orElseThrow(),
        runs.stream().mapToDouble(Contestant::predictMicrosP99).average().orElseThrow());
    Map<String, Double> scaled = mean(runs, Contestant::scaledMetrics);
    return mean.scaledMetrics(scaled.get("mse"), scaled.get("mae")).build();
  }

  private static Map<String, Double> mean(
      List<Contestant> runs, Function<Contestant, Map<String, Double>> numbers) {
    Map<String, Double> mean = new LinkedHashMap<>();
    for (String key : numbers.apply(runs.get(0)).keySet()) {
      if (runs.stream().allMatch(run -> numbers.apply(run).containsKey(key))) {
        mean.put(
            key,
            runs.stream().mapToDouble(run -> numbers.apply(run).get(key)).average().orElseThrow());
      }
    }
    // The root of the mean, not the mean of roots: rmse stays the root of mse.
    mean.computeIfPresent("rmse", (key, value) -> Math.sqrt(mean.get("mse")));
    return mean;
  }

  private static double[] byHorizon(List<Contestant> runs) {
    double[] mean = new double[runs.get(0).byHorizon().size()];
    for (int step = 0; step < mean.length; step++) {
      int at = step;
      mean[step] =
          runs.stream().mapToDouble(run -> run.byHorizon().get(at)).average().orElseThrow();
    }
    return mean;
  }
}
