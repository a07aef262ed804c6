/** Forecasting of any CSV series with an LSTM: the scenario, its network and its command line. */
package io.longtape.examples.forecasting;
