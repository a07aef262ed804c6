package io.longtape.keras.savedmodels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.longtape.serving.ModelException;
import io.longtape.weights.WeightValues;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.NdArray;

/** All models in models/ as SavedModels, against what Python computed. */
class GoldenModelsIT {

  private static final Offset<Float> TOLERANCE = within(1e-6f);

  static Stream<GoldenModel> models() throws IOException {
    return GoldenModel.all().filter(model -> !model.isRefused());
  }

  @Test
  void thereAreModels() throws IOException {
    assertThat(models()).hasSizeGreaterThanOrEqualTo(12);
  }

  @ParameterizedTest
  @MethodSource("models")
  void givesWhatPythonGives(GoldenModel golden) {
    try (PythonModel model = SavedModelLoader.create().load(golden.savedModel())) {
      requireWeights(golden, model.weights("serving_default"));
      replay(model, golden.savedModelCalls());
    }
  }

  @Test
  void startsAgainAfterAReset() {
    GoldenModel golden = GoldenModel.of("stateful-lstm");
    List<GoldenModel.Call> pieces = golden.savedModelCalls();
    assertThat(pieces).hasSizeGreaterThan(1);
    try (PythonModel model = SavedModelLoader.create().load(golden.savedModel())) {
      replay(model, pieces);
      assertThatThrownBy(() -> replay(model, pieces.subList(0, 1)))
          .isInstanceOf(AssertionError.class);
      model.resetStates();
      replay(model, pieces);
    }
  }

  private static void replay(PythonModel model, List<GoldenModel.Call> calls) {
    assertThat(calls).isNotEmpty();
    for (GoldenModel.Call call : calls) {
      if (call.inputs().isEmpty()) {
        model.resetStates();
        continue;
      }
      Map<String, NdArray<?>> inputs = new TreeMap<>();
      call.inputs().forEach((name, tensor) -> inputs.put(name, tensor.toNdArray()));
      Map<String, NdArray<?>> outputs = model.call(call.signature(), inputs);
      assertThat(outputs).containsOnlyKeys(call.outputs().keySet());
      call.outputs()
          .forEach(
              (name, expected) -> {
                assertThat(outputs.get(name).shape()).isEqualTo(expected.shape());
                float[] actual = (float[]) HeapArrays.copyOf(name, outputs.get(name));
                assertThat(actual).containsExactly((float[]) expected.data(), TOLERANCE);
              });
    }
  }

  private static void requireWeights(GoldenModel golden, WeightValues weights) {
    golden
        .weights()
        .forEach(
            (path, expected) -> {
              List<String> names =
                  weights.names().stream()
                      .filter(name -> name.equals(path) || name.endsWith("/" + path))
                      .toList();
              assertThat(names).as(path + " among " + weights.names()).hasSize(1);
              assertThat(weights.get(names.get(0)).shape()).isEqualTo(expected.shape());
              assertThat(weights.get(names.get(0)).data()).isEqualTo(expected.data());
            });
    assertThat(weights.names().stream().filter(name -> !name.contains("rnn_state")))
        .hasSameSizeAs(golden.weights().keySet());
  }

  @Test
  void refusesWhatWasExportedForAGpu() {
    GoldenModel golden = GoldenModel.of("cudnn-lstm");

    assertThatThrownBy(() -> SavedModelLoader.create().load(golden.savedModel()))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("CudnnRNNV3")
        .hasMessageContaining("LSTM(use_cudnn=False)")
        .hasMessageNotContaining("\n");
    assertThat(SavedModelLoader.create().inspect(golden.savedModel()))
        .containsKey("serving_default");
    requireWeights(
        golden, SavedModelLoader.create().weights(golden.savedModel(), "serving_default"));
  }
}
