/**
 * Running networks: in memory, or as TensorFlow's SavedModel directories, which this package writes
 * and reads. {@link io.longtape.serving.ExportArchive} collects what is written, {@link
 * io.longtape.serving.SavedModel} loads it, and {@link io.longtape.serving.ServingSignature} calls
 * it.
 */
package io.longtape.serving;
