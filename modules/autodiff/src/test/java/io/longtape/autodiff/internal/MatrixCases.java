package io.longtape.autodiff.internal;

import static io.longtape.autodiff.internal.Case.op;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.Inv;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.linalg.Solve;
import org.tensorflow.op.linalg.TriangularSolve;
import org.tensorflow.op.sparse.SparseTensorDenseMatMul;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/** Products, diagonals and inverses. */
final class MatrixCases {

  private MatrixCases() {}

  static List<Case> all() {
    List<Case> cases = new ArrayList<>();
    for (boolean a : new boolean[] {false, true}) {
      for (boolean b : new boolean[] {false, true}) {
        Point left = a ? Point.of(3, 2) : Point.of(2, 3);
        Point right = b ? Point.of(2, 3) : Point.of(3, 2);
        cases.add(
            Case.of(
                "MatMul",
                (tf, x) ->
                    tf.linalg.matMul(
                        x.get(0), x.get(1), MatMul.transposeA(a), MatMul.transposeB(b)),
                left,
                right));
        cases.add(
            Case.of(
                "BatchMatMul", (tf, x) -> batch(tf, "BatchMatMul", x, a, b), square(2), square(2)));
        for (String type : List.of("BatchMatMulV2", "BatchMatMulV3")) {
          cases.add(
              Case.of(type, (tf, x) -> batch(tf, type, x, a, b), square(2, 2), square(2, 1))
                  .upTo(2));
          cases.add(
              Case.of(type, (tf, x) -> batch(tf, type, x, a, b), square(), square(2)).upTo(2));
        }
      }
    }
    for (String equation :
        List.of(
            "ij,jk->ik", "ij,ij->", "i,j->ij", "bij,bjk->bik", "...ij,...jk->...ik", "ij,kj->ik")) {
      cases.add(
          Case.of(
                  "Einsum",
                  (tf, x) -> tf.linalg.einsum(x, equation),
                  einsum(equation, 0),
                  einsum(equation, 1))
              .upTo(2));
    }
    cases.add(Case.of("Einsum", (tf, x) -> tf.linalg.einsum(x, "ij->ji"), Point.of(2, 3)).upTo(2));
    cases.add(
        Case.of(
                "Einsum",
                (tf, x) -> tf.linalg.einsum(x, "...ij,jk->...ik"),
                Point.of(2, 2, 3),
                Point.of(3, 2))
            .upTo(2));
    cases.addAll(diagonals());
    cases.addAll(inverses());
    return cases;
  }

  private static Point einsum(String equation, int input) {
    String labels = equation.substring(0, equation.indexOf('-')).split(",", -1)[input];
    return Point.of(labels.replace("...", "b").chars().mapToLong(label -> 2).toArray());
  }

  private static List<Case> diagonals() {
    return List.of(
        Case.of("Diag", (tf, x) -> tf.linalg.tensorDiag(x.get(0)), Point.of(3)),
        Case.of("DiagPart", (tf, x) -> tf.linalg.tensorDiagPart(x.get(0)), Point.of(3, 3)),
        Case.of("MatrixDiag", (tf, x) -> op(tf, "MatrixDiag", x), Point.of(2, 2)),
        Case.of("MatrixDiagPart", (tf, x) -> op(tf, "MatrixDiagPart", x), Point.of(2, 2, 3)),
        Case.of(
            "MatrixSetDiag",
            (tf, x) -> op(tf, "MatrixSetDiag", x),
            Point.of(2, 2, 3),
            Point.of(2, 2)),
        Case.of("MatrixDiagV2", (tf, x) -> diagonal(tf, "MatrixDiagV2", x.get(0)), Point.of(2, 3)),
        Case.of("MatrixDiagV3", (tf, x) -> diagonal(tf, "MatrixDiagV3", x.get(0)), Point.of(2, 3)),
        Case.of(
            "MatrixDiagPartV2",
            (tf, x) -> diagonalPart(tf, "MatrixDiagPartV2", x.get(0)),
            Point.of(2, 2, 3)),
        Case.of(
            "MatrixDiagPartV3",
            (tf, x) -> diagonalPart(tf, "MatrixDiagPartV3", x.get(0)),
            Point.of(2, 2, 3)),
        Case.of(
            "MatrixSetDiagV2",
            (tf, x) -> op(tf, "MatrixSetDiagV2", x.get(0), x.get(1), tf.constant(0)),
            Point.of(2, 2, 3),
            Point.of(2, 2)),
        Case.of(
            "MatrixSetDiagV3",
            (tf, x) -> op(tf, "MatrixSetDiagV3", x.get(0), x.get(1), tf.constant(1)),
            Point.of(2, 2, 3),
            Point.of(2, 2)),
        Case.of(
            "MatrixBandPart",
            (tf, x) -> tf.linalg.bandPart(x.get(0), tf.constant(1), tf.constant(0)),
            Point.of(3, 3)));
  }

  /** The two diagonals from -1 to 0, of which the first is shorter. */
  private static Operand<TFloat64> diagonal(Ops tf, String type, Operand<TFloat64> x) {
    Operand<TInt32> k = tf.constant(new int[] {-1, 0});
    Operand<TInt32> any = tf.constant(-1);
    return op(tf, type, x, k, any, any, tf.constant(0.5));
  }

  private static Operand<TFloat64> diagonalPart(Ops tf, String type, Operand<TFloat64> x) {
    return op(tf, type, x, tf.constant(new int[] {-1, 1}), tf.constant(0.5));
  }

  private static List<Case> inverses() {
    return List.of(
        Case.of("MatrixInverse", (tf, x) -> tf.linalg.inv(x.get(0)), square(2)).upTo(2),
        Case.of("MatrixInverse", (tf, x) -> tf.linalg.inv(x.get(0), Inv.adjoint(true)), square()),
        Case.of("MatrixDeterminant", (tf, x) -> tf.linalg.det(x.get(0)), square(2)),
        Case.of(
            "LogMatrixDeterminant",
            (tf, x) -> tf.linalg.logMatrixDeterminant(x.get(0)).logAbsDeterminant(),
            square()),
        Case.of(
                "MatrixSolve",
                (tf, x) -> tf.linalg.solve(x.get(0), x.get(1)),
                square(),
                Point.of(2, 1))
            .upTo(2),
        Case.of(
                "MatrixSolve",
                (tf, x) -> tf.linalg.solve(x.get(0), x.get(1), Solve.adjoint(true)),
                square(),
                Point.of(2, 1))
            .upTo(2),
        Case.of(
            "Cross",
            (tf, x) -> tf.linalg.cross(x.get(0), x.get(1)),
            Point.of(2, 3),
            Point.of(2, 3)),
        triangular(true, false),
        triangular(true, true),
        triangular(false, false),
        sparse(false, false),
        sparse(false, true),
        sparse(true, false),
        Case.of(
                "Cholesky",
                (tf, x) ->
                    tf.linalg.cholesky(
                        tf.linalg.matMul(x.get(0), x.get(0), MatMul.transposeB(true))),
                square())
            .upTo(2));
  }

  private static Case triangular(boolean lower, boolean adjoint) {
    return Case.of(
            "MatrixTriangularSolve",
            (tf, x) ->
                tf.linalg.triangularSolve(
                    x.get(0),
                    x.get(1),
                    TriangularSolve.lower(lower),
                    TriangularSolve.adjoint(adjoint)),
            Point.positive(2, 2),
            Point.of(2, 1))
        .upTo(2);
  }

  /** A matrix of [2, 3] with three elements, times a dense one. */
  private static Case sparse(boolean adjointA, boolean adjointB) {
    long inner = adjointA ? 2 : 3;
    return Case.of(
        "SparseTensorDenseMatMul",
        (tf, x) ->
            tf.sparse.sparseTensorDenseMatMul(
                tf.constant(new long[][] {{0, 2}, {1, 0}, {1, 2}}),
                x.get(0),
                tf.constant(new long[] {2, 3}),
                x.get(1),
                SparseTensorDenseMatMul.adjointA(adjointA),
                SparseTensorDenseMatMul.adjointB(adjointB)),
        Point.of(3),
        adjointB ? Point.of(2, inner) : Point.of(inner, 2));
  }

  private static Operand<TFloat64> batch(
      Ops tf, String type, List<Operand<TFloat64>> x, boolean a, boolean b) {
    var builder = tf.scope().opBuilder(type, type);
    x.forEach(input -> builder.addInput(input.asOutput()));
    builder.setAttr("adj_x", a).setAttr("adj_y", b);
    if (type.equals("BatchMatMulV3")) {
      builder.setAttr("Tout", DataType.DT_DOUBLE);
    }
    return builder.build().output(0);
  }

  /** Matrices of two rows and columns in batches of some shape. */
  private static Point square(long... batch) {
    long[] sizes = Arrays.copyOf(batch, batch.length + 2);
    sizes[batch.length] = 2;
    sizes[batch.length + 1] = 2;
    return Point.of(sizes);
  }
}
