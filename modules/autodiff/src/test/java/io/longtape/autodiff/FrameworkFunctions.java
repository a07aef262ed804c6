package io.longtape.autodiff;

import static java.util.Map.entry;

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
import org.tensorflow.framework.losses.BinaryCrossentropy;
import org.tensorflow.framework.losses.CategoricalCrossentropy;
import org.tensorflow.framework.losses.CategoricalHinge;
import org.tensorflow.framework.losses.CosineSimilarity;
import org.tensorflow.framework.losses.Hinge;
import org.tensorflow.framework.losses.Huber;
import org.tensorflow.framework.losses.KLDivergence;
import org.tensorflow.framework.losses.LogCosh;
import org.tensorflow.framework.losses.Loss;
import org.tensorflow.framework.losses.MeanAbsoluteError;
import org.tensorflow.framework.losses.MeanAbsolutePercentageError;
import org.tensorflow.framework.losses.MeanSquaredError;
import org.tensorflow.framework.losses.MeanSquaredLogarithmicError;
import org.tensorflow.framework.losses.Poisson;
import org.tensorflow.framework.losses.Reduction;
import org.tensorflow.framework.losses.SparseCategoricalCrossentropy;
import org.tensorflow.framework.losses.SquaredHinge;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/** Activations and losses of tensorflow-framework under the names that Python wrote down. */
final class FrameworkFunctions {

  private static final Map<String, Activation> ACTIVATIONS =
      Map.ofEntries(
          entry("activation ELU", new ELU()),
          entry("activation ELU of alpha 0.5", new ELU(0.5)),
          entry("activation Exponential", new Exponential()),
          entry("activation GELU", new GELU(false)),
          entry("activation GELU approximate", new GELU(true)),
          entry("activation HardSigmoid", new HardSigmoid()),
          entry("activation Linear", new Linear()),
          entry("activation ReLU", new ReLU()),
          entry("activation ReLU of alpha 0.25", new ReLU(0.25f, Float.NaN, 0)),
          entry("activation ReLU to 6", new ReLU(0, 6, 0)),
          entry("activation ReLU to 2", new ReLU(0, 2, 0)),
          entry("activation ReLU from 1", new ReLU(0, Float.NaN, 1)),
          entry("activation ReLU of alpha 0.25 from 1 to 3", new ReLU(0.25f, 3, 1)),
          entry("activation SELU", new SELU()),
          entry("activation Sigmoid", new Sigmoid()),
          entry("activation Softmax", new Softmax()),
          entry("activation Softmax of axis 1", new Softmax(1)),
          entry("activation Softplus", new Softplus()),
          entry("activation Softsign", new Softsign()),
          entry("activation Swish", new Swish()),
          entry("activation Tanh", new Tanh()));

  private static final Map<String, Loss> LOSSES =
      Map.ofEntries(
          entry("loss BinaryCrossentropy", new BinaryCrossentropy()),
          entry("loss BinaryCrossentropy from logits", new BinaryCrossentropy(true)),
          entry(
              "loss BinaryCrossentropy from smoothed logits", new BinaryCrossentropy(true, 0.125f)),
          entry("loss CategoricalCrossentropy", new CategoricalCrossentropy()),
          entry("loss CategoricalCrossentropy from logits", new CategoricalCrossentropy(true)),
          entry(
              "loss CategoricalCrossentropy from smoothed logits",
              new CategoricalCrossentropy(true, 0.125f)),
          entry("loss CategoricalHinge", new CategoricalHinge()),
          entry("loss CosineSimilarity", new CosineSimilarity()),
          entry("loss CosineSimilarity of axis 0", new CosineSimilarity(0)),
          entry("loss Hinge", new Hinge()),
          entry("loss Huber", new Huber()),
          entry("loss Huber of delta 0.5", new Huber(null, 0.5f, Reduction.AUTO)),
          entry("loss KLDivergence", new KLDivergence()),
          entry("loss LogCosh", new LogCosh()),
          entry("loss MeanAbsoluteError", new MeanAbsoluteError()),
          entry("loss MeanAbsolutePercentageError", new MeanAbsolutePercentageError()),
          entry("loss MeanSquaredError", new MeanSquaredError()),
          entry("loss MeanSquaredError of sequences", new MeanSquaredError()),
          entry("loss MeanSquaredLogarithmicError", new MeanSquaredLogarithmicError()),
          entry("loss Poisson", new Poisson()),
          entry("loss SparseCategoricalCrossentropy", new SparseCategoricalCrossentropy()),
          entry(
              "loss SparseCategoricalCrossentropy from logits",
              new SparseCategoricalCrossentropy(true)),
          entry("loss SquaredHinge", new SquaredHinge()));

  private FrameworkFunctions() {}

  @SuppressWarnings("unchecked") // the inputs of both are numbers of one type
  static Operand<?> call(String name, Ops tf, List<Operand<?>> inputs) {
    Operand<TNumber> first = (Operand<TNumber>) inputs.get(0);
    if (ACTIVATIONS.containsKey(name)) {
      return ACTIVATIONS.get(name).call(tf, first);
    }
    return LOSSES.get(name).call(tf, first, (Operand<TNumber>) inputs.get(1), null);
  }
}
