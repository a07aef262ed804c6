package io.longtape.networks;

import io.longtape.layers.Input;
import io.longtape.layers.Layer;
import io.longtape.layers.SymbolicTensor;
import java.util.List;

/**
 * A network of one layer after the other, as {@code keras.Sequential}.
 *
 * <p>Layers without a name get one of their kind and a number, as in Keras: {@code lstm}, {@code
 * lstm_1}. The output has the name of the last layer.
 */
public final class Sequential extends LayeredNetwork {

  private Sequential(LayerGraph graph) {
    super(graph, "sequential");
  }

  /**
   * A network of these layers.
   *
   * @param input where data enter
   * @param layers one or more, each giving one tensor
   * @return the network
   * @throws IllegalArgumentException when there is no layer, or two have the same name
   * @throws IllegalStateException when a layer gives more than one tensor
   */
  public static Sequential of(Input input, Layer... layers) {
    return of(input, List.of(layers));
  }

  /**
   * A network of these layers.
   *
   * @param input where data enter
   * @param layers one or more, each giving one tensor
   * @return the network
   * @throws IllegalArgumentException when there is no layer, or two have the same name
   * @throws IllegalStateException when a layer gives more than one tensor
   */
  public static Sequential of(Input input, List<? extends Layer> layers) {
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("a sequential network needs at least one layer");
    }
    SymbolicTensor tensor = input;
    for (Layer layer : layers) {
      tensor = layer.apply(tensor);
    }
    return new Sequential(LayerGraph.of(List.of(input), List.of(tensor)));
  }
}
