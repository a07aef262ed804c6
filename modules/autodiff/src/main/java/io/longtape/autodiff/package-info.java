/**
 * A gradient tape for TensorFlow Java: {@link io.longtape.autodiff.GradientTape} records ops and
 * differentiates them, eagerly or inside a graph, with Python's names and semantics.
 */
package io.longtape.autodiff;
