/**
 * Running networks: in memory, or as TensorFlow's SavedModel directories, which this package writes
 * and reads.
 */
package io.longtape.serving;
