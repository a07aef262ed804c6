package io.longtape.examples.kerasmodels;

import io.longtape.keras.KerasModel;
import io.longtape.keras.WeightsFile;
import io.longtape.keras.savedmodels.PythonModel;
import io.longtape.models.Model;
import io.longtape.scenario.cli.UsageException;
import io.longtape.serving.ModelException;
import io.longtape.serving.Servable;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a model in another form. */
@Command(
    name = "convert",
    description = {
      "Writes a model in another form; what it becomes is told by the ending of TO:",
      ".keras, .weights.h5, or no ending for a SavedModel directory."
    })
final class ConvertCommand implements Callable<Integer> {

  private static final long SEED = 1;
  private static final List<String> NEVER_WRITTEN =
      List.of(".h5", ".hdf5", ".pb", ".zip", ".json", ".csv", ".tflite", ".onnx");

  @Spec CommandSpec command;
  @Mixin CommonOptions options;

  @Parameters(
      index = "0",
      paramLabel = "FROM",
      description = "SavedModel directory, .keras, .h5 or .weights.h5 file.")
  Path from;

  @Parameters(index = "1", paramLabel = "TO", description = "A model there is replaced.")
  Path to;

  @Option(
      names = "--network",
      paramLabel = "FILE",
      description =
          "A .keras or .h5 file with the layers, for weights that come without: those of a"
              + " SavedModel or of a .weights.h5 file.")
  Path network;

  @Option(
      names = "--signature",
      paramLabel = "NAME",
      defaultValue = Servable.SIGNATURE,
      description = "The signature whose weights are read. Default: ${DEFAULT-VALUE}")
  String signature;

  @Override
  public Integer call() {
    String name = ModelKind.name(to);
    ModelKind kind = ModelKind.toWrite(to);
    if (kind == ModelKind.SAVED_MODEL && NEVER_WRITTEN.stream().anyMatch(name::endsWith)) {
      throw new UsageException(
          "TO is %s; a model is written as .keras, .weights.h5 or a directory".formatted(to));
    }
    try {
      convert(kind);
    } catch (IllegalArgumentException e) {
      throw new ModelException("%s cannot become %s: %s".formatted(from, to, e.getMessage()), e);
    }
    command.commandLine().getOut().println("Wrote " + to);
    command.commandLine().getOut().flush();
    return 0;
  }

  private void convert(ModelKind kind) {
    ModelKind source = ModelKind.of(from);
    if (source == ModelKind.SAVED_MODEL && network == null) {
      if (kind != ModelKind.SAVED_MODEL) {
        throw new UsageException(
            "a SavedModel does not say which layers it was made of: name a file that does by"
                + " --network");
      }
      try (PythonModel model = options.load(from)) {
        model.save(to);
      }
    } else {
      write(layered(source), kind);
    }
  }

  /** The model with its layers. */
  private KerasModel layered(ModelKind source) {
    if (source == ModelKind.KERAS_FILE) {
      if (network != null) {
        throw new UsageException("--network is given, but " + from + " says its layers itself");
      }
      return KerasModel.read(from);
    }
    if (network == null) {
      throw new UsageException(from + " holds weights alone: name the layers by --network");
    }
    KerasModel layers = KerasModel.read(network);
    if (source == ModelKind.WEIGHTS_FILE) {
      return KerasModel.of(layers.network(), WeightsFile.read(from, layers.network()));
    }
    // What a signature does not train, such as the states of stateful layers, is as in the file.
    return KerasModel.of(
        layers.network(), layers.weights().with(options.weights(from, signature, layers)));
  }

  private void write(KerasModel model, ModelKind kind) {
    switch (kind) {
      case KERAS_FILE -> model.write(to);
      case WEIGHTS_FILE -> WeightsFile.write(to, model.network(), model.weights());
      case SAVED_MODEL -> {
        try (Model live = model.toModel(SEED)) {
          live.export(to);
        }
      }
    }
  }
}
