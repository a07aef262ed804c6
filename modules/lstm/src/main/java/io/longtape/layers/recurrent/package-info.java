/**
 * Recurrent layers after Keras: LSTM, GRU, simple RNN, and both directions at once.
 *
 * <p>A layer says what is computed. How the steps are run, unrolled or as a loop, with a backward
 * pass of its own or the tape's, is chosen underneath and changes no number.
 */
package io.longtape.layers.recurrent;
