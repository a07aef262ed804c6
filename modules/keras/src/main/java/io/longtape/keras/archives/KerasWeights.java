package io.longtape.keras.archives;

import io.longtape.networks.LayeredNetwork;
import io.longtape.weights.WeightValues;
import java.nio.file.Path;

/** Reads the weights of a network from a {@code .weights.h5} file. */
public final class KerasWeights {

  private KerasWeights() {}

  /**
   * Reads a value for each weight.
   *
   * @param file what {@code model.save_weights} wrote
   * @param network the same layers as the model that was saved
   * @param limits what is read at most
   * @return the weights; the states of stateful layers, which Keras does not save, are zero
   * @throws io.longtape.serving.ModelException when the file is missing, damaged or beyond the
   *     limits, or does not hold these weights
   */
  public static WeightValues read(Path file, LayeredNetwork network, ReadLimits limits) {
    InputFile input = InputFile.of(file, limits);
    if (!input.startsWith(Hdf5Object.MARK)) {
      throw input.place().error("is not a .weights.h5 file, which is an HDF5 file");
    }
    return new StoredWeights(input.bytes(), input.place(), limits)
        .weights(WeightLayout.of(network));
  }
}
