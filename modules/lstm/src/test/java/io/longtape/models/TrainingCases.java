package io.longtape.models;

import io.longtape.activations.KerasActivation;
import io.longtape.datasets.ArrayExamples;
import io.longtape.datasets.Batching;
import io.longtape.datasets.DataSet;
import io.longtape.datasets.Slot;
import io.longtape.layers.AttentionPooling1D;
import io.longtape.layers.Concatenate;
import io.longtape.layers.Dense;
import io.longtape.layers.Dropout;
import io.longtape.layers.Embedding;
import io.longtape.layers.GlobalAveragePooling1D;
import io.longtape.layers.Input;
import io.longtape.layers.Layer;
import io.longtape.layers.LayerNormalization;
import io.longtape.layers.SymbolicTensor;
import io.longtape.layers.TimeDistributed;
import io.longtape.layers.recurrent.Bidirectional;
import io.longtape.layers.recurrent.GRU;
import io.longtape.layers.recurrent.LSTM;
import io.longtape.layers.recurrent.SimpleRNN;
import io.longtape.losses.BinaryCrossentropy;
import io.longtape.losses.ClassWeights;
import io.longtape.losses.Huber;
import io.longtape.losses.MeanAbsoluteError;
import io.longtape.losses.MeanSquaredError;
import io.longtape.losses.SparseCategoricalCrossentropy;
import io.longtape.metrics.AUC;
import io.longtape.metrics.BinaryAccuracy;
import io.longtape.metrics.RootMeanSquaredError;
import io.longtape.metrics.SparseCategoricalAccuracy;
import io.longtape.metrics.SparseTopKCategoricalAccuracy;
import io.longtape.networks.Functional;
import io.longtape.networks.Network;
import io.longtape.networks.Sequential;
import io.longtape.optimizers.Adam;
import io.longtape.optimizers.AdamW;
import io.longtape.optimizers.Clipping;
import io.longtape.optimizers.Nadam;
import io.longtape.optimizers.Optimizer;
import io.longtape.optimizers.RMSprop;
import io.longtape.optimizers.SGD;
import io.longtape.optimizers.schedules.CosineDecay;
import java.util.List;
import java.util.Map;
import org.tensorflow.framework.constraints.MaxNorm;
import org.tensorflow.framework.constraints.NonNeg;
import org.tensorflow.framework.regularizers.L1L2;
import org.tensorflow.framework.regularizers.L2;

/** Networks of all kinds, each with another optimizer, loss and data. */
final class TrainingCases {

  private static final int UNKNOWN = -1;

  private TrainingCases() {}

  static List<TrainingCase> all() {
    return List.of(
        regression("plain LSTM, SGD", LSTM.of(4), SGD.of(0.1)),
        regression(
            "LSTM with dropout, Adam",
            LSTM.of(4).withDropout(0.3).withRecurrentDropout(0.2),
            Adam.of(0.01)),
        regression(
            "GRU, AdamW, clipping by norm",
            GRU.of(4).withDropout(0.1),
            AdamW.of(0.01).withWeightDecay(0.01).withClipping(Clipping.byNorm(0.1))),
        regression(
            "bidirectional LSTM, RMSprop, clipping by value",
            Bidirectional.of(LSTM.of(3)),
            RMSprop.of(0.01).withMomentum(0.9).withClipping(Clipping.byValue(0.05))),
        regression(
            "SimpleRNN backwards, centered RMSprop",
            SimpleRNN.of(4).withGoBackwards(true),
            RMSprop.of(0.01).withCentered(true)),
        regression(
            "regularizers and constraints, amsgrad",
            LSTM.of(4)
                .withKernelRegularizer(new L2(0.01f))
                .withRecurrentRegularizer(new L1L2(0.001f, 0.01f))
                .withRecurrentConstraint(new MaxNorm(0.5f))
                .withBiasConstraint(new NonNeg()),
            Adam.of(CosineDecay.of(0.02, 20)).withAmsgrad(true)),
        regression(
            "loop over free time with dropout, Nadam",
            UNKNOWN,
            GRU.of(3).withDropout(0.2).withRecurrentDropout(0.1),
            Nadam.of(0.01)),
        article(),
        classifier(),
        tagger(),
        classWeights(),
        stateful(),
        twoInputsAndOutputs());
  }

  private static TrainingCase regression(String name, Layer recurrent, Optimizer optimizer) {
    return regression(name, 5, recurrent, optimizer);
  }

  private static TrainingCase regression(
      String name, long time, Layer recurrent, Optimizer optimizer) {
    return of(
        name,
        Sequential.of(Input.of(time, 2), recurrent, Dense.of(1)),
        CompileOptions.of(optimizer, MeanSquaredError.of()).withMetrics(RootMeanSquaredError.of()),
        Samples.regression(18, 5, 2));
  }

  /** ReLU inside the LSTM, and a sigmoid at the end. */
  private static TrainingCase article() {
    float[][][] x = Samples.sequences(18, 5, 2);
    float[][] y = Samples.means(x);
    for (float[] row : y) {
      row[0] = row[0] > 0 ? 1 : 0;
    }
    return of(
        "LSTM with ReLU, sigmoid",
        Sequential.of(
            Input.of(5, 2),
            LSTM.of(4).withActivation(KerasActivation.RELU).withReturnSequences(true),
            Dense.of(3).withActivation(KerasActivation.RELU),
            GlobalAveragePooling1D.of(),
            Dense.of(1).withActivation(KerasActivation.SIGMOID)),
        CompileOptions.of(Adam.of(0.01), BinaryCrossentropy.of())
            .withMetrics(BinaryAccuracy.of(), AUC.of()),
        ArrayExamples.of(x, y));
  }

  private static TrainingCase classifier() {
    int[][] x = Samples.ids(18, 6, 9);
    return of(
        "masked embedding, softmax, clipping by global norm",
        Sequential.of(
            Input.ints(6),
            Embedding.of(9, 3).withMaskZero(true),
            Dropout.of(0.2),
            LSTM.of(4),
            Dense.of(3).withActivation(KerasActivation.SOFTMAX)),
        CompileOptions.of(
                SGD.of(0.1)
                    .withMomentum(0.9)
                    .withNesterov(true)
                    .withClipping(Clipping.byGlobalNorm(0.5)),
                SparseCategoricalCrossentropy.of())
            .withMetrics(SparseCategoricalAccuracy.of(), SparseTopKCategoricalAccuracy.of(2)),
        ArrayExamples.of(x, Samples.classes(x, 3)));
  }

  /** A class for each step, weighted and masked. */
  private static TrainingCase tagger() {
    int[][] x = Samples.ids(18, 6, 9);
    int[][] y = new int[18][6];
    float[][] weights = new float[18][6];
    for (int i = 0; i < y.length; i++) {
      for (int t = 0; t < 6; t++) {
        y[i][t] = x[i][t] % 3;
        weights[i][t] = 0.5f + t / 4f;
      }
    }
    return of(
        "a class for each step, with weights of steps",
        Sequential.of(
            Input.ints(UNKNOWN),
            Embedding.of(9, 3).withMaskZero(true),
            GRU.of(4).withReturnSequences(true),
            TimeDistributed.of(Dense.of(3).withActivation(KerasActivation.SOFTMAX))),
        CompileOptions.of(Adam.of(0.01), SparseCategoricalCrossentropy.of())
            .withMetrics(SparseCategoricalAccuracy.of())
            .withWeightedMetrics(SparseCategoricalAccuracy.of().withName("weighted")),
        ArrayExamples.of(x, y).with(Slot.SAMPLE_WEIGHT, weights));
  }

  private static TrainingCase classWeights() {
    int[][] x = Samples.ids(18, 6, 9);
    TrainingCase plain =
        of(
            "class weights, attention, layer normalization",
            Sequential.of(
                Input.ints(6),
                Embedding.of(9, 3),
                LSTM.of(4).withReturnSequences(true),
                LayerNormalization.of(),
                AttentionPooling1D.of(3),
                Dense.of(3)),
            CompileOptions.of(
                Nadam.of(0.01), SparseCategoricalCrossentropy.of().withFromLogits(true)),
            ArrayExamples.of(x, Samples.classes(x, 3)));
    return new TrainingCase(
        plain.name(),
        plain.network(),
        plain.compiled(),
        plain.data(),
        plain.fit().withClassWeights(ClassWeights.of(0.5, 2, 1)));
  }

  private static TrainingCase stateful() {
    TrainingCase plain =
        of(
            "stateful LSTM",
            Sequential.of(
                Input.of(5, 2).withBatchSize(4), LSTM.of(3).withStateful(true), Dense.of(1)),
            CompileOptions.of(RMSprop.of(0.01), MeanAbsoluteError.of()),
            Samples.regression(16, 5, 2));
    return new TrainingCase(
        plain.name(),
        plain.network(),
        plain.compiled(),
        plain.data(),
        FitOptions.of(2).withBatching(Batching.of(4)));
  }

  private static TrainingCase twoInputsAndOutputs() {
    Input past = Input.of(5, 2).withName("past");
    Input known = Input.of(3).withName("known");
    SymbolicTensor memory = LSTM.of(4).apply(past);
    SymbolicTensor both = Concatenate.of().apply(memory, known);
    SymbolicTensor level = Dense.of(1).withName("level").apply(both);
    SymbolicTensor up =
        Dense.of(1).withName("up").withActivation(KerasActivation.SIGMOID).apply(memory);
    float[][][] x = Samples.sequences(18, 5, 2);
    float[][] k = new float[18][];
    float[][] y = Samples.means(x);
    float[][] rises = new float[18][1];
    float[] weights = new float[18];
    for (int i = 0; i < 18; i++) {
      k[i] = new float[] {x[i][0][0], x[i][1][1], 1};
      rises[i][0] = x[i][4][0] > x[i][0][0] ? 1 : 0;
      weights[i] = i % 3;
    }
    return of(
        "two inputs, two outputs",
        Functional.of(List.of(past, known), List.of(level, up)),
        CompileOptions.of(Adam.of(0.01), Map.of("level", Huber.of(), "up", BinaryCrossentropy.of()))
            .withLossWeights(Map.of("level", 0.7, "up", 0.3))
            .withMetrics("up", BinaryAccuracy.of())
            .withWeightedMetrics(RootMeanSquaredError.of()),
        ArrayExamples.ofInput("past", x)
            .with(Slot.input("known"), k)
            .with(Slot.target("level"), y)
            .with(Slot.target("up"), rises)
            .with(Slot.sampleWeight("level"), weights));
  }

  /** Two epochs of five steps, the last step being smaller. */
  private static TrainingCase of(
      String name, Network network, CompileOptions compiled, DataSet data) {
    return new TrainingCase(name, network, compiled, data, FitOptions.of(2).withBatchSize(4));
  }
}
