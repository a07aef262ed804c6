package io.longtape.autodiff.internal;

import static java.util.Map.entry;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.sparse.SparseTensorDenseMatMul;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/** The product of a sparse matrix and a dense one; the gradient is sparse where the matrix is. */
final class SparseGradients {

  private SparseGradients() {}

  static Map<String, Formula> all() {
    return Map.ofEntries(entry("SparseTensorDenseMatMul", SparseGradients::matMul));
  }

  /** Inputs indices, values, shape, dense. */
  private static List<Operand<?>> matMul(Backward b) {
    return Arrays.asList(null, b.needs(1) ? values(b) : null, null, b.needs(3) ? dense(b) : null);
  }

  private static Operand<TNumber> values(Backward b) {
    Ops tf = b.tf();
    Operand<TInt32> zero = tf.constant(0);
    Operand<TInt32> one = tf.constant(1);
    boolean adjoint = b.op().booleanAttribute("adjoint_a", false);
    Operand<TNumber> rows = tf.gather(b.x(0), adjoint ? one : zero, one);
    Operand<TNumber> columns = tf.gather(b.x(0), adjoint ? zero : one, one);
    Operand<TNumber> dense = isDenseAdjoint(b) ? transpose(b, b.x(3)) : b.x(3);
    Operand<TNumber> products =
        b.mul(tf.gather(b.dy(), rows, zero), tf.gather(dense, columns, zero));
    return tf.sum(products, one);
  }

  private static Operand<TNumber> dense(Backward b) {
    boolean adjoint = b.op().booleanAttribute("adjoint_a", false);
    Operand<TInt64> shape = b.op().input(2);
    Operand<TNumber> gradient =
        b.tf()
            .sparse
            .sparseTensorDenseMatMul(
                b.x(0), b.x(1), shape, b.dy(), SparseTensorDenseMatMul.adjointA(!adjoint));
    return isDenseAdjoint(b) ? transpose(b, gradient) : gradient;
  }

  private static boolean isDenseAdjoint(Backward b) {
    return b.op().booleanAttribute("adjoint_b", false);
  }

  private static Operand<TNumber> transpose(Backward b, Operand<TNumber> matrix) {
    return b.tf().linalg.transpose(matrix, b.tf().constant(new int[] {1, 0}));
  }
}
