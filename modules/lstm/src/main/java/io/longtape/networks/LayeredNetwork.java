package io.longtape.networks;

import io.longtape.layers.InputSpec;
import io.longtape.layers.Layer;
import io.longtape.layers.MaskedTensor;
import io.longtape.layers.Pass;
import io.longtape.layers.SymbolicTensor;
import java.util.List;
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
   * The inputs and layers in the order of Keras's {@code model.layers}, which decides how it stores
   * their weights: the farthest from the outputs first.
   *
   * @return their names
   */
  public final List<String> operations() {
    return graph.operations();
  }

  /**
   * The outputs.
   *
   * @return their names, in order
   */
  public final List<String> outputs() {
    return graph.outputNames();
  }

  /**
   * The name of what gives a tensor.
   *
   * @param tensor one of this network
   * @return the name of an input or of a layer
   */
  public final String source(SymbolicTensor tensor) {
    return graph.source(tensor);
  }

  /**
   * What the network gives.
   *
   * @return by the outputs' names, in order
   */
  public final Map<String, SymbolicTensor> outputTensors() {
    return graph.outputTensors();
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
