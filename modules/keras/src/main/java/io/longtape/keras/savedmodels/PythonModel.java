package io.longtape.keras.savedmodels;

import io.longtape.networks.Network;
import io.longtape.serving.Servable;
import io.longtape.weights.WeightValues;
import java.nio.file.Path;
import java.util.Map;
import org.tensorflow.ndarray.NdArray;

/**
 * A SavedModel that Python made, loaded in this process or in one of its own by a {@link
 * SavedModelLoader}. Calls may come from several threads. Owns native memory or a process; close
 * it. Then all methods but {@link #signatures} throw an {@code IllegalStateException}.
 *
 * <p>A value for an input is a Java array of numbers, strings or booleans, nested as the input has
 * axes ({@code float[][][]}, {@code String[][]}), a number, a string, an {@link NdArray} or a
 * tensor. Numbers are cast to the input's type where that loses nothing but digits: {@code int[][]}
 * is fine for a float32 input, and 1.5 is refused for an int32 one. A boolean input takes 0 and 1,
 * and inputs of uint8 and uint16 the bits of a {@code byte[]} and a {@code short[]} as they are;
 * outputs of these types give such. An input {@code [batch, 1]} of strings takes {@code String[]}
 * too.
 */
public interface PythonModel extends AutoCloseable {

  /**
   * The signatures.
   *
   * @return by name, in the order of the names
   */
  Map<String, SignatureInfo> signatures();

  /**
   * Calls a signature.
   *
   * @param signature its name
   * @param inputs a value for each input, by name
   * @return the outputs by name, in the order of the names, on the Java heap
   * @throws IllegalArgumentException when there is no such signature or input, an input is missing,
   *     or a value does not fit; the message lists what there is, or says what was expected
   * @throws io.longtape.serving.ModelException when the model itself fails on these inputs
   */
  Map<String, NdArray<?>> call(String signature, Map<String, ?> inputs);

  /**
   * Calls {@code serving_default}.
   *
   * @param inputs a value for each input, by name
   * @return the outputs by name, on the Java heap
   * @throws IllegalArgumentException as {@link #call(String, Map)}
   */
  default Map<String, NdArray<?>> call(Map<String, ?> inputs) {
    return call(Servable.SIGNATURE, inputs);
  }

  /**
   * Calls a signature that has one input and one output.
   *
   * @param signature its name
   * @param input the value of the input
   * @return the output, on the Java heap
   * @throws IllegalArgumentException as {@link #call(String, Map)}, or when the signature has
   *     several inputs or outputs; the message lists them
   */
  NdArray<?> call(String signature, Object input);

  /**
   * The variables of floats that a signature reads, resolved through the handles that it is given,
   * under the paths that Keras gave them. Other types than float32 are cast to it.
   *
   * @param signature its name
   * @return by path, such as {@code sequential/lstm/lstm_cell/kernel}, as {@code weight.path} in
   *     Keras, in the order in which the signature takes them; variables of one name, as the states
   *     of a stateful layer, count up: {@code lstm/rnn_state}, {@code lstm/rnn_state_1}
   * @throws IllegalArgumentException when there is no such signature
   */
  WeightValues weights(String signature);

  /**
   * The values for the weights of a native network that has the same layers by the same names.
   *
   * <pre>{@code
   * model.setWeights(python.weights("serving_default", model.network()));
   * }</pre>
   *
   * @param signature the name of a signature that reads them
   * @param network its weights' paths are those of Keras, or end them
   * @return a value for each trained weight, by the network's own paths
   * @throws IllegalArgumentException when there is no such signature, or a weight has no equal,
   *     several, or one of another shape; the message names it
   */
  default WeightValues weights(String signature, Network network) {
    return WeightMatch.of(weights(signature), network);
  }

  /**
   * Sets the states of stateful layers to zero, as {@code model.reset_states()}. Nothing happens
   * where there are none.
   */
  void resetStates();

  /**
   * Saves the model with its variables as they are now, for example after calls of a {@code train}
   * signature. It is written beside its place and moved there when it is whole.
   *
   * @param directory where it goes; a model there is replaced, anything else is refused
   * @throws io.longtape.serving.ModelException when it cannot be written
   */
  void save(Path directory);

  @Override
  void close();
}
