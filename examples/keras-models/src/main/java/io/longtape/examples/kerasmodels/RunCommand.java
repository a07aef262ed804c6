package io.longtape.examples.kerasmodels;

import io.longtape.scenario.cli.UsageException;
import io.longtape.scenario.report.ReportWriter;
import io.longtape.serving.Servable;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Calls a model with the examples of a file. */
@Command(name = "run", description = "Calls a model with the examples of a CSV or JSON file.")
final class RunCommand implements Callable<Integer> {

  @Spec CommandSpec command;
  @Mixin CommonOptions options;

  @Parameters(paramLabel = "DIR|FILE", description = "SavedModel directory, .keras or .h5 file.")
  Path model;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      required = true,
      description =
          "CSV: one row per example, its columns the values of the only input. JSON:"
              + " {\"instances\": [...]} or {\"inputs\": ...}, as for TensorFlow Serving.")
  Path input;

  @Option(
      names = "--signature",
      paramLabel = "NAME",
      description = "Default: signature_name of the JSON file, or serving_default.")
  String signature;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Writes .json or .csv, by its ending. Default: JSON is printed.")
  Path out;

  @Option(
      names = "--no-header",
      description = "The first row of the CSV file is an example, not a header.")
  boolean noHeader;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "256",
      description = "The most examples in one call. Default: ${DEFAULT-VALUE}")
  int batchSize;

  @Override
  public Integer call() {
    boolean json = ModelKind.name(input).endsWith(".json");
    if (!json && !ModelKind.name(input).endsWith(".csv")) {
      throw new UsageException("--input must be a .csv or .json file, but is " + input);
    }
    boolean csvOut = out != null && ModelKind.name(out).endsWith(".csv");
    if (out != null && !csvOut && !ModelKind.name(out).endsWith(".json")) {
      throw new UsageException("--out must be a .csv or .json file, but is " + out);
    }
    if (batchSize < 1) {
      throw new UsageException("--batch-size must be at least 1, but is " + batchSize);
    }
    if (signature == null) {
      signature = json ? JsonRequest.signature(input) : Servable.SIGNATURE;
    }
    Prediction prediction;
    try (RunnableModel runnable = RunnableModel.open(model, options)) {
      if (!runnable.signatures().contains(signature)) {
        throw new UsageException(
            "%s has no signature '%s'; it has: %s"
                .formatted(
                    model, signature, String.join(", ", new TreeSet<>(runnable.signatures()))));
      }
      Request request = Request.read(input, runnable.inputs(signature), !noHeader);
      prediction = Prediction.of(runnable, signature, request, batchSize);
    }
    String answer = csvOut ? AnswerText.csv(prediction) : AnswerText.json(prediction);
    if (out == null) {
      command.commandLine().getOut().print(answer);
      command.commandLine().getOut().flush();
    } else {
      ReportWriter.writeText(out, answer);
    }
    return 0;
  }
}
