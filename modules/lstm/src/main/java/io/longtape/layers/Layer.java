package io.longtape.layers;

import io.longtape.config.KerasConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A layer, as {@code keras.layers.Layer}: what it computes and which weights it asks for. It holds
 * neither weights nor anything native, so one object may be part of several networks; used twice in
 * one network it shares its weights.
 */
public interface Layer {

  /**
   * What a layer without a name is called in a network, with a number behind it from the second one
   * on: Keras's class name in snake case.
   *
   * @return such as {@code lstm} or {@code layer_normalization}
   */
  String kind();

  /**
   * The name that it was given.
   *
   * @return its name, or empty for one made of {@link #kind}
   */
  Optional<String> name();

  /**
   * How many tensors it gives.
   *
   * @return 1 unless a layer says otherwise
   */
  default int outputs() {
    return 1;
  }

  /**
   * Names the layers inside of this one, which Keras counts with all others of their kind.
   *
   * @param naming gives a name to a kind: the kind itself, then with {@code _1} behind it
   * @return the layer whose inner layers all have names; by default this one, which has none inside
   */
  default Layer withInnerNames(UnaryOperator<String> naming) {
    return this;
  }

  /**
   * How Keras writes this layer, but for what belongs to a model: whether it is trained. A layer
   * without a name has none there either.
   *
   * @return its class and arguments there, or empty when Keras has no equal
   */
  default Optional<KerasConfig> config() {
    return Optional.empty();
  }

  /**
   * Adds this layer's ops to a pass.
   *
   * @param pass where the ops go and the weights come from, already inside the layer's name
   * @param inputs what it reads
   * @return as many tensors as {@link #outputs} says
   * @throws IllegalArgumentException when the inputs do not suit the layer; the message names it
   */
  List<MaskedTensor> call(Pass pass, List<MaskedTensor> inputs);

  /**
   * Puts this layer behind others in a functional network.
   *
   * @param inputs what it reads
   * @return what it gives
   * @throws IllegalStateException when it gives more than one tensor
   */
  default SymbolicTensor apply(SymbolicTensor... inputs) {
    if (outputs() != 1) {
      throw new IllegalStateException(
          "a layer '%s' gives %d tensors; ask for them by applyAll".formatted(kind(), outputs()));
    }
    return applyAll(inputs).get(0);
  }

  /**
   * Puts this layer behind others in a functional network.
   *
   * @param inputs what it reads
   * @return all that it gives
   */
  default List<SymbolicTensor> applyAll(SymbolicTensor... inputs) {
    LayerCall call = new LayerCall(this, List.of(inputs));
    List<SymbolicTensor> results = new ArrayList<>();
    for (int i = 0; i < outputs(); i++) {
      results.add(new SymbolicTensor(call, i));
    }
    return results;
  }
}
