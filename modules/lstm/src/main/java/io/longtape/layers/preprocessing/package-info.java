/** Layers that turn raw data into numbers, inside a network, as Keras's preprocessing layers. */
package io.longtape.layers.preprocessing;
