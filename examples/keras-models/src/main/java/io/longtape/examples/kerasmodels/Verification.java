package io.longtape.examples.kerasmodels;

import io.longtape.examples.kerasmodels.GoldenModel.Call;
import io.longtape.keras.KerasModel;
import io.longtape.serving.ModelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** One folder of models/, loaded in every form that is there and compared with Python's outputs. */
final class Verification {

  private static final String ABSENT = "-";

  private final Path folder;
  private final double tolerance;
  private final GoldenModel golden;
  private final List<String> faults = new ArrayList<>();
  private final List<String> row = new ArrayList<>();

  private Verification(Path folder, double tolerance) {
    this.folder = folder;
    this.tolerance = tolerance;
    golden = GoldenModel.read(folder.resolve("golden.json"));
  }

  static Verification of(Path folder, double tolerance, CommonOptions options) {
    Verification found = new Verification(folder, tolerance);
    found.row.add(String.valueOf(folder.getFileName()));
    found.savedModel(options);
    found.rebuilt("model.keras");
    found.rebuilt("model.h5");
    if (found.row.stream().skip(1).allMatch(ABSENT::equals)) {
      found.faults.add(folder + " holds no saved_model, model.keras or model.h5");
    }
    return found;
  }

  static List<String> header() {
    return List.of("model", "SavedModel", "model.keras", "model.h5");
  }

  /** The model's name and the largest difference of each form. */
  List<String> row() {
    return row;
  }

  /** What is wrong, a line for each. */
  List<String> faults() {
    return faults;
  }

  private void savedModel(CommonOptions options) {
    Path directory = folder.resolve("saved_model");
    if (golden.refused().isEmpty()) {
      compare(directory, () -> new ExportedModel(options.load(directory)), golden.signatureCalls());
      return;
    }
    try {
      options.load(directory).close();
      row.add("loaded");
      faults.add(directory + " was loaded, but should be refused for " + golden.refused());
    } catch (ModelException e) {
      row.add("refused");
      if (!e.getMessage().contains(golden.refused())) {
        faults.add("%s was not refused for %s: %s".formatted(directory, golden.refused(), e));
      }
    }
  }

  private void rebuilt(String name) {
    Path file = folder.resolve(name);
    List<Call> calls =
        golden.calls().stream().map(call -> call.withLayers(golden.layers())).toList();
    compare(file, () -> new RebuiltModel(KerasModel.read(file)), calls);
  }

  private void compare(Path path, Supplier<RunnableModel> open, List<Call> calls) {
    if (!Files.exists(path)) {
      row.add(ABSENT);
      return;
    }
    try (RunnableModel model = open.get()) {
      double largest = 0;
      for (Call call : calls) {
        if (call.isReset()) {
          model.resetStates();
        } else {
          largest =
              Math.max(
                  largest,
                  Differences.largest(model.call(call.signature(), call.inputs()), call.outputs()));
        }
      }
      row.add(String.format(Locale.ROOT, "%.1e", largest));
      if (!(largest <= tolerance)) {
        faults.add("%s differs by %.1e, more than %.0e".formatted(path, largest, tolerance));
      }
    } catch (ModelException | IllegalArgumentException e) {
      row.add("failed");
      faults.add(path + ": " + String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " "));
    }
  }
}
