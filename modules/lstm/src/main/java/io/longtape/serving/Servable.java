package io.longtape.serving;

import java.util.Map;
import java.util.Set;
import org.tensorflow.ndarray.Shape;

/**
 * Something that computes named outputs from named inputs, batch by batch, by one or more named
 * signatures. Owns native memory; close it. Calls may come from several threads.
 */
public interface Servable extends AutoCloseable {

  /** The name of the signature that is called where none is named. */
  String SIGNATURE = "serving_default";

  /**
   * The names of the signatures.
   *
   * @return {@link #SIGNATURE} among them unless the model was made without
   */
  Set<String> signatures();

  /**
   * A signature, to be called with tensors of any type.
   *
   * @param name its name
   * @return the signature
   * @throws IllegalArgumentException when there is none of that name; the message lists those there
   *     are
   */
  ServingSignature signature(String name);

  /**
   * Computes one output of {@link #SIGNATURE} for a batch, where all tensors are float32 or
   * float64.
   *
   * @param values the inputs by name, each row-major with {@code batch} examples
   * @param batch how many examples there are, at least 1
   * @param output the name of the output
   * @return the output, row-major
   * @throws IllegalArgumentException when an input is missing or has another size or type, or there
   *     is no such output; the message lists the names there are
   */
  default double[] call(Map<String, double[]> values, int batch, String output) {
    return signature(SIGNATURE).call(values, batch, output);
  }

  /**
   * The shape of one example of an input of {@link #SIGNATURE}.
   *
   * @param input the input's name
   * @return the shape without the batch
   * @throws IllegalArgumentException when there is no such input
   */
  default Shape inputShape(String input) {
    return signature(SIGNATURE).inputShape(input);
  }

  /** Frees the session and the graph. */
  @Override
  void close();
}
