package io.longtape.examples.kerasmodels;

import io.longtape.scenario.cli.Cli;
import java.nio.file.Path;

/** The models in the folder models/ of this project. */
final class Models {

  static final Path FOLDER = Path.of("../../models");

  private Models() {}

  static Path savedModel(String name) {
    return FOLDER.resolve(name).resolve("saved_model");
  }

  static Path keras(String name) {
    return FOLDER.resolve(name).resolve("model.keras");
  }

  static Cli run(Object... args) {
    return Cli.run(Main::run, args);
  }
}
