/**
 * Losses with Keras 3's names, defaults and numbers.
 *
 * <p>A {@link io.longtape.losses.Loss} gives one loss for each sample; {@link
 * io.longtape.losses.LossReduction} makes one number of them, with sample weights and masks, in one
 * place. Both add ops to whatever environment the {@link org.tensorflow.op.Ops} belong to, an eager
 * session or a graph, with the batch's size free.
 *
 * <p>The formulas are tensorflow-framework's where its values and gradients are Keras's: squared,
 * absolute, percentage, Huber and log-cosh errors, cross-entropies of sigmoid logits and of
 * softmax's probabilities. Each of the others says why it is not.
 */
package io.longtape.losses;
