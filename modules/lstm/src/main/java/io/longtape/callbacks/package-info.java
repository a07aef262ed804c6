/**
 * What happens beside training: early stopping, learning rates, checkpoints, logs and progress,
 * with the arguments, defaults and decisions of {@code keras.callbacks}.
 *
 * <p>Epochs and steps count from 1, here as everywhere in this library; Keras counts them from 0 in
 * its API and from 1 in what it prints.
 */
package io.longtape.callbacks;
