package io.longtape.autodiff.internal;

import static io.longtape.autodiff.internal.Formula.NONE;
import static io.longtape.autodiff.internal.Formula.broadcast;
import static io.longtape.autodiff.internal.Formula.each;
import static java.util.Map.entry;

import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Cumsum;
import org.tensorflow.op.math.IgammaGradA;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TNumber;

/** Functions of one number, special functions and cumulative products. */
final class SpecialGradients {

  private SpecialGradients() {}

  static Map<String, Formula> all() {
    return Map.ofEntries(
        entry("Sign", each(b -> b.tf().zerosLike(b.x(0)))),
        entry("Square", each(b -> b.mul(b.dy(), b.mul(2, b.x(0))))),
        entry("Erfc", each(SpecialGradients::erfc)),
        entry("Digamma", each(SpecialGradients::digamma)),
        entry("Expint", each(b -> b.div(b.mul(b.dy(), b.tf().math.exp(b.x(0))), b.x(0)))),
        entry("Dawsn", each(b -> b.mul(b.dy(), b.sub(1, b.mul(2, b.mul(b.x(0), b.y())))))),
        entry("Spence", each(SpecialGradients::spence)),
        entry("BesselI0", each(b -> b.mul(b.dy(), b.tf().math.besselI1(b.x(0))))),
        entry("BesselI0e", each(SpecialGradients::besselI0e)),
        entry("BesselI1", each(b -> besselI1(b, b.tf().math.besselI0(b.x(0))))),
        entry("BesselI1e", each(SpecialGradients::besselI1e)),
        entry("Cumprod", each(SpecialGradients::cumprod)));
  }

  /** Those whose inputs broadcast. */
  static Map<String, Formula> broadcasting() {
    return Map.ofEntries(
        entry("Polygamma", broadcast(NONE, SpecialGradients::polygamma)),
        entry("Zeta", broadcast(NONE, SpecialGradients::zeta)),
        entry(
            "Igamma",
            broadcast(
                b -> b.mul(b.dy(), IgammaGradA.create(b.tf().scope(), b.x(0), b.x(1))),
                b -> b.mul(b.dy(), gammaDensity(b)))),
        entry(
            "Igammac",
            broadcast(
                b -> b.neg(b.mul(b.dy(), IgammaGradA.create(b.tf().scope(), b.x(0), b.x(1)))),
                b -> b.neg(b.mul(b.dy(), gammaDensity(b))))),
        entry("Betainc", broadcast(NONE, NONE, b -> b.mul(b.dy(), betaDensity(b)))));
  }

  private static Operand<TNumber> erfc(Backward b) {
    Operand<TNumber> density = b.tf().math.exp(b.neg(b.square(b.x(0))));
    return b.mul(b.dy(), b.mul(-2 / Math.sqrt(Math.PI), density));
  }

  private static Operand<TNumber> digamma(Backward b) {
    return b.mul(b.dy(), b.tf().math.polygamma(b.scalar(1, b.x(0)), b.x(0)));
  }

  private static Operand<TNumber> polygamma(Backward b) {
    return b.mul(b.dy(), b.tf().math.polygamma(b.add(1, b.x(0)), b.x(1)));
  }

  private static Operand<TNumber> zeta(Backward b) {
    Operand<TNumber> next = b.tf().math.zeta(b.add(1, b.x(0)), b.x(1));
    return b.neg(b.mul(b.mul(b.dy(), b.x(0)), next));
  }

  /** Of inputs a, x. */
  private static Operand<TNumber> gammaDensity(Backward b) {
    Ops tf = b.tf();
    Operand<TNumber> a = b.x(0);
    Operand<TNumber> x = b.x(1);
    Operand<TNumber> power = tf.math.xlogy(b.add(-1, a), x);
    return tf.math.exp(b.sub(b.sub(power, x), tf.math.lgamma(a)));
  }

  /** Of inputs a, b, x. */
  private static Operand<TNumber> betaDensity(Backward b) {
    Ops tf = b.tf();
    Operand<TNumber> p = b.x(0);
    Operand<TNumber> q = b.x(1);
    Operand<TNumber> x = b.x(2);
    Operand<TNumber> powers =
        b.add(tf.math.xlogy(b.add(-1, p), x), tf.math.xlog1py(b.add(-1, q), b.neg(x)));
    Operand<TNumber> logBeta =
        b.sub(b.add(tf.math.lgamma(p), tf.math.lgamma(q)), tf.math.lgamma(b.add(p, q)));
    return tf.math.exp(b.sub(powers, logBeta));
  }

  /** Of the integral of -log(t) / (t - 1), which is -1 at 1. */
  private static Operand<TNumber> spence(Backward b) {
    Operand<TNumber> x = b.x(0);
    Operand<TNumber> one = b.scalar(1, x);
    Operand<TNumber> slope = b.div(b.tf().math.log(x), b.sub(one, x));
    return b.mul(b.dy(), b.select(b.tf().math.equal(x, one), b.neg(one), slope));
  }

  private static Operand<TNumber> besselI0e(Backward b) {
    Operand<TNumber> x = b.x(0);
    Operand<TNumber> scaled = b.mul(b.tf().math.sign(x), b.y());
    return b.mul(b.dy(), b.sub(b.tf().math.besselI1e(x), scaled));
  }

  /** I0 - I1 / x, one half at zero. */
  private static Operand<TNumber> besselI1(Backward b, Operand<TNumber> i0) {
    Operand<TNumber> x = b.x(0);
    Operand<TBool> isZero = b.tf().math.equal(x, b.scalar(0, x));
    Operand<TNumber> safe = b.select(isZero, b.scalar(1, x), x);
    Operand<TNumber> slope = b.sub(i0, b.div(b.y(), safe));
    return b.mul(b.dy(), b.select(isZero, b.scalar(0.5, x), slope));
  }

  private static Operand<TNumber> besselI1e(Backward b) {
    Operand<TNumber> unscaled = besselI1(b, b.tf().math.besselI0e(b.x(0)));
    return b.sub(unscaled, b.mul(b.dy(), b.mul(b.tf().math.sign(b.x(0)), b.y())));
  }

  /** As in Python it is zero where x is. */
  private static Operand<TNumber> cumprod(Backward b) {
    boolean exclusive = b.op().booleanAttribute("exclusive", false);
    boolean reverse = b.op().booleanAttribute("reverse", false);
    Operand<TNumber> sum =
        b.tf()
            .math
            .cumsum(
                b.mul(b.y(), b.dy()),
                b.x(1),
                Cumsum.exclusive(exclusive),
                Cumsum.reverse(!reverse));
    return b.tf().math.divNoNan(sum, b.x(0));
  }
}
