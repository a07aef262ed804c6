/**
 * Gradients that TensorFlow lacks or has wrong, in Java. Not for users: what is here may change
 * without notice.
 */
package io.longtape.autodiff.internal;
