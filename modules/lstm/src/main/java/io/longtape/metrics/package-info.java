/**
 * Metrics with Keras 3's names, defaults and numbers.
 *
 * <p>A {@link io.longtape.metrics.Metric} holds nothing: for each batch it gives a small vector of
 * statistics, a {@link io.longtape.metrics.MetricAccumulator} sums these in double precision on the
 * Java side, and the metric turns the sums into its number. So the same metric runs eagerly and in
 * graphs, and a checkpoint of it is an array. tensorflow-framework's metrics keep variables of a
 * graph and throw in an eager session.
 *
 * <p>A mask is folded into the sample weights ({@link io.longtape.losses.SampleWeights#masked}),
 * and all metrics heed it. Keras's precision, recall, F1, AUC and root mean squared error take no
 * notice of masks and count padding.
 */
package io.longtape.metrics;
