package io.longtape.examples.kerasmodels;

import io.longtape.keras.KerasModel;
import io.longtape.keras.savedmodels.SignatureInfo;
import io.longtape.networks.Summary;
import io.longtape.scenario.cli.TextColumns;
import io.longtape.serving.ModelException;
import io.longtape.serving.TensorSpec;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a model reads, computes and gives. */
@Command(
    name = "inspect",
    description = {
      "Says what a model reads and gives; nothing of it is run.",
      "Of a .keras or .h5 file it shows the layers too, and how they were trained."
    })
final class InspectCommand implements Callable<Integer> {

  @Spec CommandSpec command;
  @Mixin CommonOptions options;

  @Parameters(paramLabel = "DIR|FILE", description = "SavedModel directory, .keras or .h5 file.")
  Path model;

  @Override
  public Integer call() {
    List<String> lines =
        switch (ModelKind.of(model)) {
          case SAVED_MODEL -> savedModel(options.loader().inspect(model));
          case KERAS_FILE -> kerasFile(KerasModel.read(model));
          case WEIGHTS_FILE ->
              throw new ModelException(
                  model + " holds weights without a network: inspect the .keras file");
        };
    PrintWriter printer = command.commandLine().getOut();
    lines.forEach(printer::println);
    printer.flush();
    return 0;
  }

  private List<String> savedModel(Map<String, SignatureInfo> signatures) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("signature", "", "name", "type", "shape"));
    signatures.forEach(
        (name, info) -> {
          info.inputs().forEach((input, spec) -> rows.add(row(name, "input", input, spec)));
          info.outputs().forEach((output, spec) -> rows.add(row(name, "output", output, spec)));
        });
    List<String> lines = new ArrayList<>(List.of("SavedModel " + model, ""));
    lines.addAll(TextColumns.lines(rows, 5));
    return lines;
  }

  private List<String> kerasFile(KerasModel saved) {
    Summary summary =
        Summary.of(saved.network())
            .withName(saved.name())
            .withFrozen(saved.frozenLayers()::contains);
    List<String> lines = new ArrayList<>(List.of("Keras model " + model, ""));
    summary.toString().lines().forEach(lines::add);
    lines.add("");
    lines.addAll(TextColumns.lines(KerasPorts.rows(saved.network()), 4));
    lines.add("");
    lines.addAll(CompileText.lines(saved));
    return lines;
  }

  private static List<String> row(String signature, String kind, String name, TensorSpec spec) {
    return List.of(signature, kind, name, Descriptions.type(spec), Descriptions.shape(spec));
  }
}
