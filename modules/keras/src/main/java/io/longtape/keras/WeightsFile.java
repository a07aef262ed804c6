package io.longtape.keras;

import io.longtape.keras.archives.KerasFileWriter;
import io.longtape.keras.archives.KerasWeights;
import io.longtape.keras.archives.ReadLimits;
import io.longtape.networks.LayeredNetwork;
import io.longtape.weights.WeightValues;
import java.nio.file.Path;

/**
 * A {@code .weights.h5} file, as {@code model.save_weights} writes and {@code load_weights} reads.
 */
public final class WeightsFile {

  private static final String ENDING = ".weights.h5";

  private WeightsFile() {}

  /**
   * Reads the weights of a network.
   *
   * @param file what {@code model.save_weights} wrote
   * @param network the same layers as the model that was saved, in the same order
   * @return a value for each weight
   * @throws io.longtape.serving.ModelException when the file is missing or damaged, or a weight is
   *     not in it or has another shape
   */
  public static WeightValues read(Path file, LayeredNetwork network) {
    return KerasWeights.read(file, network, ReadLimits.defaults());
  }

  /**
   * Writes the weights of a network. The file is written beside its place and moved there when it
   * is whole.
   *
   * @param file ends in {@code .weights.h5}, as Keras demands; one that is there is replaced
   * @param network gives the layers
   * @param weights a value for each weight of the network
   * @throws IllegalArgumentException when the file has another ending or a weight is missing
   * @throws io.longtape.serving.ModelException when it cannot be written
   */
  public static void write(Path file, LayeredNetwork network, WeightValues weights) {
    if (!file.toString().endsWith(ENDING)) {
      throw new IllegalArgumentException(
          "Keras reads weights from files that end in %s, not '%s'".formatted(ENDING, file));
    }
    KerasFileWriter.writeWeights(file, network, weights);
  }
}
