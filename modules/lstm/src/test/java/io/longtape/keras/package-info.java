/** The layers and networks beside Keras's own numbers. */
package io.longtape.keras;
