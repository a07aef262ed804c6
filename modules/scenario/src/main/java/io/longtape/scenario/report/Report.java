package io.longtape.scenario.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What {@code report.json} holds: one shape for every example.
 *
 * @param schemaVersion version of the shape, {@link #SCHEMA_VERSION}
 * @param scenario short name of the case, such as {@code "time-series-forecasting"}
 * @param dataset the data
 * @param split how the rows were divided
 * @param seed seed of everything random
 * @param contestants the methods and how they did
 * @param verdicts each model against each other contestant; empty when nothing was judged
 * @param provenance where the numbers come from
 */
public record Report(
    int schemaVersion,
    String scenario,
    Dataset dataset,
    Split split,
    long seed,
    List<Contestant> contestants,
    List<Verdict> verdicts,
    Provenance provenance) {

  /** The version that this code writes; it goes up when a field changes its meaning or goes. */
  public static final int SCHEMA_VERSION = 1;

  /**
   * Checks the parts and keeps copies of the lists.
   *
   * @param schemaVersion version of the shape, {@link #SCHEMA_VERSION}
   * @param scenario short name of the case
   * @param dataset the data
   * @param split how the rows were divided
   * @param seed seed of everything random
   * @param contestants the methods and how they did
   * @param verdicts each model against each other contestant
   * @param provenance where the numbers come from
   * @throws IllegalArgumentException when two contestants have the same id
   */
  public Report {
    Objects.requireNonNull(scenario, "scenario");
    Objects.requireNonNull(dataset, "dataset");
    Objects.requireNonNull(split, "split");
    Objects.requireNonNull(provenance, "provenance");
    contestants = List.copyOf(contestants);
    verdicts = List.copyOf(verdicts);
    Set<String> ids = new HashSet<>();
    for (Contestant contestant : contestants) {
      if (!ids.add(contestant.id())) {
        throw new IllegalArgumentException(
            "two contestants have the id '" + contestant.id() + "'; ids must be unique");
      }
    }
  }

  /**
   * A report without verdicts.
   *
   * @param scenario short name of the case
   * @param dataset the data
   * @param split how the rows were divided
   * @param seed seed of everything random
   * @param contestants the methods and how they did
   * @param provenance where the numbers come from
   * @return the report
   * @throws IllegalArgumentException when two contestants have the same id
   */
  public static Report of(
      String scenario,
      Dataset dataset,
      Split split,
      long seed,
      List<Contestant> contestants,
      Provenance provenance) {
    return new Report(
        SCHEMA_VERSION, scenario, dataset, split, seed, contestants, List.of(), provenance);
  }

  /**
   * Judges each model against each contestant that is not a model and adds what comes out.
   *
   * @param metric key of the metric to judge by, one that {@link Measure#of} knows
   * @return the report with the verdicts added
   * @throws IllegalArgumentException when a contestant lacks the metric, or when the metric has no
   *     direction
   */
  public Report judgedBy(String metric) {
    return judgedBy(Measure.of(metric));
  }

  /**
   * Judges each model against each contestant that is not a model and adds what comes out.
   *
   * @param measure the measure to judge by
   * @return the report with the verdicts added
   * @throws IllegalArgumentException when a contestant lacks the metric, or when the measure has no
   *     direction
   */
  public Report judgedBy(Measure measure) {
    List<Verdict> all = new ArrayList<>(verdicts);
    for (Contestant model : contestants) {
      for (Contestant other : contestants) {
        if (model.kind() == Kind.MODEL && other.kind() != Kind.MODEL) {
          all.add(Verdict.of(model, other, measure));
        }
      }
    }
    return new Report(schemaVersion, scenario, dataset, split, seed, contestants, all, provenance);
  }
}
