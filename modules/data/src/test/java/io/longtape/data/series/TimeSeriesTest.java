package io.longtape.data.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.data.DataException;
import io.longtape.data.table.CsvReader;
import io.longtape.data.table.Table;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TimeSeriesTest {
  private static final LocalDateTime START = LocalDateTime.parse("2024-01-30T00:00");
  private static final Frequency DAILY = Frequency.of(Duration.ofDays(1));

  @Test
  void takesColumnsInTheOrderAsked() {
    TimeSeries series =
        TimeSeries.of(
            table("date,a,b,note\n2024-01-30,1,4,x\n2024-01-31,2,5,y\n2024-02-01,3,6,z\n"),
            "date",
            List.of("b", "a"),
            Fill.NONE);

    assertThat(series.rows()).isEqualTo(3);
    assertThat(series.columns()).containsExactly("b", "a");
    assertThat(series.values("a")).containsExactly(1, 2, 3);
    assertThat(series.values("b")).containsExactly(4, 5, 6);
    assertThat(series.frequency()).isEqualTo(DAILY);
    assertThat(series.filled()).isZero();
    assertThat(series.source()).isEqualTo("train.csv");
    assertThat(series.time(0)).isEqualTo(START);
    assertThat(series.time(2)).isEqualTo("2024-02-01T00:00");
    assertThat(series.time(31)).isEqualTo("2024-03-01T00:00");
  }

  @Test
  void monthEndsGoOnAsMonthEnds() {
    TimeSeries series = series("2023-11-30,1\n2023-12-31,2\n", Fill.NONE);

    assertThat(series.time(2)).isEqualTo("2024-01-31T00:00");
    assertThat(series.time(3)).isEqualTo("2024-02-29T00:00");
    assertThat(series.time(5)).isEqualTo("2024-04-30T00:00");
  }

  @Test
  void unsortedTimestamps() {
    assertThatThrownBy(() -> series("2024-01-01,1\n2024-01-03,2\n2024-01-02,3\n", Fill.NONE))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "train.csv, rows 3 and 4, column 'date': timestamps must ascend,"
                + " but 2024-01-02T00:00 comes after 2024-01-03T00:00");
  }

  @ParameterizedTest
  @EnumSource
  void duplicateTimestamps(Fill fill) {
    assertThatThrownBy(() -> series("2024-01-01,1\n2024-01-02,2\n2024-01-02,3\n", fill))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "train.csv, rows 3 and 4, column 'date':"
                + " the timestamp 2024-01-02T00:00 is there twice");
  }

  @ParameterizedTest
  @EnumSource
  void missingTimestamps(Fill fill) {
    assertThatThrownBy(() -> series("2024-01-01,1\n,2\n2024-01-03,3\n", fill))
        .isInstanceOf(DataException.class)
        .hasMessage("train.csv, row 3, column 'date': the timestamp is missing");
  }

  @Test
  void textWhereANumberBelongs() {
    assertThatThrownBy(() -> series("2024-01-01,1\n2024-01-02,two\n", Fill.ZERO))
        .isInstanceOf(DataException.class)
        .hasMessage("train.csv, row 3, column 'x': found 'two', expected a number");
  }

  @ParameterizedTest
  @CsvSource({"NaN, missing or NaN", "'', missing or NaN", "inf, Infinity", "-Infinity, -Infinity"})
  void cellsThatAreNotFiniteAreRefused(String cell, String found) {
    assertThatThrownBy(() -> series("2024-01-01,1\n2024-01-02," + cell + "\n", Fill.NONE))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "train.csv, row 3, column 'x': the value is "
                + found
                + "; fill it or complete the file");
  }

  @Test
  void gapsAreRefused() {
    assertThatThrownBy(
            () -> series("2024-01-01,1\n2024-01-02,2\n2024-01-05,5\n2024-01-06,6\n", Fill.NONE))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "train.csv: between rows 3 (2024-01-02T00:00) and 4 (2024-01-05T00:00) 2 steps of"
                + " 1 day are missing; fill them or complete the file");
    assertThatThrownBy(() -> series("2024-01-01,1\n2024-01-02,2\n2024-01-04,4\n", Fill.NONE))
        .hasMessageContaining("1 step of 1 day is missing");
  }

  @ParameterizedTest
  @CsvSource({"FORWARD, 2, 2, 5", "ZERO, 0, 0, 0"})
  void gapsAndCellsAreFilled(Fill fill, double third, double fourth, double sixth) {
    TimeSeries series = series("2024-01-01,1\n2024-01-02,2\n2024-01-05,5\n2024-01-06,inf\n", fill);

    assertThat(series.values("x")).containsExactly(1, 2, third, fourth, 5, sixth);
    assertThat(series.filled()).isEqualTo(3);
    assertThat(series.rows()).isEqualTo(6);
    assertThat(series.time(5)).isEqualTo("2024-01-06T00:00");
  }

  @Test
  void seasonalFillTakesTheSameWeekday() {
    TimeSeries series =
        series(
            """
            2024-01-01,1
            2024-01-02,2
            2024-01-03,3
            2024-01-04,4
            2024-01-05,5
            2024-01-06,6
            2024-01-07,7
            2024-01-08,
            2024-01-10,10
            2024-01-15,
            """,
            Fill.SEASONAL);

    assertThat(series.values("x")).containsExactly(1, 2, 3, 4, 5, 6, 7, 1, 2, 10, 4, 5, 6, 7, 1);
    assertThat(series.filled()).isEqualTo(7);
  }

  @Test
  void fillIsCausal() {
    for (Fill fill : List.of(Fill.FORWARD, Fill.SEASONAL, Fill.ZERO)) {
      String week = "2024-01-01,1\n2024-01-02,2\n2024-01-03,3\n2024-01-04,4\n2024-01-05,5\n";
      String start = week + "2024-01-06,6\n2024-01-07,7\n2024-01-09,";
      double[] one = series(start + "8\n", fill).values("x");
      double[] other = series(start + "-800\n", fill).values("x");

      assertThat(one[7]).isEqualTo(other[7]);
      assertThat(one[8]).isNotEqualTo(other[8]);
    }
  }

  @Test
  void fillNeedsAValueBefore() {
    assertThatThrownBy(() -> series("2024-01-01,\n2024-01-02,2\n", Fill.FORWARD))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "train.csv, row 2, column 'x': the value is missing or NaN;"
                + " fill 'forward' has no value before it to take");
    assertThatThrownBy(() -> series("2024-01-01,1\n2024-01-02,2\n2024-01-04,4\n", Fill.SEASONAL))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "train.csv, at 2024-01-03T00:00, which has no row, column 'x': the value is missing or"
                + " NaN; fill 'seasonal' has no value before it to take");
  }

  @Test
  void fillByName() {
    assertThat(Fill.parse("none")).isEqualTo(Fill.NONE);
    assertThat(Fill.parse(" Forward")).isEqualTo(Fill.FORWARD);
    assertThat(Fill.parse("SEASONAL")).isEqualTo(Fill.SEASONAL);
    assertThatThrownBy(() -> Fill.parse("linear"))
        .isInstanceOf(DataException.class)
        .hasMessage("fill 'linear' is not known; choose one of: none, forward, seasonal, zero");
  }

  @Test
  void unevenTimestampsNameTheFile() {
    assertThatThrownBy(
            () -> series("2024-01-01T00:00,1\n2024-01-01T01:00,2\n2024-01-01T02:30,3\n", Fill.ZERO))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "train.csv, column 'date': timestamps follow no even step: most are 1 hour apart,"
                + " but from 2024-01-01T01:00 to 2024-01-01T02:30 is no multiple");
  }

  @Test
  void oneRowNeedsAKnownFrequency() {
    Table table = table("date,x\n2024-01-30,1\n");

    assertThatThrownBy(() -> TimeSeries.of(table, "date", List.of("x"), Fill.NONE))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "train.csv, column 'date': at least 2 timestamps are needed to find their step,"
                + " but there are 1");
    assertThat(TimeSeries.of(table, "date", List.of("x"), Fill.NONE, DAILY).time(2))
        .isEqualTo("2024-02-01T00:00");
  }

  @Test
  void knownFrequencyMustFit() {
    Table table = table("date,x\n2024-01-30,1\n2024-02-04,2\n");

    assertThatThrownBy(
            () ->
                TimeSeries.of(
                    table, "date", List.of("x"), Fill.NONE, Frequency.of(Duration.ofDays(7))))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "train.csv, row 3, column 'date': from 2024-01-30T00:00 to 2024-02-04T00:00 is no whole"
                + " number of steps of 1 week");
    assertThatThrownBy(() -> TimeSeries.of(table, "date", List.of("x"), Fill.NONE, DAILY))
        .hasMessageContaining("4 steps of 1 day are missing");
  }

  @Test
  void columnsMustBeThereOnce() {
    Table table = table("date,x\n2024-01-30,1\n2024-01-31,2\n");

    assertThatThrownBy(() -> TimeSeries.of(table, "date", List.of("y"), Fill.NONE))
        .hasMessage("column 'y' is not in train.csv; it has: date, x");
    assertThatThrownBy(() -> TimeSeries.of(table, "day", List.of("x"), Fill.NONE))
        .hasMessage("column 'day' is not in train.csv; it has: date, x");
    assertThatThrownBy(() -> TimeSeries.of(table, "date", List.of("x", "x"), Fill.NONE))
        .hasMessage("column 'x' is asked for twice");
    assertThatThrownBy(() -> TimeSeries.of(table, "date", List.of(), Fill.NONE))
        .hasMessage("train.csv: at least one column of numbers is needed");
  }

  @Test
  void fromArrays() {
    double[] own = {1, 2};
    Map<String, double[]> columns = new LinkedHashMap<>();
    columns.put("b", own);
    columns.put("a", new double[] {3, 4});

    TimeSeries series = TimeSeries.of("made", START, DAILY, columns);
    own[0] = 9;

    assertThat(series.columns()).containsExactly("b", "a");
    assertThat(series.values("b")).containsExactly(1, 2);
    assertThat(series.time(1)).isEqualTo("2024-01-31T00:00");
    assertThatThrownBy(() -> series.values("c"))
        .isInstanceOf(DataException.class)
        .hasMessage("column 'c' is not in the series of made; it has: b, a");
    assertThatThrownBy(() -> series.time(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void fromArraysThatDoNotFit() {
    Map<String, double[]> uneven = new LinkedHashMap<>();
    uneven.put("a", new double[] {1, 2});
    uneven.put("b", new double[] {1});

    assertThatThrownBy(() -> TimeSeries.of("made", START, DAILY, uneven))
        .hasMessage("made: column 'b' has 1 rows, expected 2 as in the first column");
    assertThatThrownBy(() -> TimeSeries.of("made", START, DAILY, Map.of()))
        .hasMessage("made needs at least one column");
    assertThatThrownBy(() -> TimeSeries.of("made", START, DAILY, Map.of("a", new double[0])))
        .hasMessage("made needs at least one row");
    assertThatThrownBy(
            () -> TimeSeries.of("made", START, DAILY, Map.of("a", new double[] {1, Double.NaN})))
        .isInstanceOf(DataException.class)
        .hasMessage("made: column 'a' is NaN at position 1 (from 0), expected a finite number");
  }

  private static TimeSeries series(String rows, Fill fill) {
    return TimeSeries.of(table("date,x\n" + rows), "date", List.of("x"), fill);
  }

  private static Table table(String text) {
    return CsvReader.create()
        .read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "train.csv");
  }
}
