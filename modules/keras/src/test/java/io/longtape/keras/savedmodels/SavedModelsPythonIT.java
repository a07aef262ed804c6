package io.longtape.keras.savedmodels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.longtape.keras.Python;
import io.longtape.weights.WeightValues;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;

/** SavedModels that Python exports now, and what Python reads of those that Java saves. */
@EnabledIfSystemProperty(named = "longtape.python", matches = ".+")
class SavedModelsPythonIT {

  private static final int STEPS = 10;
  private static final Offset<Float> TOLERANCE = within(1e-6f);

  @TempDir Path folder;

  @Test
  void runsWhatPythonExportsInThreeWays() throws Exception {
    JsonNode models = Python.json("saved_models.py", "export", folder.toString());

    assertThat(models).hasSize(20);
    for (JsonNode expected : models) {
      Path directory = Path.of(expected.get("directory").asText());
      try (PythonModel model = SavedModelLoader.create().load(directory)) {
        requireWeights(directory, model.weights("serving_default"), expected.get("weights"));
        requireEqual(directory, call(model, expected.get("inputs")), expected.get("output"));
        model.resetStates();
        requireEqual(directory, call(model, expected.get("inputs")), expected.get("output"));
      }
    }
  }

  private static NdArray<?> call(PythonModel model, JsonNode inputs) {
    List<HeapTensor> values = new ArrayList<>();
    inputs.forEach(input -> values.add(GoldenModel.tensor(input)));
    if (values.size() == 1) {
      return model.call("serving_default", values.get(0).toNdArray());
    }
    Map<String, NdArray<?>> named = new TreeMap<>();
    inputs
        .properties()
        .forEach(
            input -> named.put(input.getKey(), GoldenModel.tensor(input.getValue()).toNdArray()));
    return model.call(named).values().iterator().next();
  }

  private static void requireWeights(Path directory, WeightValues weights, JsonNode expected) {
    assertThat(expected.size()).isPositive();
    expected
        .properties()
        .forEach(
            weight ->
                assertThat(weights.get(weight.getKey()).data())
                    .as(directory + " " + weight.getKey())
                    .isEqualTo(GoldenModel.tensor(weight.getValue()).data()));
  }

  @Test
  void trainsAndSavesAsPythonDoes() throws Exception {
    Path golden = GoldenModel.of("endpoints").savedModel();
    Path copy = folder.resolve("copy");
    float[] losses = new float[STEPS];
    NdArray<?> trained;
    try (PythonModel model = SavedModelLoader.create().load(golden)) {
      for (int step = 0; step < STEPS; step++) {
        Map<String, NdArray<?>> batch =
            Map.of("past", sines(step + 1, 4, 7, 2), "target", sines(step + 1, 4, 1));
        losses[step] = ((FloatNdArray) model.call("train", batch).get("loss")).getFloat();
      }
      trained = model.call("serve", sines(1, 3, 7, 2));
      model.save(copy);
    }

    JsonNode python =
        Python.json(
            "saved_models.py", "train", golden.toAbsolutePath().toString(), copy.toString());
    assertThat(losses[STEPS - 1]).isNotEqualTo(losses[0]);
    for (int step = 0; step < STEPS; step++) {
      assertThat(losses[step])
          .isCloseTo((float) python.get("losses").get(step).asDouble(), within(1e-5f));
    }
    requireEqual(golden, trained, python.get("trained"));
    requireEqual(copy, trained, python.get("copy"));
    try (PythonModel again = SavedModelLoader.create().load(copy)) {
      requireEqual(copy, again.call("serve", sines(1, 3, 7, 2)), python.get("copy"));
    }
  }

  @Test
  void pythonGoesOnFromTheStatesThatJavaSaved() throws Exception {
    Python.json("saved_models.py", "export", folder.toString(), "stateful");
    List<Path> copies = new ArrayList<>();
    List<NdArray<?>> next = new ArrayList<>();
    for (String way : List.of("export", "archive", "save")) {
      Path copy = folder.resolve("copy-" + way);
      try (PythonModel model = SavedModelLoader.create().load(folder.resolve("stateful-" + way))) {
        model.call("serving_default", sines(1, 2, 7, 2));
        model.save(copy);
        next.add(model.call("serving_default", sines(1, 2, 7, 2)));
      }
      copies.add(copy);
    }

    JsonNode python =
        Python.json(
            "saved_models.py",
            "call",
            copies.get(0).toString(),
            copies.get(1).toString(),
            copies.get(2).toString());
    for (int i = 0; i < copies.size(); i++) {
      requireEqual(copies.get(i), next.get(i), python.get(i));
    }
  }

  private static void requireEqual(Path model, NdArray<?> actual, JsonNode expected) {
    HeapTensor tensor = GoldenModel.tensor(expected);
    assertThat(actual.shape()).as(model.toString()).isEqualTo(tensor.shape());
    assertThat((float[]) HeapArrays.copyOf("answer", actual))
        .as(model.toString())
        .containsExactly((float[]) tensor.data(), TOLERANCE);
  }

  /** The numbers sin(1), sin(2), ... times a factor, as the script has them. */
  private static NdArray<?> sines(int factor, long... sizes) {
    Shape shape = Shape.of(sizes);
    float[] numbers = new float[(int) shape.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) Math.sin(i + 1) * factor;
    }
    return new HeapTensor(ElementType.FLOAT32, shape, numbers).toNdArray();
  }
}
