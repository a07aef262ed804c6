package io.longtape.keras;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.longtape.keras.archives.KerasFile;
import io.longtape.keras.archives.KerasFileWriter;
import io.longtape.keras.archives.ReadLimits;
import io.longtape.keras.archives.SavedParts;
import io.longtape.keras.archives.WeightLayout;
import io.longtape.keras.configs.CompileConfig;
import io.longtape.keras.configs.NetworkConfig;
import io.longtape.layers.Layer;
import io.longtape.models.CompileOptions;
import io.longtape.models.Model;
import io.longtape.models.OptimizerState;
import io.longtape.networks.LayeredNetwork;
import io.longtape.serving.ModelException;
import io.longtape.weights.WeightValues;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A model as Keras saves it: the network, its weights, and how it was trained. It lies on the Java
 * heap and holds no native memory.
 *
 * <pre>{@code
 * KerasModel saved = KerasModel.read(Path.of("model.keras"));
 * try (Model model = saved.toModel(42)) {
 *   model.fit(ArrayExamples.of(x, y), FitOptions.of(3));
 *   KerasModel.of(model).write(Path.of("tuned.keras"));
 * }
 * }</pre>
 *
 * <p>{@link Layer}s of Longtape have their equals in Keras. A layer that is unknown here is refused
 * by name and place; a Lambda layer and code of the model's own always are.
 */
public final class KerasModel {

  private static final String ENDING = ".keras";

  private final NetworkConfig config;
  private final WeightValues weights;
  private final Optional<CompileOptions> compileOptions;
  private final Optional<OptimizerState> optimizerState;

  private KerasModel(
      NetworkConfig config,
      WeightValues weights,
      Optional<CompileOptions> compileOptions,
      Optional<OptimizerState> optimizerState) {
    this.config = config;
    this.weights = weights;
    this.compileOptions = compileOptions;
    this.optimizerState = optimizerState;
  }

  /**
   * A network that was trained here.
   *
   * @param network what it computes
   * @param weights a value for each weight
   * @return the model, without a way to train it
   */
  public static KerasModel of(LayeredNetwork network, WeightValues weights) {
    return new KerasModel(
        new NetworkConfig(network.kind(), network, Set.of()),
        weights.copy(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * A copy of a live model: weights, frozen layers and, where it is compiled, its options and what
   * its optimizer remembers.
   *
   * @param model stays the caller's
   * @return the copy
   * @throws IllegalArgumentException when its network was not put together from layers
   */
  public static KerasModel of(Model model) {
    if (!(model.network() instanceof LayeredNetwork network)) {
      throw new IllegalArgumentException(
          "Keras saves networks of layers, a Sequential or a Functional, not a %s"
              .formatted(model.network().getClass().getSimpleName()));
    }
    return new KerasModel(
        new NetworkConfig(network.kind(), network, model.frozenLayers()),
        model.weights(),
        model.compileOptions(),
        model.compileOptions().map(options -> model.optimizerState()));
  }

  /**
   * Reads a {@code .keras} file or a legacy {@code .h5} file, told apart by their content.
   *
   * @param file what {@code model.save} wrote
   * @return the model
   * @throws ModelException when the file is missing, damaged or larger than the default limits, or
   *     holds a layer, a loss, a metric or an optimizer that is unknown here
   */
  public static KerasModel read(Path file) {
    return read(file, true);
  }

  /**
   * Reads a file without the way to train it, as {@code load_model(file, compile=False)}: for
   * models that were trained with a loss of their own.
   *
   * @param file what {@code model.save} wrote
   * @return the model, neither with options nor with what an optimizer remembered
   * @throws ModelException when the file is missing, damaged or larger than the default limits, or
   *     holds a layer that is unknown here
   */
  public static KerasModel readUncompiled(Path file) {
    return read(file, false);
  }

  private static KerasModel read(Path file, boolean compiled) {
    KerasFile saved = KerasFile.read(file, ReadLimits.defaults());
    NetworkConfig config =
        inFile(file, () -> NetworkConfig.read(saved.config(), saved::vocabulary));
    LayeredNetwork network = config.network();
    Optional<CompileOptions> options =
        saved
            .compileConfig()
            .filter(json -> compiled)
            .flatMap(json -> inFile(file, () -> CompileConfig.read(json, network)));
    WeightLayout layout = saved.layout(network);
    return new KerasModel(
        config,
        saved.weights(layout),
        options,
        options.flatMap(given -> saved.optimizerState(layout, config.frozen(), given.optimizer())));
  }

  /**
   * The model's name in Keras.
   *
   * @return such as {@code sequential}
   */
  public String name() {
    return config.name();
  }

  /**
   * What it computes.
   *
   * @return the network
   */
  public LayeredNetwork network() {
    return config.network();
  }

  /**
   * The weights, and the states of stateful layers.
   *
   * @return by path, such as {@code lstm/lstm_cell/kernel}
   */
  public WeightValues weights() {
    return weights.copy();
  }

  /**
   * How the model was compiled.
   *
   * @return empty when it was saved without
   */
  public Optional<CompileOptions> compileOptions() {
    return compileOptions;
  }

  /**
   * What the optimizer remembered.
   *
   * @return empty when it was saved without
   */
  public Optional<OptimizerState> optimizerState() {
    return optimizerState;
  }

  /**
   * The layers whose weights are not trained.
   *
   * @return their names
   */
  public Set<String> frozenLayers() {
    return config.frozen();
  }

  /**
   * A live model with these weights, compiled if this was, that goes on to train where this
   * stopped.
   *
   * @param seed decides what is drawn from now on: the order of examples and what is dropped
   * @return the model, which the caller closes
   * @throws ModelException when a layer's initializer is not made for its weights
   */
  public Model toModel(long seed) {
    Model model = build(seed);
    try {
      Set<String> trained = layersOf(weights);
      for (String layer : config.frozen()) {
        if (trained.contains(layer)) {
          model.setTrainable(layer, false);
        }
      }
      model.setWeights(weights);
      compileOptions.ifPresent(model::compile);
      optimizerState.ifPresent(model::setOptimizerState);
      return model;
    } catch (RuntimeException | Error e) {
      model.close();
      throw e;
    }
  }

  /**
   * Writes a {@code .keras} file that {@code keras.models.load_model} reads. It is written beside
   * its place and moved there when it is whole; the same model gives the same bytes. As in Keras,
   * the states of stateful layers stay behind.
   *
   * @param file ends in {@code .keras}; one that is there is replaced
   * @throws IllegalArgumentException when the file has another ending or Keras has no equal of a
   *     layer; the message names it
   * @throws ModelException when it cannot be written
   */
  public void write(Path file) {
    if (!file.toString().endsWith(ENDING)) {
      throw new IllegalArgumentException(
          "Keras reads models from files that end in %s, not '%s'".formatted(ENDING, file));
    }
    ObjectNode json = config.write().deepCopy();
    compileOptions.ifPresent(
        options ->
            json.set("compile_config", CompileConfig.write(options, config.network().outputs())));
    KerasFileWriter.write(
        file,
        new SavedParts(
            json,
            config.network(),
            weights,
            config.frozen(),
            compileOptions.map(
                options -> new SavedParts.Training(options.optimizer(), optimizerState))));
  }

  private Model build(long seed) {
    try {
      return Model.of(config.network(), seed);
    } catch (IllegalArgumentException e) {
      throw new ModelException(
          "the model '%s' cannot be built: %s".formatted(name(), e.getMessage()), e);
    }
  }

  /** Names the file that a config is in. */
  private static <T> T inFile(Path file, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (ModelException e) {
      throw new ModelException(file + ": " + e.getMessage(), e);
    }
  }

  /** The layers that have weights. */
  private static Set<String> layersOf(WeightValues weights) {
    return weights.names().stream()
        .map(path -> path.substring(0, path.indexOf('/')))
        .collect(Collectors.toSet());
  }
}
