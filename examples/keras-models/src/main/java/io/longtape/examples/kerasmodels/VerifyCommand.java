package io.longtape.examples.kerasmodels;

import io.longtape.data.DataException;
import io.longtape.scenario.cli.TextColumns;
import io.longtape.scenario.cli.UsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares models with what Python computed. */
@Command(
    name = "verify",
    description = {
      "Compares models with what Python computed, and prints the largest differences.",
      "Exit code 1 when one of them is too large or a model does not run."
    })
final class VerifyCommand implements Callable<Integer> {

  @Spec CommandSpec command;
  @Mixin CommonOptions options;

  @Parameters(
      paramLabel = "MODELS_DIR",
      arity = "0..1",
      defaultValue = "models",
      description =
          "A folder of folders with golden.json and saved_model, model.keras or model.h5."
              + " Default: ${DEFAULT-VALUE}")
  Path models;

  @Option(
      names = "--tolerance",
      paramLabel = "X",
      defaultValue = "1e-6",
      description = "The largest difference that is taken. Default: ${DEFAULT-VALUE}")
  double tolerance;

  @Override
  public Integer call() {
    if (!(tolerance >= 0)) {
      throw new UsageException("--tolerance must be at least 0, but is " + tolerance);
    }
    PrintWriter printer = command.commandLine().getOut();
    List<List<String>> rows = new ArrayList<>(List.of(Verification.header()));
    List<String> faults = new ArrayList<>();
    for (Path folder : folders()) {
      Verification found = Verification.of(folder, tolerance, options);
      rows.add(found.row());
      faults.addAll(found.faults());
    }
    TextColumns.lines(rows, 1).forEach(printer::println);
    printer.println();
    faults.forEach(printer::println);
    String verdict =
        faults.isEmpty()
            ? String.format(Locale.ROOT, "all within %.0e of Python", tolerance)
            : faults.size() + " faults";
    printer.println((rows.size() - 1) + " models, " + verdict);
    printer.flush();
    return faults.isEmpty() ? 0 : 1;
  }

  private List<Path> folders() {
    if (!Files.isDirectory(models)) {
      throw new DataException(
          models + (Files.exists(models) ? " is not a directory" : " does not exist"));
    }
    try (Stream<Path> found = Files.list(models)) {
      List<Path> folders =
          found.filter(each -> Files.exists(each.resolve("golden.json"))).sorted().toList();
      if (folders.isEmpty()) {
        throw new DataException(models + " holds no folder with a golden.json");
      }
      return folders;
    } catch (IOException e) {
      throw new DataException("cannot list " + models + ": " + e.getMessage(), e);
    }
  }
}
