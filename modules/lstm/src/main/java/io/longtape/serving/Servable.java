package io.longtape.serving;

import java.util.Map;
import org.tensorflow.ndarray.Shape;

/**
 * Something that computes named outputs from named inputs, batch by batch. Owns native memory;
 * close it. Calls may come from several threads.
 */
public interface Servable extends AutoCloseable {

  /** The name of the signature that is called and written. */
  String SIGNATURE = "serving_default";

  /**
   * Computes one output for a batch.
   *
   * @param values the inputs by name, each row-major with {@code batch} examples
   * @param batch how many examples there are, at least 1
   * @param output the name of the output
   * @return the output, row-major
   * @throws IllegalArgumentException when an input is missing or has another size, or there is no
   *     such output; the message lists the names there are
   */
  double[] call(Map<String, double[]> values, int batch, String output);

  /**
   * The shape of one example of an input.
   *
   * @param input the input's name
   * @return the shape without the batch
   * @throws IllegalArgumentException when there is no such input
   */
  Shape inputShape(String input);

  /** Frees the session and the graph. */
  @Override
  void close();
}
