package io.longtape.layers.preprocessing;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;

/**
 * The tokens of a batch of texts, one after the other.
 *
 * @param values {@code [tokens]}
 * @param places {@code [tokens, 2]}, the text and the place in it of each token
 * @param shape {@code [2]}, how many texts and how many tokens in the longest
 */
record Tokens(Operand<TString> values, Operand<TInt64> places, Operand<TInt64> shape) {

  /** One row for each text, {@code [batch, tokens]}, as long as the longest. */
  Operand<TInt64> rows(Ops tf, Operand<TInt64> ids) {
    return tf.sparse.sparseToDense(places, shape, ids, tf.constant(0L));
  }

  /** One row for each text, {@code [batch, length]}. */
  Operand<TInt64> rows(Ops tf, Operand<TInt64> ids, int length) {
    // Wide enough for both, then cut.
    Operand<TInt64> wide = tf.math.maximum(shape, tf.constant(new long[] {0, length}));
    Operand<TInt64> rows = tf.sparse.sparseToDense(places, wide, ids, tf.constant(0L));
    return tf.slice(rows, tf.constant(new int[] {0, 0}), tf.constant(new int[] {-1, length}));
  }
}
