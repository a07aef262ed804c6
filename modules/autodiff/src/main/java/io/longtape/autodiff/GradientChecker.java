package io.longtape.autodiff;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.EagerSession;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;

/**
 * Compares gradients with central finite differences in float64 ({@code tf.test.compute_gradient}):
 * a test for gradients of one's own, registered or custom.
 *
 * <pre>{@code
 * GradientChecker.Result result =
 *     GradientChecker.of((tf, x) -> tf.math.tanh(x.get(0)))
 *         .check(List.of(StdArrays.ndCopyOf(new double[] {-1, 0.5, 2})));
 * assertThat(result.maxError()).isLessThan(1e-8);
 * }</pre>
 *
 * <p>Choose points where the function is smooth: at the kink of a ReLU the two differ and neither
 * is wrong.
 */
public final class GradientChecker {

  /**
   * What is differentiated.
   *
   * @see GradientChecker#of
   */
  @FunctionalInterface
  public interface Function {

    /**
     * Computes the function.
     *
     * @param tf where its ops go
     * @param inputs one for each array of the point
     * @return of any shape, the same at each point
     */
    Operand<TFloat64> call(Ops tf, List<Operand<TFloat64>> inputs);
  }

  /**
   * Both Jacobians, for each input {@code [outputs, inputs]}, flattened in row-major order.
   *
   * @param analytic what the tape gives
   * @param numeric what finite differences give
   */
  public record Result(List<double[][]> analytic, List<double[][]> numeric) {

    /**
     * Copies of both lists.
     *
     * @param analytic one for each input
     * @param numeric one for each input, of the same shapes
     */
    public Result {
      analytic = List.copyOf(analytic);
      numeric = List.copyOf(numeric);
    }

    /**
     * How far they are apart.
     *
     * @return the largest absolute difference, divided by the largest numeric derivative where that
     *     is above 1; not a number where a derivative is none
     */
    public double maxError() {
      double difference = 0;
      double scale = 1;
      for (int k = 0; k < numeric.size(); k++) {
        for (int i = 0; i < numeric.get(k).length; i++) {
          for (int j = 0; j < numeric.get(k)[i].length; j++) {
            double expected = numeric.get(k)[i][j];
            difference = Math.max(difference, Math.abs(analytic.get(k)[i][j] - expected));
            scale = Math.max(scale, Math.abs(expected));
          }
        }
      }
      return difference / scale;
    }
  }

  private static final double DELTA = 1e-5;

  private final Function function;
  private final double delta;

  private GradientChecker(Function function, double delta) {
    this.function = function;
    this.delta = delta;
  }

  /**
   * A checker with steps of 1e-5, whose own error is about 1e-10 for functions near 1.
   *
   * @param function what is differentiated
   * @return the checker
   */
  public static GradientChecker of(Function function) {
    return new GradientChecker(function, DELTA);
  }

  /**
   * The same checker with other steps.
   *
   * @param step how far to go to each side, above 0
   * @return the changed checker
   * @throws IllegalArgumentException when the step is not above 0
   */
  public GradientChecker withDelta(double step) {
    if (!(step > 0 && step < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("the step must be above 0, but is " + step);
    }
    return new GradientChecker(function, step);
  }

  /**
   * Differentiates the function both ways, in an eager session of its own.
   *
   * @param point the inputs
   * @return both Jacobians
   * @throws IllegalArgumentException when there are no inputs
   */
  public Result check(List<? extends DoubleNdArray> point) {
    if (point.isEmpty()) {
      throw new IllegalArgumentException("a gradient check needs at least one input");
    }
    try (EagerSession session = EagerSession.create()) {
      return new Result(analytic(session, point), numeric(session, point));
    }
  }

  private List<double[][]> analytic(EagerSession session, List<? extends DoubleNdArray> point) {
    try (EagerScope scope = EagerScope.of(session);
        GradientTape tape = GradientTape.persistent(scope)) {
      List<Operand<TFloat64>> inputs = feed(scope, point);
      tape.watch(inputs.toArray(Operand<?>[]::new));
      Operand<TFloat64> y = function.call(tape.ops(), inputs);
      List<double[][]> jacobians = new ArrayList<>();
      for (Operand<TFloat64> input : inputs) {
        Operand<TFloat64> jacobian =
            tape.stopRecording(() -> tape.jacobian(y, input, UnconnectedGradients.ZERO));
        jacobians.add(rows(values(jacobian.asTensor()), y.shape().size(), input.shape().size()));
      }
      return jacobians;
    }
  }

  private List<double[][]> numeric(EagerSession session, List<? extends DoubleNdArray> point) {
    List<double[]> at = point.stream().map(GradientChecker::values).toList();
    List<double[][]> jacobians = new ArrayList<>();
    for (double[] input : at) {
      double[][] columns = new double[input.length][];
      for (int j = 0; j < input.length; j++) {
        double here = input[j];
        input[j] = here + delta;
        double[] above = call(session, point, at);
        input[j] = here - delta;
        double[] below = call(session, point, at);
        input[j] = here;
        columns[j] = new double[above.length];
        for (int i = 0; i < above.length; i++) {
          columns[j][i] = (above[i] - below[i]) / (2 * delta);
        }
      }
      jacobians.add(transposed(columns, columns.length == 0 ? 0 : columns[0].length));
    }
    return jacobians;
  }

  private double[] call(
      EagerSession session, List<? extends DoubleNdArray> point, List<double[]> at) {
    try (EagerScope scope = EagerScope.of(session)) {
      List<DoubleNdArray> moved = new ArrayList<>();
      for (int i = 0; i < at.size(); i++) {
        moved.add(NdArrays.wrap(point.get(i).shape(), DataBuffers.of(at.get(i), true, false)));
      }
      return values(function.call(scope.ops(), feed(scope, moved)).asTensor());
    }
  }

  private static List<Operand<TFloat64>> feed(
      EagerScope scope, List<? extends DoubleNdArray> arrays) {
    List<Operand<TFloat64>> inputs = new ArrayList<>();
    for (DoubleNdArray array : arrays) {
      try (TFloat64 tensor = TFloat64.tensorOf(array)) {
        inputs.add(scope.feed(tensor));
      }
    }
    return inputs;
  }

  private static double[] values(DoubleNdArray array) {
    double[] values = new double[Math.toIntExact(array.size())];
    array.copyTo(DataBuffers.of(values, false, false));
    return values;
  }

  private static double[][] rows(double[] values, long rows, long columns) {
    double[][] matrix = new double[Math.toIntExact(rows)][Math.toIntExact(columns)];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(values, Math.toIntExact(i * columns), matrix[i], 0, matrix[i].length);
    }
    return matrix;
  }

  private static double[][] transposed(double[][] columns, int height) {
    double[][] matrix = new double[height][columns.length];
    for (int i = 0; i < height; i++) {
      for (int j = 0; j < columns.length; j++) {
        matrix[i][j] = columns[j][i];
      }
    }
    return matrix;
  }
}
