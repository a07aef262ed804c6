package io.longtape.models;

import io.longtape.metrics.Metric;
import java.util.Optional;

/**
 * One number that is reported beside the whole loss.
 *
 * @param name as in Keras's history: {@code accuracy}, or {@code head_accuracy} of several outputs
 * @param output the output it belongs to
 * @param metric how it is computed; empty for the output's own loss
 * @param weighted whether it weighs samples as the loss does
 */
record Measure(String name, String output, Optional<Metric> metric, boolean weighted) {}
