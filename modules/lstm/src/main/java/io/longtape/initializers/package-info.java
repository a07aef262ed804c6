/** The first values of weights, with the names of {@code keras.initializers}. */
package io.longtape.initializers;
