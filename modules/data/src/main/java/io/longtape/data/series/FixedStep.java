package io.longtape.data.series;

import io.longtape.data.DataException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.OptionalInt;
import java.util.stream.LongStream;

/** A step that always takes the same time. */
record FixedStep(Duration step) implements Frequency {
  static final Duration WEEK = Duration.ofDays(7);
  static final Duration DAY = Duration.ofDays(1);
  private static final Duration YEAR_OF_WEEKS = Duration.ofDays(364);
  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);
  private static final int LONGEST_SEASON = 1440;

  FixedStep {
    if (step.isNegative() || step.isZero() || step.compareTo(LONGEST) > 0) {
      throw new DataException("a step must be above 0 and at most 292 years, but is " + step);
    }
  }

  @Override
  public LocalDateTime plus(LocalDateTime t, long steps) {
    return t.plus(step.multipliedBy(steps));
  }

  @Override
  public long stepsBetween(LocalDateTime a, LocalDateTime b) {
    Duration gap = Duration.between(a, b);
    long steps = gap.dividedBy(step);
    if (!step.multipliedBy(steps).equals(gap)) {
      throw new DataException(
          "from %s to %s is no whole number of steps of %s".formatted(a, b, this));
    }
    return steps;
  }

  @Override
  public int defaultSeason() {
    if (step.compareTo(DAY) < 0) {
      return (int)
          LongStream.of(DAY.toSeconds(), 3600, 60)
              .mapToObj(Duration::ofSeconds)
              .mapToLong(this::stepsIn)
              .filter(steps -> steps > 1 && steps <= LONGEST_SEASON)
              .findFirst()
              .orElse(1);
    }
    long steps = step.compareTo(WEEK) < 0 ? stepsIn(WEEK) : stepsIn(YEAR_OF_WEEKS);
    return steps == 0 ? 1 : (int) steps;
  }

  @Override
  public OptionalInt yearLag() {
    long steps = stepsIn(YEAR_OF_WEEKS);
    return steps > 1 && steps <= Integer.MAX_VALUE
        ? OptionalInt.of((int) steps)
        : OptionalInt.empty();
  }

  /** How many steps make a cycle; 0 if that is no whole number. */
  private long stepsIn(Duration cycle) {
    long steps = cycle.dividedBy(step);
    return step.multipliedBy(steps).equals(cycle) ? steps : 0;
  }

  @Override
  public String toString() {
    return FrequencyText.of(step);
  }
}
