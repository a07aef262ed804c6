package io.longtape.examples.kerasmodels;

import io.longtape.keras.KerasModel;
import io.longtape.keras.savedmodels.PythonModel;
import io.longtape.keras.savedmodels.SavedModelLoader;
import io.longtape.scenario.cli.Launcher;
import io.longtape.weights.WeightValues;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Options of all commands: how much a SavedModel is trusted, and what is shown of errors. */
final class CommonOptions {

  @Option(
      names = "--child-process",
      description =
          "Loads a SavedModel in a process of its own: for models from people whom you do not"
              + " know.")
  boolean childProcess;

  @Option(
      names = "--allow-op",
      paramLabel = "NAME",
      description =
          "Allows an op that is refused otherwise, such as ReadFile. May be given several times.")
  List<String> allowedOps = List.of();

  @Option(names = Launcher.STACKTRACE, description = "Shows where an error comes from.")
  boolean stackTrace;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this help.")
  boolean help;

  SavedModelLoader loader() {
    SavedModelLoader loader = SavedModelLoader.create();
    return allowedOps.isEmpty() ? loader : loader.withAllowedOps(allowedOps.toArray(String[]::new));
  }

  /** Loads a SavedModel as it was asked for. */
  PythonModel load(Path directory) {
    return childProcess ? loader().loadInChildProcess(directory) : loader().load(directory);
  }

  /** Reads the weights of a SavedModel, which need not run here unless it has its own process. */
  WeightValues weights(Path directory, String signature, KerasModel layers) {
    if (!childProcess) {
      return loader().weights(directory, signature, layers.network());
    }
    try (PythonModel model = loader().loadInChildProcess(directory)) {
      return model.weights(signature, layers.network());
    }
  }
}
