package io.longtape.autodiff.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.framework.activations.ELU;
import org.tensorflow.framework.activations.Exponential;
import org.tensorflow.framework.activations.GELU;
import org.tensorflow.framework.activations.HardSigmoid;
import org.tensorflow.framework.activations.Linear;
import org.tensorflow.framework.activations.ReLU;
import org.tensorflow.framework.activations.SELU;
import org.tensorflow.framework.activations.Sigmoid;
import org.tensorflow.framework.activations.Softmax;
import org.tensorflow.framework.activations.Softplus;
import org.tensorflow.framework.activations.Softsign;
import org.tensorflow.framework.activations.Swish;
import org.tensorflow.framework.activations.Tanh;
import org.tensorflow.framework.losses.Losses;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/** The activations and losses of tensorflow-framework, to second order. */
final class FrameworkCases {

  /** A loss of labels and predictions. */
  private interface Loss {
    Operand<TFloat64> call(Ops tf, Operand<TFloat64> labels, Operand<TFloat64> predictions);
  }

  private FrameworkCases() {}

  static List<Case> all() {
    List<Case> cases = new ArrayList<>();
    for (Activation activation :
        List.of(
            new ELU(),
            new ELU(0.5),
            new Exponential(),
            new GELU(),
            new GELU(true),
            new HardSigmoid(),
            new Linear(),
            new ReLU(),
            new ReLU(0.1f, 1f, 0.2f),
            new SELU(),
            new Sigmoid(),
            new Softmax(),
            new Softmax(1),
            new Softplus(),
            new Softsign(),
            new Swish(),
            new Tanh())) {
      cases.add(
          Case.of(
                  activation.getClass().getSimpleName(),
                  (tf, x) -> activation.call(tf, x.get(0)),
                  Point.of(2, 2, 3))
              .upTo(2));
    }
    losses().forEach((name, loss) -> cases.add(loss(name, loss)));
    for (boolean fromLogits : new boolean[] {false, true}) {
      cases.add(sparse(fromLogits));
    }
    return cases;
  }

  private static Case loss(String name, Loss loss) {
    return Case.of(
            name,
            (tf, x) -> loss.call(tf, labels(tf), x.get(0)),
            Point.at(Shape.of(2, 3), 0.25, 0.35, 0.4, 0.7, 0.2, 0.1))
        .upTo(2);
  }

  private static Operand<TFloat64> labels(Ops tf) {
    return tf.constant(new double[][] {{0, 1, 0}, {1, 0, 0}});
  }

  private static Map<String, Loss> losses() {
    return Map.ofEntries(
        Map.entry("MeanAbsoluteError", Losses::meanAbsoluteError),
        Map.entry("MeanSquaredError", Losses::meanSquaredError),
        Map.entry(
            "MeanAbsolutePercentageError",
            (tf, y, x) ->
                Losses.meanAbsolutePercentageError(tf, tf.math.add(y, tf.constant(1.0)), x)),
        Map.entry("MeanSquaredLogarithmicError", Losses::meanSquaredLogarithmicError),
        Map.entry(
            "BinaryCrossentropy", (tf, y, x) -> Losses.binaryCrossentropy(tf, y, x, false, 0.1f)),
        Map.entry(
            "BinaryCrossentropyFromLogits",
            (tf, y, x) -> Losses.binaryCrossentropy(tf, y, x, true, 0)),
        Map.entry(
            "CategoricalCrossentropy",
            (tf, y, x) -> Losses.categoricalCrossentropy(tf, y, x, false, 0, -1)),
        Map.entry(
            "CategoricalCrossentropyFromLogits",
            (tf, y, x) -> Losses.categoricalCrossentropy(tf, y, x, true, 0.1f, -1)),
        Map.entry("CategoricalHinge", Losses::categoricalHinge),
        Map.entry(
            "CosineSimilarity", (tf, y, x) -> Losses.cosineSimilarity(tf, y, x, new int[] {-1})),
        Map.entry("Hinge", Losses::hinge),
        Map.entry("Huber", (tf, y, x) -> Losses.huber(tf, y, x, 0.5f)),
        Map.entry("KLDivergence", Losses::kullbackLeiblerDivergence),
        Map.entry("LogCosh", Losses::logCosh),
        Map.entry("Poisson", Losses::poisson),
        Map.entry("SquaredHinge", Losses::squaredHinge));
  }

  private static Case sparse(boolean fromLogits) {
    return Case.of(
            "SparseCategoricalCrossentropy" + (fromLogits ? "FromLogits" : ""),
            (tf, x) -> {
              Operand<TInt32> labels = tf.constant(new int[] {2, 0});
              return Losses.sparseCategoricalCrossentropy(tf, labels, x.get(0), fromLogits, -1);
            },
            Point.between(0.1, 0.9, 2, 3))
        .upTo(2);
  }
}
