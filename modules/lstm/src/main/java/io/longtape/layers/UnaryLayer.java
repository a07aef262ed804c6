package io.longtape.layers;

import java.util.List;

/** A layer with one input and one output: what most layers are. */
public interface UnaryLayer extends Layer {

  /**
   * Adds this layer's ops to a pass.
   *
   * @param pass where the ops go and the weights come from, already inside the layer's name
   * @param input what it reads
   * @return what it gives
   * @throws IllegalArgumentException when the input does not suit the layer
   */
  MaskedTensor call(Pass pass, MaskedTensor input);

  @Override
  default List<MaskedTensor> call(Pass pass, List<MaskedTensor> inputs) {
    if (inputs.size() != 1) {
      throw new IllegalArgumentException(
          "layer '%s' reads one tensor, but got %d".formatted(pass.path(), inputs.size()));
    }
    return List.of(call(pass, inputs.get(0)));
  }
}
