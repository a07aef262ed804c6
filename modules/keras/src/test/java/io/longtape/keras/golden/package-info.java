/** What Keras computes, from its own configs: the numbers of modules/lstm. */
package io.longtape.keras.golden;
