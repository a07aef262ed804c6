package io.longtape.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The same training step by the tape and by others, Python's among them. Processes take turns, so
 * that a machine that gets slower over minutes does so for all of them.
 */
public final class SideBySide {

  private static final double SAME_LOSS = 1e-5;
  private static final String PYTHON_EAGER = "python-eager";
  private static final String PYTHON_FUNCTION = "python-function";

  private final int warmUp;
  private final int steps;
  private final String python;
  private final Map<String, List<Measured>> rounds = new LinkedHashMap<>();
  private final Set<String> versions = new TreeSet<>();

  private SideBySide(int warmUp, int steps, String python) {
    this.warmUp = warmUp;
    this.steps = steps;
    this.python = python;
  }

  /**
   * Measures and prints a Markdown table.
   *
   * @param arguments the number of rounds, of steps to warm up and of steps to measure in each
   *     process, and the path of a Python that has TensorFlow, if there is one
   * @throws IOException when a process cannot be started
   * @throws InterruptedException when this is interrupted
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    String python = arguments.length > 3 ? arguments[3] : "";
    try {
      System.out.print(
          run(
              Integer.parseInt(arguments[0]),
              Integer.parseInt(arguments[1]),
              Integer.parseInt(arguments[2]),
              python));
    } catch (IllegalStateException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  /** The table. */
  static String run(int rounds, int warmUp, int steps, String python)
      throws IOException, InterruptedException {
    SideBySide measurement = new SideBySide(warmUp, steps, python);
    for (int round = 1; round <= rounds; round++) {
      measurement.round();
    }
    measurement.requireSameLosses();
    return measurement.table();
  }

  private void round() throws IOException, InterruptedException {
    take(java(StepTimes.EAGER));
    take(java(StepTimes.GRAPH));
    take(java(StepTimes.ADD_GRADIENTS));
    take(java(StepTimes.FORWARD));
    if (!python.isEmpty()) {
      take(List.of(python, "src/main/python/tape_step.py"));
    }
  }

  private static List<String> java(String what) {
    return List.of(
        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
        "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
        "-cp",
        System.getProperty("java.class.path"),
        StepTimes.class.getName(),
        what);
  }

  private void take(List<String> command) throws IOException, InterruptedException {
    List<String> whole = new ArrayList<>(command);
    whole.add(Integer.toString(warmUp));
    whole.add(Integer.toString(steps));
    ProcessBuilder builder = new ProcessBuilder(whole);
    builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "3");
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    int exit = process.waitFor();
    if (exit != 0) {
      throw new IllegalStateException(
          "%s %s ended with exit code %d".formatted(whole.get(0), command.get(1), exit));
    }
    StepTimes.Report report = new ObjectMapper().readValue(printed, StepTimes.Report.class);
    versions.add(report.versions());
    report
        .results()
        .forEach((what, one) -> rounds.computeIfAbsent(what, k -> new ArrayList<>()).add(one));
  }

  private void requireSameLosses() {
    List<Double> expected = rounds.get(StepTimes.GRAPH).get(0).losses();
    rounds.forEach(
        (what, all) -> {
          List<Double> losses = all.get(0).losses();
          for (int i = 0; i < losses.size(); i++) {
            if (!(Math.abs(losses.get(i) - expected.get(i)) <= SAME_LOSS)) {
              throw new IllegalStateException(
                  "these are not the same training: the first losses of %s are %s, of %s %s"
                      .formatted(what, losses, StepTimes.GRAPH, expected));
            }
          }
        });
  }

  private String table() {
    StringBuilder table =
        new StringBuilder(
            """
            | what | median, ms | quartiles, ms | times the graph's step |
            |---|---:|---:|---:|
            """);
    row(table, "tape, eager", StepTimes.EAGER);
    row(table, "tape over a graph", StepTimes.GRAPH);
    row(table, "graph with `Graph.addGradients`", StepTimes.ADD_GRADIENTS);
    if (python.isEmpty()) {
      table.append("| Python | not measured: no Python was given | | |\n");
    } else {
      row(table, "Python, eager `tf.GradientTape`", PYTHON_EAGER);
      row(table, "Python, `tf.function`", PYTHON_FUNCTION);
    }
    row(table, "forward pass, eager, no tape", StepTimes.FORWARD);
    row(table, "forward pass, eager, recorded", StepTimes.RECORDED);
    Measured.Quartiles recording = overRounds(StepTimes.RECORDING);
    table.append(
        String.format(
            Locale.ROOT,
            "%nRecording takes %.3f times as long as not recording: the median of pairs, quartiles"
                + " %.3f to %.3f. First losses: %s.%n%n%s; %d processors, %s %s. %d rounds of %d"
                + " steps after %d to warm up.%n",
            recording.median(),
            recording.lower(),
            recording.upper(),
            rounds.get(StepTimes.EAGER).get(0).losses(),
            String.join("; ", versions),
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            rounds.get(StepTimes.EAGER).size(),
            steps,
            warmUp));
    return table.toString();
  }

  private void row(StringBuilder table, String title, String what) {
    Measured.Quartiles times = overRounds(what);
    List<Measured> graph = rounds.get(StepTimes.GRAPH);
    List<Measured> own = rounds.get(what);
    double[] ratios = new double[own.size()];
    for (int round = 0; round < ratios.length; round++) {
      ratios[round] = own.get(round).quartiles().median() / graph.get(round).quartiles().median();
    }
    table.append(
        String.format(
            Locale.ROOT,
            "| %s | %.2f | %.2f to %.2f | %.2f |%n",
            title,
            times.median(),
            times.lower(),
            times.upper(),
            Measured.Quartiles.of(ratios).median()));
  }

  /** The median round. */
  private Measured.Quartiles overRounds(String what) {
    List<Measured.Quartiles> all = rounds.get(what).stream().map(Measured::quartiles).toList();
    return new Measured.Quartiles(
        median(all.stream().mapToDouble(Measured.Quartiles::lower).toArray()),
        median(all.stream().mapToDouble(Measured.Quartiles::median).toArray()),
        median(all.stream().mapToDouble(Measured.Quartiles::upper).toArray()));
  }

  private static double median(double[] numbers) {
    return Measured.Quartiles.of(numbers).median();
  }
}
