/** What sums go through, with the names and the numbers of {@code keras.activations}. */
package io.longtape.activations;
