package io.longtape.autodiff.internal;

import static io.longtape.autodiff.internal.Backward.output;
import static io.longtape.autodiff.internal.Formula.each;
import static java.util.Map.entry;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.Inv;
import org.tensorflow.op.linalg.MatrixDiagPartV3;
import org.tensorflow.op.linalg.MatrixSetDiag;
import org.tensorflow.op.linalg.Solve;
import org.tensorflow.op.linalg.TriangularSolve;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** Diagonals, inverses and factors of batches of matrices; M. Giles (2008) has the formulas. */
final class MatrixGradients {

  private MatrixGradients() {}

  static Map<String, Formula> all() {
    return Map.ofEntries(
        entry("MatrixDiagPart", each(MatrixGradients::onDiagonal)),
        entry("MatrixSetDiag", each(MatrixGradients::offDiagonal, b -> diagonal(b, 2))),
        entry("MatrixDiagV2", each(b -> diagonal(b, 1))),
        entry("MatrixDiagV3", each(b -> diagonal(b, 1))),
        entry("MatrixDiagPartV2", each(MatrixGradients::onDiagonal)),
        entry("MatrixDiagPartV3", each(MatrixGradients::onDiagonal)),
        entry("MatrixSetDiagV2", each(MatrixGradients::offDiagonal, b -> diagonal(b, 2))),
        entry("MatrixSetDiagV3", each(MatrixGradients::offDiagonal, b -> diagonal(b, 2))),
        entry("MatrixInverse", each(MatrixGradients::inverse)),
        entry("MatrixDeterminant", each(MatrixGradients::determinant)),
        entry("LogMatrixDeterminant", each(MatrixGradients::logDeterminant)),
        entry("MatrixSolve", MatrixGradients::solve),
        entry("MatrixTriangularSolve", MatrixGradients::triangularSolve),
        entry(
            "Cross",
            each(
                b -> b.tf().linalg.cross(b.x(1), b.dy()),
                b -> b.tf().linalg.cross(b.dy(), b.x(0)))),
        entry("Cholesky", each(MatrixGradients::cholesky)));
  }

  private static String align(Backward b) {
    String byDefault = b.op().type().endsWith("V2") ? "LEFT_LEFT" : "RIGHT_LEFT";
    return b.op().stringAttribute("align", byDefault);
  }

  private static Operand<TNumber> diagonal(Backward b, int kInput) {
    Operand<TInt32> k = diagonals(b, kInput);
    return b.tf().linalg.matrixDiagPartV3(b.dy(), k, b.zero(), MatrixDiagPartV3.align(align(b)));
  }

  /** Which diagonals; ops of the first version only know the main one. */
  private static Operand<TInt32> diagonals(Backward b, int input) {
    return b.op().numInputs() > input ? b.op().input(input) : b.tf().constant(0);
  }

  private static Operand<TNumber> onDiagonal(Backward b) {
    return setDiagonal(b, b.tf().zerosLike(b.x(0)), b.dy(), 1);
  }

  private static Operand<TNumber> offDiagonal(Backward b) {
    return setDiagonal(b, b.dy(), b.tf().zerosLike(b.x(1)), 2);
  }

  private static Operand<TNumber> setDiagonal(
      Backward b, Operand<TNumber> matrix, Operand<TNumber> diagonal, int kInput) {
    Operand<TInt32> k = diagonals(b, kInput);
    return b.tf().linalg.matrixSetDiag(matrix, diagonal, k, MatrixSetDiag.align(align(b)));
  }

  private static Operand<TNumber> inverse(Backward b) {
    Operand<TNumber> y = b.y();
    return b.op().booleanAttribute("adjoint", false)
        ? b.neg(matMul(b, y, false, matMul(b, b.dy(), true, y, false), false))
        : b.neg(matMul(b, y, true, matMul(b, b.dy(), false, y, true), false));
  }

  private static Operand<TNumber> determinant(Backward b) {
    return b.mul(toMatrix(b, b.mul(b.dy(), b.y())), inverseTransposed(b, b.x(0)));
  }

  /** Outputs sign, logarithm of the absolute value. */
  private static Operand<TNumber> logDeterminant(Backward b) {
    return b.mul(toMatrix(b, b.dy(1)), inverseTransposed(b, b.x(0)));
  }

  private static List<Operand<?>> solve(Backward b) {
    boolean adjoint = b.op().booleanAttribute("adjoint", false);
    Operand<TNumber> right = b.tf().linalg.solve(b.x(0), b.dy(), Solve.adjoint(!adjoint));
    return Arrays.asList(b.needs(0) ? solved(b, right, adjoint) : null, right);
  }

  private static List<Operand<?>> triangularSolve(Backward b) {
    boolean adjoint = b.op().booleanAttribute("adjoint", false);
    boolean lower = b.op().booleanAttribute("lower", true);
    Operand<TNumber> right =
        b.tf()
            .linalg
            .triangularSolve(
                b.x(0), b.dy(), TriangularSolve.lower(lower), TriangularSolve.adjoint(!adjoint));
    Operand<TInt32> all = b.tf().constant(-1);
    Operand<TInt32> none = b.tf().constant(0);
    return Arrays.asList(
        b.needs(0)
            ? b.tf()
                .linalg
                .bandPart(solved(b, right, adjoint), lower ? all : none, lower ? none : all)
            : null,
        right);
  }

  /** The gradient of the matrix of a system, from that of its right-hand side. */
  private static Operand<TNumber> solved(Backward b, Operand<TNumber> right, boolean adjoint) {
    return b.neg(
        adjoint ? matMul(b, b.y(), false, right, true) : matMul(b, right, false, b.y(), true));
  }

  private static Operand<TNumber> cholesky(Backward b) {
    Ops tf = b.tf();
    Operand<TNumber> inverse = tf.linalg.inv(b.y());
    Operand<TNumber> product = matMul(b, b.y(), true, b.dy(), false);
    Operand<TNumber> lower =
        b.sub(
            tf.linalg.bandPart(product, tf.constant(-1), tf.constant(0)),
            b.mul(0.5, tf.linalg.bandPart(product, tf.constant(0), tf.constant(0))));
    Operand<TNumber> both =
        b.add(matMul(b, lower, false, inverse, false), matMul(b, lower, true, inverse, false));
    return b.mul(0.5, matMul(b, inverse, true, both, false));
  }

  private static Operand<TNumber> inverseTransposed(Backward b, Operand<TNumber> matrix) {
    return b.tf().linalg.inv(matrix, Inv.adjoint(true));
  }

  private static Operand<TNumber> toMatrix(Backward b, Operand<TNumber> scalars) {
    Operand<TInt32> last = b.tf().constant(-1);
    return b.tf().expandDims(b.tf().expandDims(scalars, last), last);
  }

  private static Operand<TNumber> matMul(
      Backward b, Operand<TNumber> x, boolean transposeX, Operand<TNumber> y, boolean transposeY) {
    return output(
        b.builder("BatchMatMulV2", x, y).setAttr("adj_x", transposeX).setAttr("adj_y", transposeY),
        0);
  }
}
