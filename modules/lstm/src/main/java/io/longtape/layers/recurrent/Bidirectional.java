package io.longtape.layers.recurrent;

import static java.util.Objects.requireNonNull;

import io.longtape.config.KerasConfig;
import io.longtape.layers.MaskedTensor;
import io.longtape.layers.NamedLayer;
import io.longtape.layers.Pass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A recurrent layer that reads a sequence in both directions, each with weights of its own
 * (Schuster and Paliwal 1997), as {@code keras.layers.Bidirectional}.
 *
 * <p>Reads what the layer reads; initial states come in the order of the forward layer's, then the
 * backward layer's. Gives the merged outputs, or the two outputs with {@link MergeMode#NONE}, and
 * behind them, if the layer returns its states, the forward states and then the backward ones.
 * Outputs of all steps are zeros where the mask is false. The weights' names begin with {@code
 * NAME/forward_lstm} and {@code NAME/backward_lstm}.
 */
public final class Bidirectional extends NamedLayer<Bidirectional> {

  private static final String FORWARD = "forward_";
  private static final String BACKWARD = "backward_";

  private Recurrent<?> layer;
  private Optional<Recurrent<?>> backwardLayer = Optional.empty();
  private MergeMode mergeMode = MergeMode.CONCAT;

  private Bidirectional(Recurrent<?> layer) {
    this.layer = layer;
  }

  /**
   * A layer in both directions, whose outputs are concatenated.
   *
   * @param layer says what each direction computes
   * @return the layer
   */
  public static Bidirectional of(Recurrent<?> layer) {
    return new Bidirectional(requireNonNull(layer, "layer"));
  }

  /**
   * The same layer with its outputs merged in another way.
   *
   * @param choice the default is {@link MergeMode#CONCAT}
   * @return the layer
   */
  public Bidirectional withMergeMode(MergeMode choice) {
    return with(copy -> copy.mergeMode = requireNonNull(choice, "merge mode"));
  }

  /**
   * The same layer with another one for the other direction. It keeps its name.
   *
   * @param choice goes in the other direction; by default the forward layer, turned round
   * @return the layer
   * @throws IllegalArgumentException when both go in the same direction, or when they do not agree
   *     in what they return and keep
   */
  public Bidirectional withBackwardLayer(Recurrent<?> choice) {
    require(choice.goBackwards != layer.goBackwards, "goBackwards", "must differ");
    require(choice.returnSequences == layer.returnSequences, "returnSequences", "must agree");
    require(choice.returnState == layer.returnState, "returnState", "must agree");
    require(choice.stateful == layer.stateful, "stateful", "must agree");
    return with(copy -> copy.backwardLayer = Optional.of(choice));
  }

  @Override
  public Bidirectional withInnerNames(UnaryOperator<String> naming) {
    return with(
        copy -> {
          copy.layer = named(layer, naming);
          copy.backwardLayer = backwardLayer.map(backward -> named(backward, naming));
        });
  }

  private static Recurrent<?> named(Recurrent<?> inner, UnaryOperator<String> naming) {
    return inner.name().isPresent() ? inner : inner.withName(naming.apply(inner.kind()));
  }

  private static void require(boolean condition, String argument, String rule) {
    if (!condition) {
      throw new IllegalArgumentException(
          "the forward and the backward layer %s in %s".formatted(rule, argument));
    }
  }

  @Override
  public int outputs() {
    int states = layer.outputs() - 1 + backward().outputs() - 1;
    return (mergeMode == MergeMode.NONE ? 2 : 1) + states;
  }

  @Override
  public Optional<KerasConfig> config() {
    return startConfig()
        .with("merge_mode", mergeMode.kerasName())
        .withPart("layer", forward().config())
        .withPart("backward_layer", backward().config())
        .build();
  }

  @Override
  public List<MaskedTensor> call(Pass pass, List<MaskedTensor> inputs) {
    Recurrent<?> forward = forward();
    Recurrent<?> backward = backward();
    int forwardStates = forward.cell().states();
    int states = forwardStates + backward.cell().states();
    if (inputs.size() != 1 && inputs.size() != 1 + states) {
      throw new IllegalArgumentException(
          "layer '%s' reads a sequence, or a sequence and %d initial states, but got %d tensors"
              .formatted(pass.path(), states, inputs.size()));
    }
    boolean given = inputs.size() > 1;
    List<MaskedTensor> ofForward = inputs.subList(0, given ? 1 + forwardStates : 1);
    List<MaskedTensor> ofBackward = new ArrayList<>(inputs.subList(0, 1));
    if (given) {
      ofBackward.addAll(inputs.subList(1 + forwardStates, inputs.size()));
    }
    List<MaskedTensor> there = call(forward, pass, ofForward);
    List<MaskedTensor> back = call(backward, pass, ofBackward);

    List<MaskedTensor> results = new ArrayList<>(merged(pass, there.get(0), back.get(0)));
    results.addAll(there.subList(1, there.size()));
    results.addAll(back.subList(1, back.size()));
    return results;
  }

  private static List<MaskedTensor> call(Recurrent<?> inner, Pass pass, List<MaskedTensor> inputs) {
    return inner.call(pass.in(inner.name().orElseThrow()), inputs);
  }

  private List<MaskedTensor> merged(Pass pass, MaskedTensor there, MaskedTensor back) {
    Ops tf = pass.tf();
    Operand<TFloat32> a = there.floats(pass.path());
    Operand<TFloat32> b = back.floats(pass.path());
    if (layer.returnSequences) {
      b = tf.reverse(b, tf.array(1));
    }
    return switch (mergeMode) {
      case CONCAT -> List.of(there.withTensor(tf.concat(List.of(a, b), tf.constant(-1))));
      case SUM -> List.of(there.withTensor(tf.math.add(a, b)));
      case MUL -> List.of(there.withTensor(tf.math.mul(a, b)));
      case AVE -> List.of(there.withTensor(tf.math.mul(tf.math.add(a, b), tf.constant(0.5f))));
      case NONE -> List.of(there, back.withTensor(b));
    };
  }

  private Recurrent<?> forward() {
    return layer.withName(prefixed(FORWARD, layer)).withZeroOutputForMask(layer.returnSequences);
  }

  /** The backward layer with a name, which Keras gives it in the order in which both are made. */
  private Recurrent<?> backward() {
    return namedBackward().withZeroOutputForMask(layer.returnSequences);
  }

  private Recurrent<?> namedBackward() {
    if (backwardLayer.isEmpty()) {
      return layer.withGoBackwards(!layer.goBackwards).withName(prefixed(BACKWARD, layer));
    }
    Recurrent<?> backward = backwardLayer.get();
    boolean second = layer.name().isEmpty() && layer.kind().equals(backward.kind());
    return backward.withName(
        backward.name().orElse(second ? backward.kind() + "_1" : backward.kind()));
  }

  private static String prefixed(String prefix, Recurrent<?> layer) {
    String base = layer.name().orElse(layer.kind());
    return prefix + (base.startsWith(prefix) ? base.substring(prefix.length()) : base);
  }
}
