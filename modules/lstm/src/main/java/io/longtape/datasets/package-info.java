/**
 * What training, evaluation and prediction read: examples in memory, streams larger than memory and
 * long sequences cut for truncated back-propagation, and how they become batches of named tensors.
 */
package io.longtape.datasets;
