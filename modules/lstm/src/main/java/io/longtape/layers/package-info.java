/**
 * Layers after Keras, and the weights that they ask for.
 *
 * <p>A layer is an immutable description: its sizes and its names. It adds ops to whatever
 * environment the {@link io.longtape.layers.Pass} holds, and asks the pass for its weights by name.
 * So one network serves a graph that trains, a graph that is exported, and any other, and weights
 * move between them by name.
 */
package io.longtape.layers;
