package io.longtape.serving;

import static java.util.Objects.requireNonNull;

import io.longtape.layers.InputSpec;
import io.longtape.networks.Network;
import io.longtape.weights.WeightValues;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Functions of one model that go into a SavedModel, each under a name of its own, as {@code
 * keras.export.ExportArchive}. All of them share the weights:
 *
 * <pre>{@code
 * ExportArchive.of(network, weights)
 *     .withEndpoint("step", StreamingNetwork.of(network))
 *     .writeOut(Path.of("model"));
 * }</pre>
 */
public final class ExportArchive {

  private final WeightValues weights;
  private final Map<String, Endpoint> endpoints;
  private final Map<String, byte[]> extras;

  private ExportArchive(
      WeightValues weights, Map<String, Endpoint> endpoints, Map<String, byte[]> extras) {
    this.weights = requireNonNull(weights, "weights");
    this.endpoints = endpoints;
    this.extras = extras;
  }

  /**
   * An archive without a function yet.
   *
   * @param weights a value for each weight that the functions will ask for
   * @return the archive
   */
  public static ExportArchive of(WeightValues weights) {
    return new ExportArchive(weights, Map.of(), Map.of());
  }

  /**
   * An archive of one network, all its inputs and outputs, as {@code serving_default}.
   *
   * @param network what is computed
   * @param weights a value for each weight of the network
   * @return the archive
   */
  public static ExportArchive of(Network network, WeightValues weights) {
    return of(weights).withEndpoint(Servable.SIGNATURE, network);
  }

  /**
   * The same archive with one network more, as Keras's {@code add_endpoint}.
   *
   * @param name the signature's name
   * @param network what is computed: all its inputs and outputs
   * @return the archive
   * @throws IllegalArgumentException when the name is taken or not allowed
   */
  public ExportArchive withEndpoint(String name, Network network) {
    return withEndpoint(name, network.inputs(), network::call);
  }

  /**
   * The same archive with one function more, as Keras's {@code add_endpoint}.
   *
   * @param name the signature's name
   * @param inputs the inputs by name, without the batch, at least one
   * @param function what is computed
   * @return the archive
   * @throws IllegalArgumentException when the name is taken or not allowed
   */
  public ExportArchive withEndpoint(
      String name, Map<String, InputSpec> inputs, ServingFunction function) {
    Map<String, Endpoint> more = new LinkedHashMap<>(endpoints);
    if (more.put(name, new Endpoint(name, inputs, function)) != null) {
      throw new IllegalArgumentException("there is a signature '%s' already".formatted(name));
    }
    return new ExportArchive(weights, more, extras);
  }

  /**
   * The same archive with a file to keep with the model, to be found again by {@link
   * SavedModel#extra}.
   *
   * @param name a plain file name
   * @param content what the file holds
   * @return the archive
   * @throws IllegalArgumentException when the name is not a plain one
   */
  public ExportArchive withExtra(String name, byte[] content) {
    InferenceGraph.requirePlainName(name);
    Map<String, byte[]> more = new LinkedHashMap<>(extras);
    more.put(name, content.clone());
    return new ExportArchive(weights, endpoints, more);
  }

  /**
   * Builds the functions to be called in this process.
   *
   * @return the graph, which the caller closes
   * @throws IllegalArgumentException when a weight is missing, when a layer refuses its input's
   *     shape, or when a function makes variables of its own or updates of an optimizer
   */
  public InferenceGraph build() {
    return InferenceGraph.of(endpoints.values(), weights);
  }

  /**
   * Writes the functions as a SavedModel, as Keras's {@code write_out}. It is written beside its
   * place and moved there when it is whole, so a model that was there before stays as it was until
   * then.
   *
   * @param directory where the model goes; a model there is replaced, anything else is refused
   * @throws IllegalStateException when there is no function yet
   * @throws IllegalArgumentException as {@link #build}
   * @throws ModelException when the directory holds something else or cannot be written
   */
  public void writeOut(Path directory) {
    if (endpoints.isEmpty()) {
      throw new IllegalStateException("there is nothing to write; add an endpoint first");
    }
    try (InferenceGraph graph = build()) {
      graph.save(directory, extras);
    }
  }
}
