package io.longtape.layers;

/**
 * A tensor of a functional network that is being put together, as {@code keras.KerasTensor}: what a
 * layer gives, or an {@link Input}.
 */
public sealed class SymbolicTensor permits Input {

  private final LayerCall producer;
  private final int index;

  SymbolicTensor(LayerCall producer, int index) {
    this.producer = producer;
    this.index = index;
  }

  /**
   * Where it comes from.
   *
   * @return the use of a layer, or null for an {@link Input}
   */
  public LayerCall producer() {
    return producer;
  }

  /**
   * Which of the layer's outputs it is.
   *
   * @return from 0
   */
  public int index() {
    return index;
  }
}
