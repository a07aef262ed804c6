/** Keras's JSON for networks and for the way they are trained, read and written. */
package io.longtape.keras.configs;
