package io.longtape.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.longtape.Guide;
import io.longtape.activations.KerasActivation;
import io.longtape.callbacks.BackupAndRestore;
import io.longtape.callbacks.CSVLogger;
import io.longtape.callbacks.EarlyStopping;
import io.longtape.callbacks.LambdaCallback;
import io.longtape.callbacks.ReduceLROnPlateau;
import io.longtape.callbacks.TensorBoard;
import io.longtape.datasets.ArrayExamples;
import io.longtape.datasets.Batching;
import io.longtape.datasets.Example;
import io.longtape.datasets.ExampleStream;
import io.longtape.datasets.Padding;
import io.longtape.datasets.Slot;
import io.longtape.datasets.TruncatedSequences;
import io.longtape.layers.AttentionPooling1D;
import io.longtape.layers.Concatenate;
import io.longtape.layers.Dense;
import io.longtape.layers.Embedding;
import io.longtape.layers.Input;
import io.longtape.layers.InputSpec;
import io.longtape.layers.MaskedTensor;
import io.longtape.layers.Pass;
import io.longtape.layers.SymbolicTensor;
import io.longtape.layers.preprocessing.TextVectorization;
import io.longtape.layers.recurrent.Bidirectional;
import io.longtape.layers.recurrent.GRU;
import io.longtape.layers.recurrent.LSTM;
import io.longtape.losses.BinaryCrossentropy;
import io.longtape.losses.ClassWeights;
import io.longtape.losses.MeanSquaredError;
import io.longtape.losses.SparseCategoricalCrossentropy;
import io.longtape.metrics.Accuracy;
import io.longtape.networks.Functional;
import io.longtape.networks.Network;
import io.longtape.networks.Sequential;
import io.longtape.optimizers.Adam;
import io.longtape.optimizers.Clipping;
import io.longtape.optimizers.schedules.CosineDecay;
import io.longtape.serving.ExportArchive;
import io.longtape.serving.SavedModel;
import io.longtape.serving.StreamingNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;

/** The code of README.md and docs/training.md. */
class TrainingGuideTest {

  private static final Path ROOT = Path.of("../..");
  private static final Path HERE =
      Path.of("src/test/java/io/longtape/models/TrainingGuideTest.java");

  @TempDir Path directory;

  /** Waves with three columns, and whether the first one ends above its mean. */
  private static float[][][] waves(int count, int steps) {
    float[][][] x = new float[count][steps][3];
    for (int i = 0; i < count; i++) {
      for (int t = 0; t < steps; t++) {
        for (int c = 0; c < 3; c++) {
          x[i][t][c] = (float) Math.sin(i * 1.7 + 0.4 * (c + 1) * t);
        }
      }
    }
    return x;
  }

  private static float[][] ends(float[][][] x) {
    float[][] y = new float[x.length][1];
    for (int i = 0; i < x.length; i++) {
      y[i][0] = x[i][x[i].length - 1][0] > 0 ? 1 : 0;
    }
    return y;
  }

  @Test
  void first() {
    float[][][] x = waves(120, 28);
    float[][] y = ends(x);
    // guide
    Sequential network =
        Sequential.of(
            Input.of(28, 3), LSTM.of(16), Dense.of(1).withActivation(KerasActivation.SIGMOID));
    try (Model model = Model.of(network, 42)) {
      model.compile(
          CompileOptions.of(Adam.of(0.01), BinaryCrossentropy.of()).withMetrics(Accuracy.of()));
      EarlyStopping stopping = EarlyStopping.create().withPatience(3).withRestoreBestWeights(true);
      History history =
          model.fit(
              ArrayExamples.of(x, y),
              FitOptions.of(20).withValidationSplit(0.2).withCallbacks(stopping));
      NdArray<?> probabilities = model.predict(ArrayExamples.of(x));
      System.out.println(probabilities.shape() + " " + history.values("val_accuracy"));
      model.export(directory.resolve("model"));
      // end
      List<Double> losses = history.values("loss");
      assertThat(losses.get(losses.size() - 1)).isLessThan(0.7 * losses.get(0));
      assertThat(model.weights().parameters()).isEqualTo(4 * (3 + 16) * 16 + 4 * 16 + 16 + 1);
      assertThat(directory.resolve("model/saved_model.pb")).exists();
    }
  }

  @Test
  void functional() {
    // guide
    Input past = Input.of(28, 3).withName("past");
    Input known = Input.of(2).withName("known");
    SymbolicTensor memory = Bidirectional.of(LSTM.of(8).withReturnSequences(true)).apply(past);
    SymbolicTensor pooled = AttentionPooling1D.of(8).apply(memory);
    SymbolicTensor both = Concatenate.of().apply(pooled, known);
    SymbolicTensor level = Dense.of(1).withName("level").apply(both);
    SymbolicTensor rising =
        Dense.of(1).withActivation(KerasActivation.SIGMOID).withName("rising").apply(both);
    Functional network = Functional.of(List.of(past, known), List.of(level, rising));
    System.out.println(network.summary());
    // end
    float[][][] x = waves(40, 28);
    float[][] y = ends(x);
    float[][] more = new float[40][2];
    // guide
    ArrayExamples examples =
        ArrayExamples.ofInput("past", x)
            .with(Slot.input("known"), more)
            .with(Slot.target("level"), y)
            .with(Slot.target("rising"), y);
    try (Model model = Model.of(network, 42)) {
      model.compile(
          CompileOptions.of(
                  Adam.of(0.01),
                  Map.of("level", MeanSquaredError.of(), "rising", BinaryCrossentropy.of()))
              .withLossWeights(Map.of("level", 0.5))
              .withMetrics("rising", Accuracy.of()));
      Map<String, Double> logs = model.trainOnBatch(examples);
      System.out.println(logs.keySet()); // [loss, level_loss, rising_loss, rising_accuracy]
      // end
      assertThat(logs.keySet().toString())
          .isEqualTo("[loss, level_loss, rising_loss, rising_accuracy]");
    }
  }

  @Test
  void lengths() {
    // guide
    int[][] tokens = {{4, 9, 2}, {7, 3}, {1, 5, 8, 6, 2}, {3, 3, 9, 1}};
    int[] labels = {0, 2, 1, 0};
    Sequential network =
        Sequential.of(
            Input.ints(Shape.UNKNOWN_SIZE),
            Embedding.of(10, 4).withMaskZero(true),
            GRU.of(8),
            Dense.of(3).withActivation(KerasActivation.SOFTMAX));
    try (Model model = Model.of(network, 42)) {
      model.compile(
          CompileOptions.of(Adam.of(0.01), SparseCategoricalCrossentropy.of())
              .withUnrollEachLength(true));
      FitOptions options =
          FitOptions.of(3)
              .withBatching(
                  Batching.of(2).withShuffle(42).withPadding(Padding.defaults().withBuckets(3, 5)))
              .withClassWeights(ClassWeights.of(1, 2, 2));
      History history = model.fit(ArrayExamples.of(tokens, labels), options);
      // end
      assertThat(history.epochs()).hasSize(3);
    }
  }

  @Test
  void callbacks() {
    float[][][] x = waves(64, 12);
    float[][] y = ends(x);
    ArrayExamples training = ArrayExamples.of(x, y);
    ArrayExamples validation = ArrayExamples.of(x, y);
    Path runs = directory;
    Sequential network = Sequential.of(Input.of(12, 3), LSTM.of(4), Dense.of(1));
    try (Model model = Model.of(network, 42)) {
      List<Integer> seen = new ArrayList<>();
      // guide
      model.compile(
          CompileOptions.of(
              Adam.of(0.01).withClipping(Clipping.byGlobalNorm(1)), MeanSquaredError.of()));
      FitOptions options =
          FitOptions.of(4)
              .withValidation(validation)
              .withCallbacks(
                  EarlyStopping.create().withPatience(5).withRestoreBestWeights(true),
                  ReduceLROnPlateau.create().withFactor(0.5).withPatience(2),
                  CSVLogger.of(runs.resolve("log.csv")),
                  TensorBoard.of(runs.resolve("tensorboard")).withHistogramFreq(1),
                  BackupAndRestore.of(runs.resolve("backup")).withSaveFreq(100),
                  LambdaCallback.create()
                      .withOnEpochEnd((context, epoch, logs) -> seen.add(epoch)));
      History history = model.fit(training, options);
      // end
      assertThat(seen).containsExactly(1, 2, 3, 4);
      assertThat(history.values("val_loss")).hasSize(4);
      assertThat(runs.resolve("log.csv")).exists();
      assertThat(runs.resolve("backup")).doesNotExist();
    }
  }

  @Test
  void streams() throws IOException {
    Path file = directory.resolve("rows.csv");
    Files.write(file, List.of("0.1,0.2,0.3,0", "0.5,0.1,0.9,1", "0.3,0.3,0.1,0", "0.7,0.9,0.8,1"));
    Sequential network = Sequential.of(Input.of(3, 1), LSTM.of(4), Dense.of(1));
    try (Model model = Model.of(network, 42)) {
      model.compile(CompileOptions.of(Adam.of(CosineDecay.of(0.01, 100)), MeanSquaredError.of()));
      // guide
      ExampleStream stream =
          ExampleStream.lines(
              List.of(file),
              line -> {
                String[] cells = line.split(",", -1);
                float[][] steps = new float[3][1];
                for (int t = 0; t < 3; t++) {
                  steps[t][0] = Float.parseFloat(cells[t]);
                }
                return Example.of(steps, new float[] {Float.parseFloat(cells[3])});
              });
      Batching batching = Batching.of(2).withShuffle(42).withShuffleBuffer(1000).withPrefetch(2);
      History history = model.fit(stream, FitOptions.of(2).withBatching(batching));
      System.out.println(history.waitSeconds() / history.seconds());
      // end
      assertThat(history.epochs()).hasSize(2);
      assertThat(history.waitSeconds()).isLessThanOrEqualTo(history.seconds());
    }
  }

  @Test
  void stateful() {
    float[][][] x = waves(4, 40);
    float[][][] y = new float[4][40][1];
    // guide
    Sequential network =
        Sequential.of(
            Input.of(10, 3).withBatchSize(4),
            LSTM.of(8).withStateful(true).withReturnSequences(true),
            Dense.of(1));
    try (Model model = Model.of(network, 42)) {
      model.compile(CompileOptions.of(Adam.of(0.01), MeanSquaredError.of()));
      model.fit(
          TruncatedSequences.of(ArrayExamples.of(x, y), 10), FitOptions.of(5).withBatchSize(4));
      model.resetStates();
      // end
      assertThat(model.weights().get("lstm/rnn_state").data()).containsOnly(0);
    }
  }

  // guide
  record Residual(int units) implements Network {

    @Override
    public Map<String, InputSpec> inputs() {
      return Map.of("x", InputSpec.floats(28, 3));
    }

    @Override
    public Map<String, MaskedTensor> call(Pass pass, Map<String, MaskedTensor> inputs) {
      Ops tf = pass.tf();
      MaskedTensor x = inputs.get("x");
      MaskedTensor memory = LSTM.of(units).call(pass.in("lstm"), List.of(x)).get(0);
      MaskedTensor change = Dense.of(3).call(pass.in("dense"), memory);
      var last = tf.math.mean(x.floats("x"), tf.constant(1));
      return Map.of("y", MaskedTensor.of(tf.math.add(last, change.floats("dense"))));
    }
  }

  // end

  @Test
  void ownNetwork() {
    float[][][] x = waves(8, 28);
    float[][] y = new float[8][3];
    try (Model model = Model.of(new Residual(4), 42)) {
      model.compile(CompileOptions.of(Adam.of(0.01), MeanSquaredError.of()).withRunEagerly(true));
      double before = model.trainOnBatch(ArrayExamples.of(x, y)).get("loss");
      assertThat(model.trainOnBatch(ArrayExamples.of(x, y)).get("loss")).isLessThan(before);
    }
  }

  @Test
  void text() {
    // guide
    List<String> texts = List.of("good film", "bad film", "very good", "very bad");
    int[] labels = {1, 0, 1, 0};
    TextVectorization words = TextVectorization.of().adapt(texts);
    int[][] ids = texts.stream().map(words::ids).toArray(int[][]::new);
    Sequential network =
        Sequential.of(
            Input.ints(Shape.UNKNOWN_SIZE),
            Embedding.of(words.vocabularySize(), 8).withMaskZero(true),
            LSTM.of(8),
            Dense.of(2).withActivation(KerasActivation.SOFTMAX));
    try (Model model = Model.of(network, 42)) {
      model.compile(CompileOptions.of(Adam.of(0.05), SparseCategoricalCrossentropy.of()));
      model.fit(ArrayExamples.of(ids, labels), FitOptions.of(20));
      ExportArchive.of(model.weights())
          .withEndpoint(
              "serving_default",
              Map.of("text", new InputSpec(Shape.scalar(), org.tensorflow.types.TString.class)),
              (pass, inputs) ->
                  network.call(pass, Map.of("input_layer", words.call(pass, inputs.get("text")))))
          .writeOut(directory.resolve("classifier"));
    }
    // end
    try (SavedModel model = SavedModel.load(directory.resolve("classifier"))) {
      assertThat(model.signature("serving_default").inputs()).containsOnlyKeys("text");
    }
  }

  @Test
  void streaming() {
    Sequential network = Sequential.of(Input.of(28, 3), LSTM.of(8), Dense.of(1));
    try (Model model = Model.of(network, 42)) {
      // guide
      ExportArchive.of(network, model.weights())
          .withEndpoint("step", StreamingNetwork.of(network))
          .writeOut(directory.resolve("streaming"));
      // end
    }
    try (SavedModel model = SavedModel.load(directory.resolve("streaming"))) {
      assertThat(model.signatures()).contains("serving_default", "step");
    }
  }

  @Test
  void theDocumentsShowThisCode() throws IOException {
    List<String> here = Guide.held(HERE);
    List<String> guide = Guide.shown(ROOT.resolve("docs/training.md"));
    assertThat(here).containsAll(guide);
    assertThat(guide).containsAll(here);
    assertThat(here).contains(Guide.shown(ROOT.resolve("README.md")).get(0));
  }
}
