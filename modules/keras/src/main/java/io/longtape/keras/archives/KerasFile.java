package io.longtape.keras.archives;

import com.fasterxml.jackson.databind.JsonNode;
import io.longtape.models.OptimizerState;
import io.longtape.networks.LayeredNetwork;
import io.longtape.optimizers.Optimizer;
import io.longtape.serving.ModelException;
import io.longtape.weights.WeightValues;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A model in a file that Keras wrote: its configs, and its numbers for a network made of them. */
public sealed interface KerasFile permits KerasArchive, LegacyFile {

  /**
   * Reads a {@code .keras} or a legacy {@code .h5} file, told apart by their content.
   *
   * @param file what {@code model.save} wrote
   * @param limits what is read at most
   * @return the file, all of it in memory
   * @throws ModelException when it is missing, damaged, beyond the limits, or another kind of file
   */
  static KerasFile read(Path file, ReadLimits limits) {
    InputFile input = InputFile.of(file, limits);
    if (input.startsWith("PK")) {
      return KerasArchive.read(input, limits);
    }
    if (input.startsWith(Hdf5Object.MARK)) {
      return LegacyFile.read(input, limits);
    }
    throw input.place().error("is neither a .keras file, which is a zip file, nor a .h5 file");
  }

  /**
   * The network in Keras's JSON.
   *
   * @return {@code class_name}, {@code config} and, where it is known, {@code build_config}
   */
  JsonNode config();

  /**
   * How the model was compiled, in Keras's JSON.
   *
   * @return empty when it was saved without
   */
  Optional<JsonNode> compileConfig();

  /**
   * The terms of a TextVectorization layer that lie beside the config.
   *
   * @param layer its name
   * @return the terms, empty where the file has none for it
   */
  Optional<List<String>> vocabulary(String layer);

  /**
   * Where the weights of a network lie in this file.
   *
   * @param network made of the config
   * @return the layout
   * @throws ModelException when a layer refuses what it reads
   */
  WeightLayout layout(LayeredNetwork network);

  /**
   * The weights.
   *
   * @param layout of the network
   * @return a value for each weight; the states of stateful layers, which Keras does not save, are
   *     zero
   * @throws ModelException when a weight is missing or of another shape or type, or there are
   *     weights too many; the message names the data set
   */
  WeightValues weights(WeightLayout layout);

  /**
   * What the optimizer remembered.
   *
   * @param layout of the network
   * @param frozen the layers that are not trained
   * @param optimizer made of the compile config
   * @return empty when it is not in the file, or belongs to other weights than those that are
   *     trained; Keras then starts anew, too
   * @throws ModelException when it is damaged
   */
  Optional<OptimizerState> optimizerState(
      WeightLayout layout, Set<String> frozen, Optimizer optimizer);
}
