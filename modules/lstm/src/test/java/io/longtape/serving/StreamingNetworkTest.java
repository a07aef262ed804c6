package io.longtape.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.layers.Concatenate;
import io.longtape.layers.Dense;
import io.longtape.layers.Dropout;
import io.longtape.layers.Embedding;
import io.longtape.layers.GlobalAveragePooling1D;
import io.longtape.layers.Input;
import io.longtape.layers.Masking;
import io.longtape.layers.SymbolicTensor;
import io.longtape.layers.recurrent.Bidirectional;
import io.longtape.layers.recurrent.GRU;
import io.longtape.layers.recurrent.LSTM;
import io.longtape.layers.recurrent.SimpleRNN;
import io.longtape.networks.Functional;
import io.longtape.networks.LayeredNetwork;
import io.longtape.networks.Sequential;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Result;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

class StreamingNetworkTest {

  private static final int STEPS = 6;

  @TempDir Path folder;

  /** Two streams at once: the steps one by one against the whole sequence. */
  private void requireTheSameStepByStep(LayeredNetwork network, String output, float[][][] x) {
    ExportArchive.of(network, Doubling.weights(network))
        .withEndpoint("step", StreamingNetwork.of(network))
        .writeOut(folder.resolve("model"));
    try (SavedModel model = SavedModel.load(folder.resolve("model"))) {
      ServingSignature step = model.signature("step");
      Map<String, float[]> states = new HashMap<>();
      step.inputs()
          .forEach((name, spec) -> states.put(name, new float[2 * (int) spec.shape().get(-1)]));
      states.remove("x");
      assertThat(states).isNotEmpty();
      ServingSignature serving = model.signature("serving_default");
      float[] whole = call(serving, x, 0, STEPS, new HashMap<>(), output);
      boolean sequences = serving.outputs().get(output).shape().numDimensions() == 3;
      for (int time = 0; time < STEPS; time++) {
        float[] found = call(step, x, time, time + 1, states, output);
        if (sequences) {
          requireClose(found, atStep(whole, time));
        }
        if (!sequences && time == STEPS - 1) {
          requireClose(found, whole);
        }
      }
    }
  }

  private static void requireClose(float[] found, float[] expected) {
    assertThat(doubles(found))
        .usingComparatorWithPrecision(1e-6)
        .containsExactly(doubles(expected));
  }

  /** Of {@code [2, time, features]}. */
  private static float[] atStep(float[] outputs, int time) {
    int width = outputs.length / (2 * STEPS);
    float[] both = new float[2 * width];
    System.arraycopy(outputs, time * width, both, 0, width);
    System.arraycopy(outputs, (STEPS + time) * width, both, width, width);
    return both;
  }

  @Test
  void stackedLayers() {
    requireTheSameStepByStep(
        Sequential.of(
            Input.of(STEPS, 3).withName("x"),
            LSTM.of(4).withReturnSequences(true),
            Dropout.of(0.5),
            GRU.of(5).withReturnSequences(true),
            Dense.of(4),
            SimpleRNN.of(3),
            Dense.of(2)),
        "dense_1",
        sequence(3));
  }

  @Test
  void eachStepGivesWhatTheNetworkGivesSoFar() {
    Sequential network =
        Sequential.of(
            Input.of(Shape.UNKNOWN_SIZE, 3).withName("x"),
            GRU.of(4).withReturnSequences(true),
            LSTM.of(3),
            Dense.of(2));
    float[][][] x = sequence(3);
    try (InferenceGraph graph =
        ExportArchive.of(network, Doubling.weights(network))
            .withEndpoint("step", StreamingNetwork.of(network))
            .build()) {
      Map<String, float[]> states = new HashMap<>();
      states.put("gru_state_h", new float[8]);
      states.put("lstm_state_h", new float[6]);
      states.put("lstm_state_c", new float[6]);
      ServingSignature serving = graph.signature("serving_default");
      for (int time = 0; time < STEPS; time++) {
        float[] whole = call(serving, x, 0, time + 1, new HashMap<>(), "dense");
        requireClose(call(graph.signature("step"), x, time, time + 1, states, "dense"), whole);
      }
    }
  }

  @Test
  void outputsOfEachStep() {
    requireTheSameStepByStep(
        Sequential.of(
            Input.of(STEPS, 2).withName("x"),
            LSTM.of(4).withReturnSequences(true).withName("memory"),
            Dense.of(1)),
        "dense",
        sequence(2));
  }

  @Test
  void maskedSteps() {
    float[][][] x = sequence(2);
    x[0][2] = new float[2];
    x[0][5] = new float[2];
    x[1][0] = new float[2];
    requireTheSameStepByStep(
        Sequential.of(
            Input.of(STEPS, 2).withName("x"),
            Masking.of(0),
            LSTM.of(4).withReturnSequences(true),
            GRU.of(3),
            Dense.of(1)),
        "dense",
        x);
  }

  @Test
  void maskedStepsWithZerosAsOutputs() {
    float[][][] x = sequence(2);
    x[0][2] = new float[2];
    x[1][5] = new float[2];
    requireTheSameStepByStep(
        Sequential.of(
            Input.of(STEPS, 2).withName("x"),
            Masking.of(0),
            LSTM.of(4).withReturnSequences(true).withZeroOutputForMask(true),
            Dense.of(1)),
        "dense",
        x);
  }

  @Test
  void aBranchBesideTheSequence() {
    Input x = Input.of(STEPS, 2).withName("x");
    Input known = Input.of(3).withName("known");
    SymbolicTensor memory = LSTM.of(4).apply(x);
    SymbolicTensor both = Concatenate.of().apply(memory, known);
    Functional network = Functional.of(List.of(x, known), List.of(Dense.of(1).apply(both)));
    assertThat(StreamingNetwork.of(network).inputs())
        .hasToString(
            "{x=InputSpec[shape=[1, 2], type=%1$s, batch=-1], known=InputSpec[shape=[3], type=%1$s, batch=-1],"
                    .formatted(TFloat32.class)
                + " lstm_state_h=InputSpec[shape=[4], type=%1$s, batch=-1], lstm_state_c=InputSpec[shape=[4], type=%1$s, batch=-1]}"
                    .formatted(TFloat32.class));
  }

  @Test
  void tokensComeOneByOne() {
    LayeredNetwork network =
        Sequential.of(
            Input.ints(3).withName("ids"),
            Embedding.of(5, 3).withMaskZero(true),
            LSTM.of(4),
            Dense.of(1));
    StreamingNetwork step = StreamingNetwork.of(network);
    assertThat(step.inputs().get("ids").shape()).isEqualTo(Shape.of(1));
    try (InferenceGraph graph =
            ExportArchive.of(network, Doubling.weights(network))
                .withEndpoint("step", step)
                .build();
        TInt32 ids = TInt32.tensorOf(Shape.of(1, 3), DataBuffers.of(3, 1, 4));
        Result whole = graph.signature("serving_default").call(Map.of("ids", ids))) {
      float[] h = new float[4];
      float[] c = new float[4];
      float[] y = new float[1];
      for (int id : new int[] {3, 1, 0, 4}) { // The padding between changes nothing.
        try (TInt32 one = TInt32.tensorOf(Shape.of(1, 1), DataBuffers.of(id));
            TFloat32 hs = TFloat32.tensorOf(Shape.of(1, 4), DataBuffers.of(h));
            TFloat32 cs = TFloat32.tensorOf(Shape.of(1, 4), DataBuffers.of(c));
            Result result =
                graph
                    .signature("step")
                    .call(Map.of("ids", one, "lstm_state_h", hs, "lstm_state_c", cs))) {
          h = floats(result, "lstm_state_h");
          c = floats(result, "lstm_state_c");
          y = floats(result, "dense");
        }
      }
      requireClose(y, floats(whole, "dense"));
    }
  }

  @Test
  void refusesWhatNeedsSeveralSteps() {
    Input x = Input.of(STEPS, 2).withName("x");
    assertThatThrownBy(
            () ->
                StreamingNetwork.of(
                    Sequential.of(
                        x, Bidirectional.of(LSTM.of(2).withReturnSequences(true)), LSTM.of(2))))
        .hasMessage(
            "layer 'bidirectional' (bidirectional) may need several steps at once, so the network"
                + " cannot be fed step by step");
    assertThatThrownBy(
            () ->
                StreamingNetwork.of(
                    Sequential.of(
                        x, LSTM.of(2).withReturnSequences(true), GlobalAveragePooling1D.of())))
        .hasMessageStartingWith("layer 'global_average_pooling1d'");
    assertThatThrownBy(() -> StreamingNetwork.of(Sequential.of(x, GRU.of(2).withGoBackwards(true))))
        .hasMessageStartingWith("layer 'gru' reads the last step first");
    assertThatThrownBy(() -> StreamingNetwork.of(Sequential.of(x, Dense.of(2))))
        .hasMessage("the network has no recurrent layer to feed step by step");
    SymbolicTensor longer = Concatenate.of(1).apply(x, x);
    assertThatThrownBy(() -> StreamingNetwork.of(Functional.of(x, LSTM.of(2).apply(longer))))
        .hasMessage(
            "layer 'concatenate' (concatenate) makes 2 steps of one, so the network cannot be fed"
                + " step by step");
    LSTM shared = LSTM.of(2);
    SymbolicTensor twice = Concatenate.of().apply(shared.apply(x), shared.apply(x));
    assertThatThrownBy(() -> StreamingNetwork.of(Functional.of(x, twice)))
        .hasMessage("layer 'lstm' is used twice; write a network of your own for its step");
    Input first = Input.of(2).withName("first");
    SymbolicTensor started = SimpleRNN.of(2).apply(x, first);
    assertThatThrownBy(
            () -> StreamingNetwork.of(Functional.of(List.of(x, first), List.of(started))))
        .hasMessageStartingWith("layer 'simple_rnn' gets its first state from other layers");
  }

  private static float[] call(
      ServingSignature signature,
      float[][][] x,
      int from,
      int to,
      Map<String, float[]> states,
      String output) {
    Map<String, Tensor> fed = new HashMap<>();
    try {
      states.forEach(
          (name, state) ->
              fed.put(
                  name, TFloat32.tensorOf(Shape.of(2, state.length / 2), DataBuffers.of(state))));
      int features = x[0][0].length;
      float[] data = new float[2 * (to - from) * features];
      for (int i = 0; i < data.length; i++) {
        int step = i / features;
        data[i] = x[step / (to - from)][from + step % (to - from)][i % features];
      }
      fed.put("x", TFloat32.tensorOf(Shape.of(2, to - from, features), DataBuffers.of(data)));
      try (Result result = signature.call(fed)) {
        states.replaceAll((name, state) -> floats(result, name));
        return floats(result, output);
      }
    } finally {
      fed.values().forEach(Tensor::close);
    }
  }

  private static float[] floats(Result result, String name) {
    TFloat32 tensor = (TFloat32) result.get(name).orElseThrow();
    float[] data = new float[(int) tensor.size()];
    tensor.copyTo(DataBuffers.of(data, false, false));
    return data;
  }

  private static double[] doubles(float[] data) {
    double[] wide = new double[data.length];
    for (int i = 0; i < data.length; i++) {
      wide[i] = data[i];
    }
    return wide;
  }

  private static float[][][] sequence(int features) {
    float[][][] x = new float[2][STEPS][features];
    for (int stream = 0; stream < 2; stream++) {
      for (int time = 0; time < STEPS; time++) {
        for (int i = 0; i < features; i++) {
          x[stream][time][i] = (float) Math.cos(1 + stream + 2 * time + 5 * i);
        }
      }
    }
    return x;
  }
}
