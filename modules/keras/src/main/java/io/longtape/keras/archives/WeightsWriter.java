package io.longtape.keras.archives;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import io.longtape.models.OptimizerState;
import io.longtape.optimizers.Optimizer;
import io.longtape.weights.WeightSpec;
import io.longtape.weights.WeightValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes weights and what an optimizer remembers as Keras stores them. */
final class WeightsWriter {

  private static final String VARS = "vars";
  private static final String NAME = "name";

  private final WeightLayout layout;
  private final WeightValues weights;

  WeightsWriter(WeightLayout layout, WeightValues weights) {
    this.layout = layout;
    this.weights = weights;
  }

  /** The bytes of a {@code .weights.h5} file; jHDF writes to a file beside the target first. */
  byte[] bytes(Path target, Consumer<WritableGroup> more) throws IOException {
    Path folder = Files.createDirectories(target.toAbsolutePath().getParent());
    Path unfinished = Files.createTempFile(folder, "weights", ".tmp");
    try {
      try (WritableHdfFile file = HdfFile.write(unfinished)) {
        WritableGroup layers = file.putGroup("layers");
        layout.layers().forEach((name, group) -> put(layers, layout.group(name), group));
        more.accept(file);
      }
      return Files.readAllBytes(unfinished);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private void put(WritableGroup parent, String name, WeightGroup group) {
    WritableGroup own = parent.putGroup(name);
    group.parts().forEach((part, inner) -> put(own, part, inner));
    WritableGroup vars = own.putGroup(VARS);
    vars.putAttribute(NAME, group.name());
    List<WeightSpec> specs = group.weights();
    for (int i = 0; i < specs.size(); i++) {
      WeightSpec spec = specs.get(i);
      WeightValues.Value value = weights.get(spec.path());
      value.requireShape(spec.path(), spec.shape());
      vars.putDataset(Integer.toString(i), JavaArrays.of(value));
    }
  }

  /** What an optimizer remembers of the weights that it trains. */
  void putOptimizer(WritableGroup file, SavedParts.Training training, List<WeightSpec> trained) {
    Optimizer optimizer = training.optimizer();
    Optional<OptimizerState> state = training.state();
    WritableGroup vars = file.putGroup("optimizer").putGroup(VARS);
    vars.putAttribute(NAME, optimizer.kerasName());
    vars.putDataset("0", state.map(OptimizerState::iterations).orElse(0L));
    int next = 1;
    if (optimizer.learningRate().isConstant()) {
      double rate =
          state.map(OptimizerState::learningRate).orElseGet(() -> optimizer.learningRate().rate(0));
      vars.putDataset(Integer.toString(next++), (float) rate);
    }
    for (SlotLayout.Slot slot : SlotLayout.of(optimizer, trained)) {
      WeightValues.Value value =
          state.map(known -> known.slots().get(slot.key())).orElseGet(() -> Values.initial(slot));
      value.requireShape(slot.key(), slot.shape());
      vars.putDataset(Integer.toString(next++), JavaArrays.of(value));
    }
  }
}
