package io.longtape.examples.forecasting;

import io.longtape.data.series.TimeSeries;
import io.longtape.data.series.Windows;
import io.longtape.data.table.CsvReader;
import io.longtape.data.table.Table;
import io.longtape.scenario.cli.ReportOptions;
import io.longtape.scenario.cli.UsageException;
import io.longtape.scenario.report.Contestant;
import io.longtape.scenario.report.Kind;
import io.longtape.scenario.report.Page;
import io.longtape.scenario.report.Report;
import io.longtape.scenario.report.ReportWriter;
import io.longtape.scenario.run.Latency;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Forecasts what comes after the last row of a file. */
@Command(name = "predict", description = "Forecasts what comes after the last row of a file.")
final class PredictCommand implements Callable<Integer> {

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
      names = "--future",
      paramLabel = "FILE",
      description = "CSV file with the future covariates of the rows to forecast.")
  Path future;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Writes the forecast as CSV. It is always printed.")
  Path out;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Is written into the report; a forecast draws nothing. Default: ${DEFAULT-VALUE}")
  long seed;

  @Override
  public Integer call() {
    try (Forecaster forecaster = Forecaster.load(model)) {
      ForecasterSchema schema = forecaster.schema();
      Table table = data.read();
      TimeSeries series = data.series(table, schema);
      Windows window = Windows.forForecast(series, schema.windowSpec(), future(schema));
      report.requireWritable();
      ForecastTable forecast = new ForecastTable(schema, series, forecaster.forecast(window, 0));
      if (out != null) {
        ReportWriter.writeText(out, forecast.csv());
      }

      Latency latency = Latency.measure(300, 2000, call -> forecaster.forecast(window, 0));
      Contestant lstm =
          Contestant.of("lstm", Kind.MODEL, "the model in " + model, Map.of())
              .predictMicros(latency.medianMicros(), latency.p99Micros())
              .build();
      Outcome outcome = new Outcome(command, data, report);
      Report found = outcome.report(table, schema.parts(), seed, List.of(lstm));
      ForecastPage page = new ForecastPage(schema, data.name());
      Page shown =
          Page.of(page.title(), forecast.lead())
              .withUnit(page.unit())
              .withCommand(outcome.commandLine());
      for (int target = 0; target < schema.targets().size(); target++) {
        shown =
            shown.withChart(
                "Forecast of " + schema.targets().get(target),
                "The last rows of the file and what is expected after them.",
                forecast.chart(target, forecaster.middle(), page));
      }
      Path html = report.write(found, shown);

      PrintWriter printer = command.commandLine().getOut();
      forecast.lines().forEach(printer::println);
      printer.println();
      printer.printf(
          "One forecast takes %.0f µs (median), %.0f µs (99th percentile).%n",
          latency.medianMicros(), latency.p99Micros());
      printer.println("Report: " + html);
    }
    return 0;
  }

  private TimeSeries future(ForecasterSchema schema) {
    if (schema.futureCovariates().isEmpty()) {
      if (future != null) {
        throw new UsageException(
            "--future is given, but the model in " + model + " has no future covariates");
      }
      return null;
    }
    if (future == null) {
      throw new UsageException(
          "the model needs --future FILE with the next "
              + schema.horizon()
              + " rows of: "
              + String.join(", ", schema.futureCovariates()));
    }
    Table table = CsvReader.create().withDelimiter(data.delimiter).read(future);
    return TimeSeries.of(
        table,
        data.timeColumn == null ? schema.timeColumn() : data.timeColumn,
        schema.futureCovariates(),
        data.fill,
        schema.step());
  }
}
