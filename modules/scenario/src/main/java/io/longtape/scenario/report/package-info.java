/**
 * What every example ends with: a {@code report.json} of one shape and a self-contained page {@code
 * index.html} that shows the same numbers.
 *
 * <p>{@link io.longtape.scenario.report.Report} is what a program reads, {@link
 * io.longtape.scenario.report.Page} is what a person reads besides, and {@link
 * io.longtape.scenario.report.ReportWriter} puts both on disk.
 */
package io.longtape.scenario.report;
