package io.longtape.data.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.data.DataException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrequencyTest {

  @ParameterizedTest
  @CsvSource({
    "2024-01-01 2024-01-02 2024-01-03, 1 day",
    "2024-01-01 2024-01-08 2024-01-15, 1 week",
    "2024-01-01 2024-01-02 2024-01-05 2024-01-06, 1 day",
    "2024-01-01 2024-02-01 2024-03-01, 1 month",
    "2024-01-15 2024-02-15 2024-05-15 2024-06-15, 1 month",
    "2024-01-01 2024-04-01 2024-07-01, 3 months",
    "2023-01-31 2023-02-28 2023-03-31, 1 month (month end)",
    "2023-06-30 2023-09-30 2023-12-31, 3 months (month end)",
    "2023-01-30 2023-02-28 2023-03-30, 1 month (day 30)",
    "2023-01-29 2023-02-28 2023-03-29, 1 month (day 29)",
    "2023-01-28 2023-02-28 2023-03-28, 1 month",
    "2021-07-01 2022-07-01 2023-07-01, 1 year",
    "2023-01-01 2023-01-29 2023-02-26, 4 weeks"
  })
  void infersFromDates(String dates, String expected) {
    assertThat(Frequency.infer(dates(dates))).hasToString(expected);
  }

  @Test
  void infersWithinADay() {
    LocalDateTime start = LocalDateTime.parse("2024-01-31T23:45");
    LocalDateTime[] times = {
      start, start.plusMinutes(15), start.plusMinutes(30), start.plusMinutes(75)
    };
    assertThat(Frequency.infer(times)).isEqualTo(Frequency.of(Duration.ofMinutes(15)));
  }

  @Test
  void theSmallestOfStepsThatOccurEquallyOften() {
    assertThat(Frequency.infer(dates("2024-01-01 2024-01-03 2024-01-04"))).hasToString("1 day");
  }

  @Test
  void refusesWhatHasNoStep() {
    assertThatThrownBy(
            () -> Frequency.infer(dates("2024-01-01 2024-01-03 2024-01-05 2024-01-08 2024-01-10")))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "timestamps follow no even step: most are 2 days apart, but from 2024-01-05T00:00 to"
                + " 2024-01-08T00:00 is no multiple");
    assertThatThrownBy(() -> Frequency.infer(dates("2024-01-01")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("at least 2 timestamps are needed");
    assertThatThrownBy(() -> Frequency.infer(dates("2024-01-02 2024-01-01")))
        .isInstanceOf(DataException.class)
        .hasMessage("timestamps must ascend, but 2024-01-01T00:00 comes after 2024-01-02T00:00");
  }

  @Test
  void monthsThatDoNotFallOnMultiplesAreRefused() {
    assertThatThrownBy(
            () -> Frequency.infer(dates("2024-01-01 2024-03-01 2024-05-01 2024-06-01 2024-08-01")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("most are 2 months apart");
  }

  @ParameterizedTest
  @CsvSource({
    "1 day, 2024-02-28T06:30, 2, 2024-03-01T06:30",
    "15 minutes, 2024-01-01T00:00, -1, 2023-12-31T23:45",
    "1 month, 2024-01-15T12:00, 13, 2025-02-15T12:00",
    "1 month, 2024-01-31T00:00, 2, 2024-03-31T00:00",
    "1 month, 2024-02-29T00:00, 1, 2024-03-29T00:00",
    "1 month (month end), 2024-02-29T00:00, 1, 2024-03-31T00:00",
    "1 month (month end), 2024-03-31T00:00, -1, 2024-02-29T00:00",
    "1 month (day 30), 2023-02-28T00:00, 1, 2023-03-30T00:00",
    "1 year, 2023-07-01T00:00, 2, 2025-07-01T00:00"
  })
  void stepsThereAndBack(String step, LocalDateTime from, long steps, LocalDateTime to) {
    Frequency frequency = Frequency.parse(step);

    assertThat(frequency.plus(from, steps)).isEqualTo(to);
    assertThat(frequency.stepsBetween(from, to)).isEqualTo(steps);
  }

  @Test
  void stepsBetweenMustBeWhole() {
    assertThatThrownBy(
            () ->
                Frequency.of(Duration.ofHours(2))
                    .stepsBetween(at("2024-01-01T00:00"), at("2024-01-01T03:00")))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "from 2024-01-01T00:00 to 2024-01-01T03:00 is no whole number of steps of 2 hours");
    for (String other : new String[] {"2024-02-02T00:00", "2024-02-01T01:00"}) {
      assertThatThrownBy(
              () -> Frequency.ofMonths(1).stepsBetween(at("2024-01-01T00:00"), at(other)))
          .isInstanceOf(DataException.class)
          .hasMessageEndingWith("is no whole number of steps of 1 month");
    }
    assertThatThrownBy(
            () ->
                Frequency.ofMonths(3).stepsBetween(at("2024-01-01T00:00"), at("2024-03-01T00:00")))
        .isInstanceOf(DataException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "1 second, 60, 31449600",
    "10 seconds, 360, 3144960",
    "1 minute, 1440, 524160",
    "15 minutes, 96, 34944",
    "1 hour, 24, 8736",
    "7 hours, 1, 1248",
    "1 day, 7, 364",
    "2 days, 1, 182",
    "1 week, 52, 52",
    "2 weeks, 26, 26",
    "3 weeks, 1, -1",
    "364 days, 1, -1",
    "365 days, 1, -1",
    "1 month, 12, 12",
    "1 month (month end), 12, 12",
    "3 months, 4, 4",
    "5 months, 1, -1",
    "1 year, 1, -1",
    "2 years, 1, -1"
  })
  void seasonAndYear(String step, int season, int yearLag) {
    Frequency frequency = Frequency.parse(step);

    assertThat(frequency.defaultSeason()).isEqualTo(season);
    assertThat(frequency.yearLag())
        .isEqualTo(yearLag < 0 ? OptionalInt.empty() : OptionalInt.of(yearLag));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 nanosecond",
        "250 milliseconds",
        "90 minutes",
        "1 hour",
        "10 days",
        "2 weeks",
        "1 month",
        "3 months",
        "1 month (month end)",
        "6 months (day 29)",
        "1 month (day 30)",
        "1 year",
        "2 years (month end)"
      })
  void parseIsTheInverseOfToString(String text) {
    assertThat(Frequency.parse(text)).hasToString(text);
  }

  @Test
  void parseTakesOtherWordsForTheSame() {
    assertThat(Frequency.parse("7 days")).hasToString("1 week");
    assertThat(Frequency.parse("60 minutes")).isEqualTo(Frequency.of(Duration.ofHours(1)));
    assertThat(Frequency.parse("1 quarter")).isEqualTo(Frequency.ofMonths(3));
    assertThat(Frequency.parse("1 quarter (month end)")).isEqualTo(Frequency.ofMonthEnds(3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "daily", "0 days", "-1 day", "1 moon", "1", "1 day (month end)", "1.5 hours"})
  void parseRefuses(String text) {
    assertThatThrownBy(() -> Frequency.parse(text))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "frequency '%s' is not a number and a unit, such as '15 minutes', '1 day' or '1 month'"
                .formatted(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"9999999999 months", "999999999 years", "9999999999999999999 weeks"})
  void parseRefusesStepsThatAreTooLong(String text) {
    assertThatThrownBy(() -> Frequency.parse(text))
        .isInstanceOf(DataException.class)
        .hasMessage("frequency '" + text + "' is too long a step");
  }

  @Test
  void stepsAreAboveZero() {
    assertThatThrownBy(() -> Frequency.of(Duration.ZERO))
        .isInstanceOf(DataException.class)
        .hasMessage("a step must be above 0 and at most 292 years, but is PT0S");
    assertThatThrownBy(() -> Frequency.ofMonths(0))
        .isInstanceOf(DataException.class)
        .hasMessage("a step must be at least 1 month, but is 0");
  }

  private static LocalDateTime at(String text) {
    return LocalDateTime.parse(text);
  }

  private static LocalDateTime[] dates(String text) {
    return Arrays.stream(text.split(" "))
        .map(date -> LocalDate.parse(date).atStartOfDay())
        .toArray(LocalDateTime[]::new);
  }
}
