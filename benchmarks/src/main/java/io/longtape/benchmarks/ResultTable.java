package io.longtape.benchmarks;

import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/** JMH's results as a Markdown table: median and 99th percentile in microseconds. */
final class ResultTable {

  private ResultTable() {}

  static String header() {
    return """
        | benchmark | JavaCPP's memory check | median, µs | p99, µs |
        |---|---|---:|---:|
        """;
  }

  /** One line for each result; a mode that averages has no percentile of single calls. */
  static String rows(String check, Collection<RunResult> results) {
    StringBuilder rows = new StringBuilder();
    for (RunResult run : results) {
      Result<?> result = run.getPrimaryResult();
      Statistics statistics = result.getStatistics();
      String benchmark = run.getParams().getBenchmark();
      String p99 =
          run.getParams().getMode() == Mode.SampleTime ? number(statistics.getPercentile(99)) : "";
      rows.append(
          String.format(
              Locale.ROOT,
              "| `%s` | %s | %s | %s |%n",
              benchmark.substring(Main.class.getPackageName().length() + 1),
              check,
              number(statistics.getPercentile(50)),
              p99));
    }
    return rows.toString();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }
}
