package io.longtape.layers;

import java.util.List;

/**
 * One use of a layer in a functional network, Keras's {@code Node}. Two uses are never equal, not
 * even of the same layer with the same inputs.
 */
public final class LayerCall {

  private final Layer layer;
  private final List<SymbolicTensor> inputs;

  LayerCall(Layer layer, List<SymbolicTensor> inputs) {
    this.layer = layer;
    this.inputs = List.copyOf(inputs);
  }

  /**
   * The layer.
   *
   * @return the layer that is used
   */
  public Layer layer() {
    return layer;
  }

  /**
   * What the layer reads here.
   *
   * @return in the order of the layer's arguments
   */
  public List<SymbolicTensor> inputs() {
    return inputs;
  }
}
