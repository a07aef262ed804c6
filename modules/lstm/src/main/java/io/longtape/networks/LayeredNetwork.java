package io.longtape.networks;

import io.longtape.layers.InputSpec;
import io.longtape.layers.Layer;
import io.longtape.layers.MaskedTensor;
import io.longtape.layers.Pass;
import java.util.Map;

/** A network that was put together from layers. */
public abstract sealed class LayeredNetwork implements Network permits Sequential, Functional {

  private final LayerGraph graph;
  private final String kind;

  LayeredNetwork(LayerGraph graph, String kind) {
    this.graph = graph;
    this.kind = kind;
  }

  /**
   * What Keras calls such a model by default.
   *
   * @return {@code sequential} or {@code functional}
   */
  public final String kind() {
    return kind;
  }

  /**
   * The layers.
   *
   * @return by name, from the inputs to the outputs, without the inputs themselves
   */
  public final Map<String, Layer> layers() {
    return graph.layers();
  }

  /**
   * What Keras prints by {@code model.summary()}: the layers, their outputs and weights.
   *
   * @return several lines; {@link Summary} has options
   * @throws IllegalArgumentException when a layer refuses what it reads
   */
  public final String summary() {
    return Summary.of(this).toString();
  }

  @Override
  public final Map<String, InputSpec> inputs() {
    return graph.inputs();
  }

  @Override
  public final Map<String, Long> idCounts() {
    return graph.idCounts();
  }

  @Override
  public final Map<String, MaskedTensor> call(Pass pass, Map<String, MaskedTensor> inputs) {
    return graph.call(pass, inputs, LayerObserver.NONE);
  }

  /**
   * Adds the network's ops to a pass and tells of each layer.
   *
   * @param pass where the ops go and the weights come from
   * @param inputs a tensor {@code [batch, ...]} for each input
   * @param observer is told what each layer read and gave
   * @return the outputs by name
   */
  public final Map<String, MaskedTensor> call(
      Pass pass, Map<String, MaskedTensor> inputs, LayerObserver observer) {
    return graph.call(pass, inputs, observer);
  }

  LayerGraph graph() {
    return graph;
  }
}
