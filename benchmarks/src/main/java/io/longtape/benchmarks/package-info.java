/** How long forecasting and training take, measured with JMH. */
package io.longtape.benchmarks;
