package io.longtape.examples.forecasting;

import io.longtape.data.series.ChronologicalSplit;
import io.longtape.data.series.Windows;
import io.longtape.data.table.Table;
import io.longtape.scenario.cli.ReportOptions;
import io.longtape.scenario.cli.ResultTable;
import io.longtape.scenario.report.Contestant;
import io.longtape.scenario.report.Dataset;
import io.longtape.scenario.report.Provenance;
import io.longtape.scenario.report.Report;
import io.longtape.scenario.report.Split;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.TensorFlow;
import picocli.CommandLine.Model.CommandSpec;

/** Prints what a command found and writes it as report.json and index.html. */
record Outcome(CommandSpec command, DataOptions data, ReportOptions options) {

  void show(
      Table table,
      Forecaster forecaster,
      Windows windows,
      ChronologicalSplit parts,
      long seed,
      List<Contestant> contestants) {
    ForecasterSchema schema = forecaster.schema();
    Report report = report(table, split(parts, windows), seed, contestants).judgedBy("mae");
    ForecastPage page = new ForecastPage(schema, data.name());
    Path html = options.write(report, page.of(report, forecaster, windows, commandLine()));

    PrintWriter out = command.commandLine().getOut();
    List<String> metrics = new ArrayList<>(Metrics.SHOWN);
    contestants.get(0).metrics().keySet().stream()
        .filter(key -> key.startsWith("coverage"))
        .forEach(metrics::add);
    ResultTable.lines(contestants, metrics).forEach(out::println);
    out.println();
    out.println(page.lead(contestants, windows));
    out.println("Report: " + html);
  }

  Report report(Table table, Split split, long seed, List<Contestant> contestants) {
    return Report.of(
        ForecasterSchema.KIND,
        new Dataset(data.name(), table.rows(), table.sha256(), data.licence()),
        split,
        seed,
        contestants,
        Provenance.ofThisRun(TensorFlow.version(), arguments()));
  }

  String commandLine() {
    return "mvn -q -pl examples/time-series-forecasting exec:java -Dexec.args=\""
        + String.join(" ", arguments())
        + "\"";
  }

  private List<String> arguments() {
    return command.root().commandLine().getParseResult().originalArgs();
  }

  private static Split split(ChronologicalSplit parts, Windows windows) {
    return new Split(parts.train(), parts.validation(), parts.test(), (long) windows.count());
  }
}
