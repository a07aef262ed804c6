package io.longtape.autodiff.internal;

import static io.longtape.autodiff.internal.Formula.NONE;
import static io.longtape.autodiff.internal.Formula.broadcast;
import static java.util.Map.entry;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TNumber;

/**
 * Ops whose inputs broadcast. TensorFlow's C++ gradients of these work out at run time which axes
 * to sum; with the shapes of the tape at hand mostly nothing is left to sum.
 */
final class BroadcastGradients {

  private BroadcastGradients() {}

  static Map<String, Formula> all() {
    return Map.ofEntries(
        entry("Add", broadcast(Backward::dy, Backward::dy)),
        entry("AddV2", broadcast(Backward::dy, Backward::dy)),
        entry("Sub", BroadcastGradients::sub),
        entry("Mul", broadcast(b -> b.mul(b.dy(), b.x(1)), b -> b.mul(b.x(0), b.dy()))),
        entry(
            "MulNoNan",
            broadcast(
                b -> b.tf().math.mulNoNan(b.dy(), b.x(1)),
                b -> b.tf().math.mulNoNan(b.x(0), b.dy()))),
        entry("Div", BroadcastGradients::div),
        entry("RealDiv", BroadcastGradients::div),
        entry("DivNoNan", BroadcastGradients::divNoNan),
        entry("Maximum", b -> choose(b, b.tf().math.greaterEqual(b.x(0), b.x(1)))),
        entry("Minimum", b -> choose(b, b.tf().math.lessEqual(b.x(0), b.x(1)))),
        entry("SquaredDifference", BroadcastGradients::squaredDifference),
        entry("Pow", broadcast(BroadcastGradients::powBase, BroadcastGradients::powExponent)),
        entry("Atan2", BroadcastGradients::atan2),
        entry(
            "Xlogy",
            broadcast(
                b -> b.mul(b.dy(), b.tf().math.xlogy(isNotZero(b), b.x(1))),
                b -> b.mul(b.dy(), b.tf().math.xdivy(b.x(0), b.x(1))))),
        entry(
            "Xlog1py",
            broadcast(
                b -> b.mul(b.dy(), b.tf().math.xlog1py(isNotZero(b), b.x(1))),
                b -> b.mul(b.dy(), b.tf().math.xdivy(b.x(0), b.add(1, b.x(1)))))),
        entry(
            "Xdivy",
            broadcast(
                b -> b.mul(b.dy(), b.tf().math.xdivy(isNotZero(b), b.x(1))),
                b -> b.mul(b.dy(), b.tf().math.xdivy(b.neg(b.x(0)), b.square(b.x(1)))))),
        entry(
            "FloorMod",
            broadcast(
                Backward::dy, b -> b.neg(b.mul(b.dy(), b.tf().math.floorDiv(b.x(0), b.x(1)))))),
        entry("Mod", broadcast(Backward::dy, BroadcastGradients::truncateModDivisor)),
        entry("TruncateMod", broadcast(Backward::dy, BroadcastGradients::truncateModDivisor)),
        entry(
            "SelectV2",
            broadcast(
                NONE,
                b -> b.select(condition(b), b.dy(), b.zero()),
                b -> b.select(condition(b), b.zero(), b.dy()))),
        entry("ClipByValue", BroadcastGradients::clipByValue));
  }

  private static List<Operand<?>> sub(Backward b) {
    Operand<TNumber> dy = b.dy();
    return Arrays.asList(
        b.needs(0) ? sumTo(b, 0, dy) : null, b.needs(1) ? b.neg(sumTo(b, 1, dy)) : null);
  }

  private static List<Operand<?>> div(Backward b) {
    return quotient(b, b.div(b.dy(), b.x(1)));
  }

  private static List<Operand<?>> divNoNan(Backward b) {
    return quotient(b, b.tf().math.divNoNan(b.dy(), b.x(1)));
  }

  private static List<Operand<?>> quotient(Backward b, Operand<TNumber> dx) {
    return Arrays.asList(
        b.needs(0) ? sumTo(b, 0, dx) : null,
        b.needs(1) ? b.neg(sumTo(b, 1, b.mul(dx, b.y()))) : null);
  }

  /** The first input has the gradient where chosen, the second elsewhere: ties go to the first. */
  private static List<Operand<?>> choose(Backward b, Operand<TBool> first) {
    return Arrays.asList(
        b.needs(0) ? sumTo(b, 0, b.select(first, b.dy(), b.zero())) : null,
        b.needs(1) ? sumTo(b, 1, b.select(first, b.zero(), b.dy())) : null);
  }

  private static List<Operand<?>> squaredDifference(Backward b) {
    Operand<TNumber> dx = b.mul(b.mul(2, b.dy()), b.sub(b.x(0), b.x(1)));
    return Arrays.asList(
        b.needs(0) ? sumTo(b, 0, dx) : null, b.needs(1) ? b.neg(sumTo(b, 1, dx)) : null);
  }

  private static Operand<TNumber> powBase(Backward b) {
    Operand<TNumber> exponent = b.x(1);
    Operand<TNumber> power = b.tf().math.pow(b.x(0), b.sub(exponent, b.scalar(1, exponent)));
    return b.mul(b.mul(b.dy(), exponent), power);
  }

  /** Zero where the base is not positive: there is no logarithm. */
  private static Operand<TNumber> powExponent(Backward b) {
    Operand<TNumber> base = b.x(0);
    Operand<TBool> positive = b.tf().math.greater(base, b.scalar(0, base));
    Operand<TNumber> safe = b.select(positive, base, b.scalar(1, base));
    return b.mul(b.mul(b.dy(), b.y()), b.tf().math.log(safe));
  }

  private static List<Operand<?>> atan2(Backward b) {
    Operand<TNumber> y = b.x(0);
    Operand<TNumber> x = b.x(1);
    Operand<TNumber> scaled = b.div(b.dy(), b.add(b.square(x), b.square(y)));
    return Arrays.asList(
        b.needs(0) ? sumTo(b, 0, b.mul(x, scaled)) : null,
        b.needs(1) ? b.neg(sumTo(b, 1, b.mul(y, scaled))) : null);
  }

  /** What is left of x / y without its fraction: a whole number, whose own gradient is none. */
  private static Operand<TNumber> truncateModDivisor(Backward b) {
    Operand<TNumber> whole = b.tf().math.rint(b.div(b.sub(b.x(0), b.y()), b.x(1)));
    return b.neg(b.mul(b.dy(), whole));
  }

  private static List<Operand<?>> clipByValue(Backward b) {
    Operand<TBool> below = b.tf().math.less(b.x(0), b.x(1));
    Operand<TBool> above = b.tf().math.greater(b.x(0), b.x(2));
    Operand<TNumber> zero = b.zero();
    return Arrays.asList(
        b.needs(0)
            ? sumTo(b, 0, b.select(b.tf().math.logicalOr(below, above), zero, b.dy()))
            : null,
        b.needs(1) ? sumTo(b, 1, b.select(below, b.dy(), zero)) : null,
        b.needs(2) ? sumTo(b, 2, b.select(above, b.dy(), zero)) : null);
  }

  /** One where the first input is not zero, else zero. */
  private static Operand<TNumber> isNotZero(Backward b) {
    Operand<TNumber> x = b.x(0);
    return b.tf().dtypes.cast(b.tf().math.notEqual(x, b.scalar(0, x)), x.type());
  }

  private static Operand<TBool> condition(Backward b) {
    return b.op().input(0);
  }

  private static Operand<TNumber> sumTo(Backward b, int input, Operand<TNumber> gradient) {
    return b.op().sumToInput(b.tf(), gradient, input);
  }
}
