package io.longtape.autodiff.internal;

import static io.longtape.autodiff.internal.Formula.each;
import static java.util.Map.entry;

import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Scope;
import org.tensorflow.op.data.LeakyReluGrad;
import org.tensorflow.op.math.ReciprocalGrad;
import org.tensorflow.op.math.RsqrtGrad;
import org.tensorflow.op.math.SigmoidGrad;
import org.tensorflow.op.math.SoftplusGrad;
import org.tensorflow.op.math.SqrtGrad;
import org.tensorflow.op.math.TanhGrad;
import org.tensorflow.op.nn.EluGrad;
import org.tensorflow.op.nn.InvGrad;
import org.tensorflow.op.nn.Relu6Grad;
import org.tensorflow.op.nn.ReluGrad;
import org.tensorflow.op.nn.SeluGrad;
import org.tensorflow.op.nn.SoftsignGrad;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TNumber;

/**
 * Second order: gradients of the ops that are gradients of activations. The first group has the
 * inputs (y, dy), the second (dy, x) or (dy, y). Each is linear in dy.
 */
final class ActivationGradients {

  private ActivationGradients() {}

  static Map<String, Formula> all() {
    return Map.ofEntries(
        entry(
            "SigmoidGrad",
            each(
                b -> b.mul(product(b), b.sub(1, b.mul(2, b.x(0)))),
                b -> SigmoidGrad.create(scope(b), b.x(0), b.dy()))),
        entry(
            "TanhGrad",
            each(
                b -> b.mul(b.mul(-2, product(b)), b.x(0)),
                b -> TanhGrad.create(scope(b), b.x(0), b.dy()))),
        entry(
            "SqrtGrad",
            each(
                b -> b.neg(b.mul(b.div(b.dy(), b.x(0)), b.y())),
                b -> SqrtGrad.create(scope(b), b.x(0), b.dy()))),
        entry(
            "RsqrtGrad",
            each(
                b -> b.mul(b.mul(-1.5, product(b)), b.square(b.x(0))),
                b -> RsqrtGrad.create(scope(b), b.x(0), b.dy()))),
        entry(
            "ReciprocalGrad",
            each(
                b -> b.mul(b.mul(-2, product(b)), b.x(0)),
                b -> ReciprocalGrad.create(scope(b), b.x(0), b.dy()))),
        entry(
            "InvGrad",
            each(
                b -> b.mul(b.mul(-2, product(b)), b.x(0)),
                b -> InvGrad.create(scope(b), b.x(0), b.dy()))),
        entry(
            "ReluGrad",
            each(b -> ReluGrad.create(scope(b), b.dy(), b.x(1)), ActivationGradients::zerosLikeX)),
        entry(
            "Relu6Grad",
            each(b -> Relu6Grad.create(scope(b), b.dy(), b.x(1)), ActivationGradients::zerosLikeX)),
        entry(
            "LeakyReluGrad", each(ActivationGradients::leakyRelu, ActivationGradients::zerosLikeX)),
        entry(
            "EluGrad",
            each(
                b -> EluGrad.create(scope(b), b.dy(), b.x(1)), ActivationGradients::whereNegative)),
        entry(
            "SeluGrad",
            each(
                b -> SeluGrad.create(scope(b), b.dy(), b.x(1)),
                ActivationGradients::whereNegative)),
        entry(
            "SoftplusGrad",
            each(
                b -> SoftplusGrad.create(scope(b), b.dy(), b.x(1)), ActivationGradients::softplus)),
        entry(
            "SoftsignGrad",
            each(
                b -> SoftsignGrad.create(scope(b), b.dy(), b.x(1)),
                ActivationGradients::softsign)));
  }

  private static Scope scope(Backward b) {
    return b.tf().scope();
  }

  /** The gradient of the output times the dy that is an input; it is the second of (y, dy). */
  private static Operand<TNumber> product(Backward b) {
    return b.mul(b.dy(), b.x(1));
  }

  private static Operand<TNumber> zerosLikeX(Backward b) {
    return b.tf().zerosLike(b.x(1));
  }

  private static Operand<TNumber> leakyRelu(Backward b) {
    float alpha = b.op().floatAttribute("alpha", 0.2f);
    return LeakyReluGrad.create(scope(b), b.dy(), b.x(1), LeakyReluGrad.alpha(alpha));
  }

  /** Of inputs (dy, y), where y is an exponential plus a constant below zero and linear above. */
  private static Operand<TNumber> whereNegative(Backward b) {
    Operand<TNumber> y = b.x(1);
    Operand<TBool> negative = b.tf().math.less(y, b.scalar(0, y));
    return b.select(negative, b.mul(b.dy(), b.x(0)), b.zero());
  }

  private static Operand<TNumber> softplus(Backward b) {
    Operand<TNumber> sigmoid = b.tf().math.sigmoid(b.x(1));
    return SigmoidGrad.create(scope(b), sigmoid, b.mul(b.dy(), b.x(0)));
  }

  /** Of dy / (1 + |x|)^2. */
  private static Operand<TNumber> softsign(Backward b) {
    Operand<TNumber> x = b.x(1);
    Operand<TNumber> slope = b.mul(-2, b.mul(b.y(), b.tf().math.sign(x)));
    return b.div(b.mul(b.dy(), slope), b.add(1, b.tf().math.abs(x)));
  }
}
