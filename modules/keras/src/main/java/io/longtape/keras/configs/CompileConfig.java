package io.longtape.keras.configs;

import com.fasterxml.jackson.databind.JsonNode;
import io.longtape.models.CompileOptions;
import io.longtape.networks.LayeredNetwork;
import java.util.List;
import java.util.Optional;

/** How a model is trained in Keras's JSON, the {@code compile_config} of a {@code .keras} file. */
public final class CompileConfig {

  private CompileConfig() {}

  /**
   * Reads the arguments of {@code Model.compile}.
   *
   * @param config what {@code model.get_compile_config()} gives
   * @param network what is trained
   * @return the options, or empty when no output has a loss, so that there is nothing to train
   * @throws io.longtape.serving.ModelException when an optimizer, a loss or a metric is unknown
   *     here; the message names it
   */
  public static Optional<CompileOptions> read(JsonNode config, LayeredNetwork network) {
    return CompileReader.read(config, network);
  }

  /**
   * Writes the arguments of {@code Model.compile}.
   *
   * @param options how a model is trained
   * @param outputs the names of the network's outputs, in order
   * @return what {@code model.compile_from_config} reads
   * @throws IllegalArgumentException when Keras has no equal of an optimizer, a loss or a metric
   */
  public static JsonNode write(CompileOptions options, List<String> outputs) {
    return CompileWriter.write(options, outputs);
  }
}
