/** What layers, optimizers, losses and their parts look like in a file that Keras reads. */
package io.longtape.config;
