/**
 * Models in the files of Python Keras: {@link io.longtape.keras.KerasModel} for whole models,
 * {@link io.longtape.keras.WeightsFile} for weights alone.
 */
package io.longtape.keras;
