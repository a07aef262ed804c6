/**
 * Optimizers with Keras's names, arguments and numbers, on TensorFlow's own {@code ResourceApply}
 * ops. They run eagerly and in graphs.
 *
 * <p>tensorflow-framework's are not used: they run in graphs only, Adam updates the beta powers in
 * a race with the weights, and all of them train every variable of a graph.
 *
 * <p>An optimizer is a set of numbers and holds no state. What it keeps from step to step, its
 * {@linkplain io.longtape.optimizers.Slots slots}, belongs to whoever runs the steps, so that it
 * can be saved and restored. Keras's moving average of the weights ({@code use_ema}) and its {@code
 * gradient_accumulation_steps} and {@code loss_scale_factor} are not here.
 */
package io.longtape.optimizers;
