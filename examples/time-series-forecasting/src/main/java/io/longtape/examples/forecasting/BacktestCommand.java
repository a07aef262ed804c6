package io.longtape.examples.forecasting;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.longtape.callbacks.ProgressBar;
import io.longtape.data.DataException;
import io.longtape.data.series.ChronologicalSplit;
import io.longtape.data.series.TimeSeries;
import io.longtape.data.table.Table;
import io.longtape.scenario.cli.ReportOptions;
import io.longtape.scenario.cli.ResultTable;
import io.longtape.scenario.cli.UsageException;
import io.longtape.scenario.report.Contestant;
import io.longtape.scenario.report.HorizonChart;
import io.longtape.scenario.report.Page;
import io.longtape.scenario.report.Report;
import io.longtape.scenario.report.Split;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Trains afresh at one origin after another and forecasts once from each: the last folds of a
 * series, one horizon each. With one fold this is the protocol of the Monash archive.
 */
@Command(
    name = "backtest",
    description =
        "Trains afresh at each of the last origins, forecasts one horizon from each, and takes the"
            + " mean over folds and seeds. Nothing is saved.")
final class BacktestCommand implements Callable<Integer> {

  private static final double VALIDATION = 0.1;

  @Spec CommandSpec command;
  @Mixin DataOptions data;
  @Mixin TrainingOptions training;
  @Mixin ReportOptions report;

  @Option(
      names = "--folds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How many horizons at the end of the series. Default: ${DEFAULT-VALUE}")
  int folds;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many networks per fold, from --seed on. Default: ${DEFAULT-VALUE}")
  int seeds;

  @Override
  public Integer call() {
    training.check();
    if (folds < 1 || seeds < 1) {
      throw new UsageException(
          "--folds and --seeds must be at least 1, but are " + folds + " and " + seeds);
    }
    Table table = data.read();
    TimeSeries series = training.series(table, data);
    List<String> targets = SchemaPlan.targets(table, training);
    int horizon = SchemaPlan.horizon(training, series.frequency());
    int validation = Math.max(horizon, (int) (VALIDATION * series.rows()));
    requireEnoughRows(series, horizon, validation);
    report.requireWritable();
    PrintWriter out = command.commandLine().getOut();
    List<Contestant> models = new ArrayList<>();
    List<List<Contestant>> rules = new ArrayList<>();
    ForecasterSchema schema = null;
    for (int fold = 0; fold < folds; fold++) {
      int origin = series.rows() - (folds - fold) * horizon;
      int train = origin - validation;
      ChronologicalSplit parts = ChronologicalSplit.of(train, validation, horizon);
      for (int number = 0; number < seeds; number++) {
        long seed = training.seed + number;
        schema = SchemaPlan.schema(series, data.timeColumn(table), targets, parts, training, seed);
        Training.requireEnoughRows(series, schema, parts);
        Contest contest = new Contest(series, schema, origin, origin, origin + horizon);
        Training.Result result =
            Training.run(series, schema, parts, training, ProgressBar.create());
        try (Forecaster forecaster = result.forecaster()) {
          Contestant model =
              contest
                  .model(forecaster)
                  .parameters(result.weights().parameters())
                  .trainSeconds(result.history().seconds())
                  .build();
          models.add(model);
          out.printf(
              Locale.ROOT,
              "origin %s, seed %d: MAE %.4g, MASE %s (%.0f s)%n",
              ForecastPage.label(series.time(origin)),
              seed,
              model.metrics().get("mae"),
              model.metrics().containsKey("mase")
                  ? String.format(Locale.ROOT, "%.3f", model.metrics().get("mase"))
                  : "not defined",
              model.trainSeconds());
          out.flush();
        }
        if (number == 0) {
          rules.add(contest.rules(training.seed));
        }
      }
    }
    show(table, series.rows(), schema, validation, models, rules);
    return 0;
  }

  private void requireEnoughRows(TimeSeries series, int horizon, int validation) {
    long tested = (long) folds * horizon;
    if (series.rows() - tested - validation < 1) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s has %,d rows: too few for %,d folds of %,d and a validation part of %,d",
              series.source(),
              series.rows(),
              folds,
              horizon,
              validation));
    }
  }

  private void show(
      Table table,
      long rows,
      ForecasterSchema schema,
      int validation,
      List<Contestant> models,
      List<List<Contestant>> rules) {
    List<Contestant> contestants = new ArrayList<>(List.of(ContestantMean.of(models)));
    rules.stream()
        .flatMap(List::stream)
        .collect(groupingBy(Contestant::id, LinkedHashMap::new, toList()))
        .values()
        .stream()
        .filter(runs -> runs.size() == folds) // a rule may lack history at the first origins
        .map(ContestantMean::of)
        .forEach(contestants::add);
    Outcome outcome = new Outcome(command, data, report);
    Split split =
        new Split(
            rows - (long) folds * schema.horizon() - validation,
            validation,
            (long) folds * schema.horizon(),
            (long) folds);
    Report found = outcome.report(table, split, training.seed, contestants).judgedBy("mae");
    ForecastPage page = new ForecastPage(schema, data.name());
    String lead =
        String.format(
            Locale.ROOT,
            "Mean over %d fold%s at the end of the series; %d network%s for each, trained on the rows"
                + " before it.",
            folds,
            folds == 1 ? "" : "s",
            seeds,
            seeds == 1 ? "" : "s");
    Path html =
        report.write(
            found,
            Page.of(page.title(), lead)
                .withUnit(page.unit())
                .withCommand(outcome.commandLine())
                .withChart(
                    "Error by step",
                    "Mean over folds and seeds.",
                    HorizonChart.of(page.stepTitle(), "MAE, " + page.unit(), contestants)));
    PrintWriter out = command.commandLine().getOut();
    out.println();
    ResultTable.lines(contestants, Metrics.SHOWN).forEach(out::println);
    out.println();
    out.println(lead);
    out.println("Report: " + html);
  }
}
