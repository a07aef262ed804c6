package io.longtape.serving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.layers.Dense;
import io.longtape.layers.Input;
import io.longtape.layers.InputSpec;
import io.longtape.layers.MaskedTensor;
import io.longtape.layers.Normalization;
import io.longtape.networks.Functional;
import io.longtape.networks.Sequential;
import io.longtape.weights.WeightSpec;
import io.longtape.weights.WeightValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;

class ExportArchiveTest {

  private static final Map<String, InputSpec> PAIR = Map.of("x", InputSpec.floats(2));

  @TempDir Path folder;

  private static ExportArchive archive() {
    return ExportArchive.of(new Doubling(), Doubling.weights());
  }

  @Test
  void signaturesShareTheWeights() throws IOException {
    Path directory = folder.resolve("model");
    archive().withEndpoint("step", new Doubling.Step()).writeOut(directory);
    // 2*4 + 4*4 + 4*3 + 3 = 39 floats, once, and no optimizer's slots.
    assertThat(dataBytes(directory)).isEqualTo(39 * 4);
    try (SavedModel model = SavedModel.load(directory)) {
      assertThat(model.signatures()).containsExactlyInAnyOrder("serving_default", "step");
      assertThat(model.signature("step").inputs())
          .hasToString(
              "{state=TensorSpec[shape=[-1, 4], type=DT_FLOAT],"
                  + " x=TensorSpec[shape=[-1, 2], type=DT_DOUBLE]}");
      assertThat(model.signature("step").outputs().get("y").type()).isEqualTo(DataType.DT_DOUBLE);
    }
  }

  @Test
  void stepByStepIsTheWholeSequence() {
    Path directory = folder.resolve("model");
    archive().withEndpoint("step", new Doubling.Step()).writeOut(directory);
    try (SavedModel model = SavedModel.load(directory)) {
      double[] x = Doubling.input(1);
      double[] whole = model.call(Map.of("x", x), 1, "y");
      ServingSignature step = model.signature("step");
      double[] state = new double[Doubling.UNITS];
      double[] y = new double[3];
      for (int time = 0; time < 5; time++) {
        Map<String, double[]> fed =
            Map.of("x", new double[] {x[2 * time], x[2 * time + 1]}, "state", state);
        y = step.call(fed, 1, "y");
        state = step.call(fed, 1, "state");
      }
      assertThat(y).usingComparatorWithPrecision(1e-6).containsExactly(whole);
    }
  }

  @Test
  void aModelReadsRawTextWhenItIsLoaded() {
    Functional network = Texts.of("the", "fox");
    Functional other = Texts.of("fox", "a", "the");
    WeightValues weights = Doubling.weights(network);
    ExportArchive.of(network, weights).writeOut(folder.resolve("model"));
    ExportArchive.of(other, Doubling.weights(other)).writeOut(folder.resolve("other"));
    try (InferenceGraph before = ExportArchive.of(network, weights).build();
        SavedModel model = SavedModel.load(folder.resolve("model"));
        SavedModel another = SavedModel.load(folder.resolve("other"))) {
      assertThat(ids(before)).containsExactly(2, 1, 3, 0, 0, 0, 0, 0, 0, 0);
      assertThat(ids(model)).containsExactly(2, 1, 3, 0, 0, 0, 0, 0, 0, 0);
      assertThat(ids(another)).containsExactly(4, 1, 2, 0, 0, 0, 0, 0, 0, 0);
      assertThat(scores(model)).containsExactly(scores(before)).doesNotContain(0f);
      assertThat(model.signatures()).containsExactly("serving_default");
    }
  }

  @Test
  void rawValuesAreScaledInside() {
    Normalization scaling = Normalization.of(new double[] {1e6, -5}, new double[] {100, 2});
    ServingFunction function =
        (pass, inputs) -> {
          Ops tf = pass.tf();
          Operand<TFloat64> raw = inputs.get("raw").tensor().asOutput().expect(TFloat64.class);
          Operand<TFloat32> scaled = scaling.scale(tf, raw);
          Operand<TFloat32> next = tf.math.add(scaled, tf.constant(1f));
          return Map.of(
              "scaled", MaskedTensor.of(scaled),
              "raw", MaskedTensor.of(scaling.invert(tf, next)));
        };
    Path directory = folder.resolve("model");
    ExportArchive.of(new WeightValues(Map.of()))
        .withEndpoint(
            "serving_default", Map.of("raw", new InputSpec(Shape.of(2), TFloat64.class)), function)
        .writeOut(directory);
    try (SavedModel model = SavedModel.load(directory)) {
      Map<String, double[]> raw = Map.of("raw", new double[] {1_000_050, -3});
      assertThat(model.call(raw, 1, "scaled")).containsExactly(0.5, 1);
      // One scaled unit is 100 in the first column, 2 in the second.
      assertThat(model.call(raw, 1, "raw")).containsExactly(1_000_150, -1);
    }
  }

  @Test
  void namesThatTensorFlowDoesNotTake() {
    Sequential network = Sequential.of(Input.of(2).withName("x"), Dense.of(1).withName("_größe"));
    try (InferenceGraph graph = ExportArchive.of(network, Doubling.weights(network)).build()) {
      assertThat(graph.call(Map.of("x", new double[2]), 1, "_größe")).hasSize(1);
    }
  }

  @Test
  void aFixedBatchIsAskedFor() {
    Sequential network = Sequential.of(Input.of(2).withBatchSize(3).withName("x"), Dense.of(1));
    try (InferenceGraph graph = ExportArchive.of(network, Doubling.weights(network)).build()) {
      assertThat(graph.call(Map.of("x", new double[6]), 3, "dense")).hasSize(3);
      assertThatThrownBy(() -> graph.call(Map.of("x", new double[4]), 2, "dense"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the input 'x' takes batches of exactly 3, but the batch is 2");
    }
  }

  @Test
  void batchAndTimeAreFree() {
    Path directory = folder.resolve("model");
    ExportArchive.of(new WeightValues(Map.of()))
        .withEndpoint(
            "serving_default",
            Map.of("x", InputSpec.floats(Shape.UNKNOWN_SIZE, 2)),
            (pass, inputs) ->
                Map.of(
                    "sum",
                    MaskedTensor.of(
                        pass.tf().sum(inputs.get("x").floats("sum"), pass.tf().constant(1)))))
        .writeOut(directory);
    try (SavedModel model = SavedModel.load(directory)) {
      assertThat(model.call(Map.of("x", new double[] {1, 2, 3, 4, 5, 6}), 1, "sum"))
          .containsExactly(9, 12);
      assertThat(model.call(Map.of("x", new double[] {1, 2, 3, 4, 5, 6}), 3, "sum"))
          .containsExactly(1, 2, 3, 4, 5, 6);
    }
  }

  @Test
  void anInputAndTwiceTheSameTensorMayBeOutputs() {
    Path directory = folder.resolve("model");
    ExportArchive.of(new WeightValues(Map.of()))
        .withEndpoint(
            "odd name!",
            Map.of("the x", InputSpec.floats(2)),
            (pass, inputs) -> Map.of("a", inputs.get("the x"), "b", inputs.get("the x")))
        .writeOut(directory);
    try (SavedModel model = SavedModel.load(directory);
        TFloat32 x = TFloat32.tensorOf(Shape.of(1, 2), tensor -> tensor.setFloat(7, 0, 1));
        Result result = model.signature("odd name!").call(Map.of("the x", x))) {
      assertThat(((TFloat32) result.get("a").orElseThrow()).getFloat(0, 1)).isEqualTo(7);
      assertThat(((TFloat32) result.get("b").orElseThrow()).getFloat(0, 1)).isEqualTo(7);
    }
  }

  @Test
  void holdsNothingOfTraining() {
    assertThatThrownBy(
            () ->
                of(
                    (pass, inputs) -> {
                      Ops tf = pass.tf();
                      Operand<TFloat32> variable =
                          tf.variable(Shape.of(2), TFloat32.class).asOutput();
                      Operand<TFloat32> rate = tf.constant(0.1f);
                      return Map.of(
                          "y",
                          MaskedTensor.of(tf.train.applyGradientDescent(variable, rate, variable)));
                    }))
        .hasMessageContaining("a model for inference cannot hold")
        .hasMessageEndingWith("an optimizer's ApplyGradientDescent");
    assertThatThrownBy(
            () ->
                of(
                    (pass, inputs) -> {
                      Ops tf = pass.tf();
                      VarHandleOp variable = tf.varHandleOp(TFloat32.class, Shape.of(2));
                      return Map.of(
                          "y", MaskedTensor.of(tf.readVariableOp(variable, TFloat32.class)));
                    }))
        .hasMessageEndingWith("would not be saved; ask the pass for a weight instead");
    assertThatThrownBy(
            () ->
                of(
                    (pass, inputs) -> {
                      WeightSpec state = WeightSpec.state("h", Shape.of(1, 2));
                      pass.assign(state, inputs.get("x").floats("state"));
                      return inputs;
                    }))
        .hasMessageContaining("would write states of stateful layers");
  }

  @Test
  void saysWhatIsWrongWithAnArchive() {
    WeightValues none = new WeightValues(Map.of());
    assertThatThrownBy(() -> ExportArchive.of(none).writeOut(folder.resolve("model")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("there is nothing to write; add an endpoint first");
    assertThatThrownBy(() -> archive().withEndpoint("serving_default", new Doubling()))
        .hasMessage("there is a signature 'serving_default' already");
    assertThatThrownBy(() -> archive().withEndpoint("__saved_model_init_op", new Doubling()))
        .hasMessageContaining("are TensorFlow's own");
    assertThatThrownBy(() -> archive().withExtra("../note.txt", new byte[0]))
        .hasMessage("an extra file needs a plain name without folders, not '../note.txt'");
    assertThatThrownBy(() -> ExportArchive.of(new Doubling(), none).build())
        .hasMessageContaining("there is no weight 'cell/kernel'");
    assertThatThrownBy(() -> of((pass, inputs) -> Map.of()))
        .hasMessage("signature 'serving_default' gives no output");
  }

  @Test
  void aFailedExportLeavesTheModelThatWasThere() throws IOException {
    Path directory = folder.resolve("model");
    archive().withExtra("note.txt", "first".getBytes(UTF_8)).writeOut(directory);
    // A name that no file system takes: the failure comes after all else is written.
    ExportArchive broken = archive().withExtra("x".repeat(300), new byte[0]);
    assertThatThrownBy(() -> broken.writeOut(directory))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("cannot write the model to " + directory);
    ExportArchive missing = ExportArchive.of(new Doubling(), new WeightValues(Map.of()));
    assertThatThrownBy(() -> missing.writeOut(directory))
        .isInstanceOf(IllegalArgumentException.class);
    InferenceGraph closed = archive().build();
    closed.close();
    assertThatThrownBy(() -> closed.save(directory, Map.of())).isInstanceOf(RuntimeException.class);
    try (SavedModel model = SavedModel.load(directory)) {
      assertThat(model.call(Map.of("x", Doubling.input(1)), 1, "y")).hasSize(3);
    }
    assertThat(new String(SavedModel.extra(directory, "note.txt"), UTF_8)).isEqualTo("first");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(directory);
    }
  }

  @Test
  void aFunctionThatFailsLeavesItsGraphClosed() {
    List<ExecutionEnvironment> graphs = new ArrayList<>();
    assertThatThrownBy(
            () ->
                of(
                    (pass, inputs) -> {
                      graphs.add(pass.tf().scope().env());
                      return Map.of();
                    }))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                of(
                    (pass, inputs) -> {
                      graphs.add(pass.tf().scope().env());
                      return Map.of(
                          "y", Dense.of(1).call(pass.in("without_weights"), inputs.get("x")));
                    }))
        .hasMessageContaining("there is no weight 'without_weights/kernel'");
    assertThat(graphs).hasSize(2);
    for (ExecutionEnvironment graph : graphs) {
      assertThatThrownBy(((Graph) graph)::toGraphDef)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("close");
    }
  }

  @Test
  void callsLeaveNothingNative() {
    Path directory = folder.resolve("model");
    archive().writeOut(directory);
    List<Long> counts = new ArrayList<>();
    for (int time = 0; time < 6; time++) {
      try (SavedModel model = SavedModel.load(directory);
          TFloat64 x = TFloat64.tensorOf(Shape.of(1, 5, 2));
          Result result = model.signature("serving_default").call(Map.of("x", x))) {
        assertThat(result.size()).isEqualTo(1);
        assertThat(model.call(Map.of("x", new double[10]), 1, "y")).hasSize(3);
        assertThatThrownBy(() -> model.call(Map.of("x", new double[9]), 1, "y"))
            .isInstanceOf(IllegalArgumentException.class);
      }
      counts.add(Pointer.totalCount());
    }
    assertThat(counts.get(5)).isPositive().isLessThanOrEqualTo(counts.get(1));
  }

  @Test
  void theGraphHoldsTheWeightsByNameAndNothingOfTraining() throws IOException {
    Path directory = folder.resolve("model");
    archive().withEndpoint("step", new Doubling.Step()).writeOut(directory);
    byte[] file = Files.readAllBytes(directory.resolve("saved_model.pb"));
    List<NodeDef> nodes =
        org.tensorflow.proto.SavedModel.parseFrom(file)
            .getMetaGraphs(0)
            .getGraphDef()
            .getNodeList();
    assertThat(nodes.stream().filter(node -> node.getOp().equals("VariableV2")))
        .extracting(NodeDef::getName)
        .containsExactlyInAnyOrder(
            "weights/cell/kernel",
            "weights/cell/recurrent_kernel",
            "weights/dense/kernel",
            "weights/dense/bias");
    assertThat(nodes)
        .extracting(NodeDef::getOp)
        .doesNotContain("VarHandleOp")
        .noneMatch(op -> op.contains("Apply") || op.contains("Random") || op.endsWith("Grad"));
  }

  private static void of(ServingFunction function) {
    InferenceGraph.of(PAIR, function, new WeightValues(Map.of())).close();
  }

  private static int[] ids(Servable servable) {
    try (TString texts = TString.vectorOf("The quick fox!", "");
        Result result = servable.signature("serving_default").call(Map.of("text", texts))) {
      int[] ids = new int[10];
      TInt64 tensor = (TInt64) result.get("ids").orElseThrow();
      for (int i = 0; i < 10; i++) {
        ids[i] = (int) tensor.getLong(i / 5, i % 5);
      }
      return ids;
    }
  }

  private static Float[] scores(Servable servable) {
    try (TString texts = TString.vectorOf("The quick fox!", "");
        Result result = servable.signature("serving_default").call(Map.of("text", texts))) {
      TFloat32 tensor = (TFloat32) result.get("score").orElseThrow();
      return new Float[] {tensor.getFloat(0, 0), tensor.getFloat(1, 0)};
    }
  }

  private static long dataBytes(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("variables"))) {
      return files
          .filter(file -> file.toString().contains(".data-"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }
}
