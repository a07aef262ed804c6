package io.longtape.activations;

import static java.util.Objects.requireNonNull;

import io.longtape.weights.Names;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.framework.activations.ELU;
import org.tensorflow.framework.activations.Exponential;
import org.tensorflow.framework.activations.GELU;
import org.tensorflow.framework.activations.Linear;
import org.tensorflow.framework.activations.ReLU;
import org.tensorflow.framework.activations.SELU;
import org.tensorflow.framework.activations.Sigmoid;
import org.tensorflow.framework.activations.Softplus;
import org.tensorflow.framework.activations.Softsign;
import org.tensorflow.framework.activations.Swish;
import org.tensorflow.framework.activations.Tanh;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Activations of {@code keras.activations}, by their names and with their defaults there; without
 * the rarer ones, such as {@code celu}, {@code glu} and {@code hard_tanh}.
 */
public enum KerasActivation implements Activation {
  /** {@code x}. */
  LINEAR(new Linear()),
  /** {@code max(0, x)}. */
  RELU(new ReLU()),
  /** {@code min(max(0, x), 6)}. */
  RELU6(new ReLU(0, 6, 0)),
  /** {@code x} above 0, {@code 0.2 x} below. */
  LEAKY_RELU(new ReLU(0.2f, Float.NaN, 0)),
  /** {@code x} above 0, {@code exp(x) - 1} below (Clevert et al. 2016). */
  ELU(new ELU()),
  /** A scaled ELU that keeps mean and variance (Klambauer et al. 2017). */
  SELU(new SELU()),
  /** {@code x Phi(x)} with the normal distribution function, not approximated. */
  GELU(new GELU()),
  /** {@code 1 / (1 + exp(-x))}. */
  SIGMOID(new Sigmoid()),
  /** {@code relu6(x + 3) / 6}. */
  HARD_SIGMOID(Formulas::hardSigmoid),
  /** The hyperbolic tangent. */
  TANH(new Tanh()),
  /** {@code exp(x) / sum(exp(x))} over the last axis. */
  SOFTMAX(Formulas::softmax),
  /** The logarithm of the softmax. */
  LOG_SOFTMAX(Formulas::logSoftmax),
  /** {@code log(exp(x) + 1)}. */
  SOFTPLUS(new Softplus()),
  /** {@code x / (|x| + 1)}. */
  SOFTSIGN(new Softsign()),
  /** {@code x sigmoid(x)}, also called {@code swish}. */
  SILU(new Swish()),
  /** {@code x hard_sigmoid(x)}, also called {@code hard_swish}. */
  HARD_SILU(Formulas::hardSilu),
  /** {@code x tanh(softplus(x))}. */
  MISH(Formulas::mish),
  /** {@code exp(x)}. */
  EXPONENTIAL(new Exponential());

  @SuppressWarnings("ImmutableEnumChecker") // holds nothing that changes
  private final Activation formula;

  KerasActivation(Activation formula) {
    this.formula = requireNonNull(formula, "formula");
  }

  /**
   * The activation of a name.
   *
   * @param name as in Keras, such as {@code hard_sigmoid}
   * @return the activation
   * @throws IllegalArgumentException when there is none of that name
   */
  public static KerasActivation of(String name) {
    String known =
        switch (name) {
          case "swish" -> "silu";
          case "hard_swish" -> "hard_silu";
          default -> name;
        };
    for (KerasActivation activation : values()) {
      if (activation.kerasName().equals(known)) {
        return activation;
      }
    }
    throw new IllegalArgumentException(
        Names.unknown(
            "activation", name, Arrays.stream(values()).map(KerasActivation::kerasName).toList()));
  }

  /**
   * The op whose logits a cross-entropy may take instead of the probabilities.
   *
   * @return {@code Sigmoid} or {@code Softmax}, or empty for the other activations
   */
  public Optional<String> logitsOp() {
    return switch (this) {
      case SIGMOID -> Optional.of("Sigmoid");
      case SOFTMAX -> Optional.of("Softmax");
      default -> Optional.empty();
    };
  }

  /**
   * The name in Keras of any activation.
   *
   * @param activation one of these, or of your own
   * @return empty for one of your own
   */
  public static Optional<String> kerasNameOf(Activation activation) {
    return activation instanceof KerasActivation known
        ? Optional.of(known.kerasName())
        : Optional.empty();
  }

  /**
   * Its name in Keras.
   *
   * @return such as {@code hard_sigmoid}
   */
  public String kerasName() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public <T extends TNumber> Operand<T> call(Ops tf, Operand<T> x) {
    return formula.call(tf, x);
  }
}
