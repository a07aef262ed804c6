/**
 * What the gradient of one type of op is written with: {@link
 * io.longtape.autodiff.gradients.OpGradient} is the gradient, {@link
 * io.longtape.autodiff.gradients.RecordedOp} what it sees of the op, and {@link
 * io.longtape.autodiff.gradients.IndexedSlices} a gradient of some rows alone.
 */
package io.longtape.autodiff.gradients;
