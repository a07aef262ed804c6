package io.longtape.optimizers;

/**
 * What Adam and its kin have in common.
 *
 * @param <O> the optimizer itself
 */
abstract class MomentOptimizer<O extends MomentOptimizer<O>> extends KerasOptimizer<O> {

  private final Moments moments;

  MomentOptimizer(CommonOptions common, Moments moments) {
    super(common);
    this.moments = moments;
  }

  /** The same optimizer with other options. */
  abstract O with(CommonOptions changed, Moments changedMoments);

  @Override
  final O with(CommonOptions changed) {
    return with(changed, moments);
  }

  final Moments moments() {
    return moments;
  }

  /**
   * How much of the average of gradients stays at each step ({@code beta_1}).
   *
   * @param beta1 at least 0 and below 1; 0.9 by default
   * @return an optimizer that differs in that
   * @throws IllegalArgumentException when it is out of range
   */
  public final O withBeta1(double beta1) {
    return with(common(), new Moments(beta1, moments.beta2(), moments.epsilon()));
  }

  /**
   * How much of the average of squared gradients stays at each step ({@code beta_2}).
   *
   * @param beta2 at least 0 and below 1; 0.999 by default
   * @return an optimizer that differs in that
   * @throws IllegalArgumentException when it is out of range
   */
  public final O withBeta2(double beta2) {
    return with(common(), new Moments(moments.beta1(), beta2, moments.epsilon()));
  }

  /**
   * What is added to the root of the averaged square, to stay away from 0.
   *
   * @param epsilon above 0; 1e-7 by default
   * @return an optimizer that differs in that
   * @throws IllegalArgumentException when it is not above 0
   */
  public final O withEpsilon(double epsilon) {
    return with(common(), new Moments(moments.beta1(), moments.beta2(), epsilon));
  }
}
