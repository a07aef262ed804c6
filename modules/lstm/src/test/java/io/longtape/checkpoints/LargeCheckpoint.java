package io.longtape.checkpoints;

import io.longtape.weights.WeightValues;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.ndarray.Shape;

/** Writes or reads a checkpoint of 100 MB, in a process whose heap is small. */
final class LargeCheckpoint {

  private static final int ARRAYS = 5;
  private static final int NUMBERS = 5_000_000;

  private LargeCheckpoint() {}

  public static void main(String[] arguments) {
    Path file = Path.of(arguments[1]);
    if (arguments[0].equals("write")) {
      Checkpoint.write(file, state());
    }
    TrainingState state = arguments[0].equals("read") ? Checkpoint.read(file) : state();
    System.out.println(state.weights().get("4").data()[NUMBERS - 1]);
  }

  private static TrainingState state() {
    Map<String, WeightValues.Value> weights = new LinkedHashMap<>();
    for (int i = 0; i < ARRAYS; i++) {
      float[] data = new float[NUMBERS];
      data[NUMBERS - 1] = i + 0.5f;
      weights.put(Integer.toString(i), new WeightValues.Value(Shape.of(NUMBERS), data));
    }
    TrainingState small = States.at(1, 1);
    return new TrainingState(
        small.fingerprint(),
        new WeightValues(weights),
        small.slots(),
        1,
        1,
        0,
        Map.of(),
        1,
        0.1,
        small.history(),
        Map.of());
  }
}
