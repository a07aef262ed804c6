package io.longtape.keras.savedmodels;

import java.util.OptionalLong;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * A variable of a graph.
 *
 * @param handle the node that gives its handle
 * @param path what Keras called it
 * @param type of its elements
 * @param shape as the handle says
 * @param trainable whether optimizers update it
 */
record SavedVariable(String handle, String path, DataType type, Shape shape, boolean trainable) {

  private static final String STATE = "rnn_state";

  /** Whether it is the state of a stateful layer. */
  boolean isState() {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return !trainable && (name.equals(STATE) || name.startsWith(STATE + "_"));
  }

  /** The number of sequences that a state is kept for. */
  OptionalLong statefulBatch() {
    boolean known = isState() && shape.numDimensions() > 0 && shape.get(0) > 0;
    return known ? OptionalLong.of(shape.get(0)) : OptionalLong.empty();
  }
}
