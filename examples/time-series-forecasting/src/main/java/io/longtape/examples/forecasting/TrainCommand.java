package io.longtape.examples.forecasting;

import io.longtape.callbacks.ProgressBar;
import io.longtape.data.series.ChronologicalSplit;
import io.longtape.data.series.TimeSeries;
import io.longtape.data.table.Table;
import io.longtape.scenario.cli.ReportOptions;
import io.longtape.scenario.report.Contestant;
import io.longtape.scenario.report.History;
import io.longtape.serving.InferenceGraph;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a forecaster, saves it, and scores it beside simple rules on rows it has not seen. */
@Command(
    name = "train",
    description =
        "Trains a forecaster, saves it, and scores it beside simple rules on the test part.")
final class TrainCommand implements Callable<Integer> {

  static final String DEFAULT_MODEL = "target/model";

  @Spec CommandSpec command;
  @Mixin DataOptions data;
  @Mixin TrainingOptions training;
  @Mixin ReportOptions report;

  @Option(
      names = "--split",
      paramLabel = "TRAIN,VALIDATION,TEST",
      defaultValue = "0.7,0.1,0.2",
      description = "Rows or fractions, in order of time. Default: ${DEFAULT-VALUE}")
  String split;

  @Option(
      names = "--model",
      paramLabel = "DIR",
      defaultValue = DEFAULT_MODEL,
      description =
          "Where the model goes; one that is there is replaced. Default: ${DEFAULT-VALUE}")
  Path model;

  @Override
  public Integer call() {
    training.check();
    Table table = data.read();
    TimeSeries series = training.series(table, data);
    ChronologicalSplit parts = ChronologicalSplit.parse(split, series.rows());
    ForecasterSchema schema =
        SchemaPlan.schema(
            series,
            data.timeColumn(table),
            SchemaPlan.targets(table, training),
            parts,
            training,
            training.seed);
    Training.requireEnoughRows(series, schema, parts);
    Contest contest =
        new Contest(series, schema, parts.trainEnd(), parts.validationEnd(), parts.testEnd());
    InferenceGraph.requireWritable(model);
    report.requireWritable();

    PrintWriter out = command.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%s: %,d rows, every %s; train %,d, validation %,d, test %,d%s%n",
        data.name(),
        series.rows(),
        series.frequency(),
        parts.train(),
        parts.validation(),
        parts.test(),
        series.filled() > 0 ? "; " + series.filled() + " values filled in" : "");
    out.printf(
        "Training an LSTM of %d units on %d rows of context for %d ahead ...%n",
        schema.units(), schema.context(), schema.horizon());
    out.flush();

    Training.Result result = Training.run(series, schema, parts, training, ProgressBar.create());
    result.save(model);
    try (Forecaster forecaster = Forecaster.load(model)) {
      List<Contestant> contestants = new ArrayList<>();
      contestants.add(
          contest
              .model(forecaster)
              .parameters(result.weights().parameters())
              .trainSeconds(result.history().seconds())
              .history(history(result.history()))
              .build());
      contestants.addAll(contest.rules(training.seed));
      out.printf(
          Locale.ROOT,
          "Trained %d epochs in %.1f s; kept the weights of epoch %d.%n%n",
          result.history().epochs().size(),
          result.history().seconds(),
          result.bestEpoch());
      new Outcome(command, data, report)
          .show(table, forecaster, contest.windows(), parts, training.seed, contestants);
    }
    out.println("Model:  " + model);
    return 0;
  }

  private static History history(io.longtape.models.History history) {
    return new History(
        history.epochs().stream()
            .map(
                epoch ->
                    new History.Epoch(
                        epoch.number(),
                        epoch.loss(),
                        epoch.validationLoss().orElse(null),
                        epoch.learningRate()))
            .toList());
  }
}
