/**
 * Columns on an even time axis, and the windows that a forecaster is trained on. Nothing here looks
 * past the forecast origin: gaps are filled from the past, and a window's features end before it. A
 * {@link io.longtape.data.series.CalendarFeature} knows the date alone; a {@link
 * io.longtape.data.series.CalendarEffect} is learned from the days of earlier years.
 */
package io.longtape.data.series;
