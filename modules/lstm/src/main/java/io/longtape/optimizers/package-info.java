/**
 * Optimizers on TensorFlow's own apply ops.
 *
 * <p>tensorflow-framework's are not used: its Adam updates the beta powers in a race with the
 * weights, and all of them train every variable of a graph.
 */
package io.longtape.optimizers;
