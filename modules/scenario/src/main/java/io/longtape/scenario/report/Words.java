package io.longtape.scenario.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The sentences that the page makes out of numbers. */
final class Words {
  private static final Map<Verdict.Outcome, String> OUTCOMES =
      Map.of(
          Verdict.Outcome.WON, "better than",
          Verdict.Outcome.TIED, "level with",
          Verdict.Outcome.LOST, "worse than");

  private Words() {}

  static String of(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** The parts of a sentence on a verdict. */
  static Map<String, Object> of(Verdict verdict, Page page) {
    Measure measure = page.measure(verdict.metric());
    Decimals decimals = Decimals.of(List.of(verdict.value(), verdict.reference()));
    return Map.of(
        "outcome", verdict.outcome().name().toLowerCase(Locale.ROOT),
        "words", OUTCOMES.get(verdict.outcome()),
        "model", verdict.model(),
        "against", verdict.against(),
        "metric", measure.label(),
        "value", number(measure, decimals, verdict.value()),
        "reference", number(measure, decimals, verdict.reference()),
        "change", verdict.change() == null ? "" : change(verdict.change()));
  }

  private static String number(Measure measure, Decimals decimals, double value) {
    return measure.percent() ? Decimals.percent(value) : decimals.format(value);
  }

  private static String change(double change) {
    return String.format(Locale.ROOT, "%s%.1f %%", change < 0 ? "−" : "+", 100 * Math.abs(change));
  }

  /** Bytes in MiB or GiB. */
  static String memory(long bytes) {
    double gib = bytes / (double) (1L << 30);
    return gib >= 1
        ? String.format(Locale.ROOT, "%.1f GiB", gib)
        : String.format(Locale.ROOT, "%.0f MiB", gib * 1024);
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
