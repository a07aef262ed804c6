package io.longtape.examples.forecasting;

import io.longtape.data.series.ChronologicalSplit;
import io.longtape.data.series.TimeSeries;
import io.longtape.data.table.Table;
import io.longtape.scenario.cli.ReportOptions;
import io.longtape.scenario.report.Contestant;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Scores a saved forecaster beside simple rules on the test part of a file. */
@Command(
    name = "evaluate",
    description = "Scores a saved forecaster beside simple rules on the test part of a file.")
final class EvaluateCommand implements Callable<Integer> {

  @Spec CommandSpec command;
  @Mixin DataOptions data;
  @Mixin ReportOptions report;

  @Option(
      names = "--model",
      paramLabel = "DIR",
      defaultValue = TrainCommand.DEFAULT_MODEL,
      description = "A model that train has saved. Default: ${DEFAULT-VALUE}")
  Path model;

  @Option(
      names = "--split",
      paramLabel = "TRAIN,VALIDATION,TEST",
      description = "Rows or fractions, in order of time. Default: the split of training.")
  String split;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Decides what the random control draws. Default: ${DEFAULT-VALUE}")
  long seed;

  @Override
  public Integer call() {
    try (Forecaster forecaster = Forecaster.load(model)) {
      ForecasterSchema schema = forecaster.schema();
      Table table = data.read();
      TimeSeries series = data.series(table, schema);
      ChronologicalSplit parts =
          ChronologicalSplit.parse(split == null ? schema.split() : split, series.rows());
      Contest contest =
          new Contest(series, schema, parts.trainEnd(), parts.validationEnd(), parts.testEnd());
      report.requireWritable();
      List<Contestant> contestants = new ArrayList<>();
      contestants.add(contest.model(forecaster).build());
      contestants.addAll(contest.rules(seed));
      new Outcome(command, data, report)
          .show(table, forecaster, contest.windows(), parts, seed, contestants);
    }
    return 0;
  }
}
