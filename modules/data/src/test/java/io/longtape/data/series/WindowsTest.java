package io.longtape.data.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.data.DataException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Row r of column a is r, of b 100 + r, of p 200 + r, of k 300 + r: each number says its row. */
class WindowsTest {
  private static final Frequency DAILY = Frequency.of(Duration.ofDays(1));
  private static final LocalDateTime MONDAY = LocalDateTime.parse("2024-01-01T00:00");
  private static final TimeSeries TEN = series("train.csv", MONDAY, 10, 0);

  @Test
  void targetsOnly() {
    Windows windows = Windows.of(TEN, WindowSpec.of(3, 2, List.of("a")), 0, 10, 1);

    assertThat(windows.count()).isEqualTo(6);
    assertThat(windows.pastNames()).containsExactly("a");
    assertThat(windows.futureNames()).isEmpty();
    assertThat(windows.futureWidth()).isZero();
    assertThat(windows.origin(0)).isEqualTo(3);
    assertThat(past(windows, 0)).containsExactly(0, 1, 2);
    assertThat(target(windows, 0)).containsExactly(3, 4);
    assertThat(windows.origin(5)).isEqualTo(8);
    assertThat(past(windows, 5)).containsExactly(5, 6, 7);
    assertThat(target(windows, 5)).containsExactly(8, 9);
    assertThat(future(windows, 5)).isEmpty();
  }

  @Test
  void everythingWrittenOut() {
    WindowSpec spec =
        WindowSpec.of(2, 2, List.of("a", "b"))
            .withPastCovariates(List.of("p"))
            .withFutureCovariates(List.of("k"))
            .withLags(List.of(3, 2))
            .withCalendar(List.of(CalendarFeature.DAY_OF_WEEK));

    Windows windows = Windows.of(TEN, spec, 0, 10, 2);

    assertThat(windows.pastNames())
        .containsExactly(
            "a",
            "b",
            "p",
            "k",
            "a@-3",
            "b@-3",
            "a@-2",
            "b@-2",
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday");
    assertThat(windows.futureNames())
        .containsExactly(
            "k",
            "a@-3",
            "b@-3",
            "a@-2",
            "b@-2",
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday");
    assertThat(windows.pastWidth()).isEqualTo(15);
    assertThat(windows.futureWidth()).isEqualTo(12);
    assertThat(windows.count()).isEqualTo(2);
    assertThat(windows.origin(0)).isEqualTo(5);
    assertThat(past(windows, 0))
        .containsExactly(
            3, 103, 203, 303, 0, 100, 1, 101, 0, 0, 0, 1, 0, 0, 0, //
            4, 104, 204, 304, 1, 101, 2, 102, 0, 0, 0, 0, 1, 0, 0);
    assertThat(future(windows, 0))
        .containsExactly(
            305, 2, 102, 3, 103, 0, 0, 0, 0, 0, 1, 0, //
            306, 3, 103, 4, 104, 0, 0, 0, 0, 0, 0, 1);
    assertThat(target(windows, 0)).containsExactly(5, 105, 6, 106);
    assertThat(windows.origin(1)).isEqualTo(7);
    assertThat(past(windows, 1))
        .containsExactly(
            5, 105, 205, 305, 2, 102, 3, 103, 0, 0, 0, 0, 0, 1, 0, //
            6, 106, 206, 306, 3, 103, 4, 104, 0, 0, 0, 0, 0, 0, 1);
    assertThat(future(windows, 1))
        .containsExactly(
            307, 4, 104, 5, 105, 1, 0, 0, 0, 0, 0, 0, //
            308, 5, 105, 6, 106, 0, 1, 0, 0, 0, 0, 0);
    assertThat(target(windows, 1)).containsExactly(7, 107, 8, 108);
  }

  @ParameterizedTest
  @CsvSource({
    // context, horizon, lag (0: none), from, to, stride: windows, first origin, last origin
    "1, 1, 0, 0, 10, 1, 9, 1, 9",
    "9, 1, 0, 0, 10, 1, 1, 9, 9",
    "1, 9, 0, 0, 10, 1, 1, 1, 1",
    "3, 2, 0, 0, 10, 2, 3, 3, 7",
    "3, 2, 0, 0, 10, 5, 2, 3, 8",
    "3, 2, 0, 0, 10, 6, 1, 3, 3",
    "3, 2, 0, 0, 10, 2147483647, 1, 3, 3",
    "3, 2, 0, 6, 10, 1, 3, 6, 8",
    "3, 2, 0, 6, 10, 2, 2, 6, 8",
    "3, 2, 0, 8, 10, 1, 1, 8, 8",
    "3, 2, 0, 2, 8, 1, 4, 3, 6",
    "3, 2, 4, 0, 10, 1, 2, 7, 8",
    "3, 2, 5, 0, 10, 1, 1, 8, 8",
    "3, 2, 4, 8, 10, 1, 1, 8, 8"
  })
  void countsAndOrigins(
      int context,
      int horizon,
      int lag,
      int from,
      int to,
      int stride,
      int count,
      int first,
      int last) {
    WindowSpec spec =
        WindowSpec.of(context, horizon, List.of("a")).withLags(lag == 0 ? List.of() : List.of(lag));

    Windows windows = Windows.of(TEN, spec, from, to, stride);

    assertThat(windows.count()).isEqualTo(count);
    assertThat(windows.origin(0)).isEqualTo(first);
    assertThat(windows.origin(count - 1)).isEqualTo(last);
    assertThatThrownBy(() -> windows.origin(count)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> windows.origin(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(past(windows, count - 1)).hasSize(context * windows.pastWidth());
    assertThat(target(windows, count - 1)).endsWith(last + horizon - 1.0);
  }

  @Test
  void contextOfATestPartReachesBackIntoTraining() {
    Windows windows = Windows.of(TEN, WindowSpec.of(3, 2, List.of("a")), 6, 10, 2);

    assertThat(past(windows, 0)).containsExactly(3, 4, 5);
    assertThat(target(windows, 0)).containsExactly(6, 7);
  }

  @Test
  void writesAtTheOffsetAndNowhereElse() {
    WindowSpec spec = WindowSpec.of(2, 1, List.of("a")).withFutureCovariates(List.of("k"));
    Windows windows = Windows.of(TEN, spec, 0, 10, 1);
    double[] dst = {-1, -1, -1, -1, -1, -1};

    windows.past(0, dst, 1);
    assertThat(dst).containsExactly(-1, 0, 300, 1, 301, -1);
    windows.future(0, dst, 5);
    assertThat(dst).containsExactly(-1, 0, 300, 1, 301, 302);
    windows.target(0, dst, 0);
    assertThat(dst).containsExactly(2, 0, 300, 1, 301, 302);
    assertThatThrownBy(() -> windows.past(0, dst, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> windows.future(0, dst, 6))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> windows.target(0, dst, -1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void tooFewRows() {
    WindowSpec spec = WindowSpec.of(6, 3, List.of("a"));
    assertThat(Windows.of(TEN, spec, 0, 9, 1).count()).isEqualTo(1);
    assertThatThrownBy(() -> Windows.of(TEN, spec, 0, 8, 1))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "train.csv has too few rows for a window: needed 9 (context 6 + horizon 3),"
                + " there are 8");
    WindowSpec lagged = spec.withLags(List.of(3, 4));
    assertThatThrownBy(() -> Windows.of(TEN, lagged, 0, 10, 1))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "train.csv has too few rows for a window: needed 13 (context 6 + horizon 3 + largest"
                + " lag 4), there are 10");
    assertThatThrownBy(() -> Windows.of(TEN, spec, 8, 10, 1))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "train.csv: rows 8 to 10 (exclusive) are too few to forecast: needed 3 (horizon),"
                + " there are 2");
  }

  @Test
  void hugeSizesDoNotOverflow() {
    WindowSpec spec = WindowSpec.of(Integer.MAX_VALUE, Integer.MAX_VALUE, List.of("a"));
    assertThatThrownBy(() -> Windows.of(TEN, spec, 0, 10, 1))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("needed 4294967294");
  }

  @Test
  void argumentsAreChecked() {
    WindowSpec spec = WindowSpec.of(2, 2, List.of("a"));
    for (int[] range : new int[][] {{-1, 10}, {0, 11}, {6, 5}}) {
      assertThatThrownBy(() -> Windows.of(TEN, spec, range[0], range[1], 1))
          .isInstanceOf(DataException.class)
          .hasMessage(
              "rows %d to %d (exclusive) are not within the series of train.csv, which has 10 rows"
                  .formatted(range[0], range[1]));
    }
    assertThatThrownBy(() -> Windows.of(TEN, spec, 0, 10, 0))
        .isInstanceOf(DataException.class)
        .hasMessage("stride must be at least 1 row, but is 0");
    assertThatThrownBy(() -> Windows.of(TEN, WindowSpec.of(2, 2, List.of("c")), 0, 10, 1))
        .isInstanceOf(DataException.class)
        .hasMessage("column 'c' is not in the series of train.csv; it has: a, b, p, k");
  }

  @Test
  void forecastFromTheEnd() {
    WindowSpec spec =
        WindowSpec.of(2, 3, List.of("a"))
            .withPastCovariates(List.of("p"))
            .withFutureCovariates(List.of("k"))
            .withLags(List.of(3))
            .withCalendar(List.of(CalendarFeature.DAY_OF_WEEK));
    TimeSeries next = series("next.csv", MONDAY.plusDays(10), 4, 10);

    Windows windows = Windows.forForecast(TEN, spec, next);

    assertThat(windows.count()).isEqualTo(1);
    assertThat(windows.origin(0)).isEqualTo(10);
    assertThat(past(windows, 0))
        .containsExactly(
            8, 208, 308, 5, 0, 1, 0, 0, 0, 0, 0, //
            9, 209, 309, 6, 0, 0, 1, 0, 0, 0, 0);
    assertThat(future(windows, 0))
        .containsExactly(
            310, 7, 0, 0, 0, 1, 0, 0, 0, //
            311, 8, 0, 0, 0, 0, 1, 0, 0, //
            312, 9, 0, 0, 0, 0, 0, 1, 0);
    assertThatThrownBy(() -> windows.target(0, new double[3], 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a window at the end of the series has no target");
  }

  @Test
  void forecastWithoutFutureCovariates() {
    Windows windows = Windows.forForecast(TEN, WindowSpec.of(10, 5, List.of("b")), null);

    assertThat(past(windows, 0)).containsExactly(100, 101, 102, 103, 104, 105, 106, 107, 108, 109);
    assertThat(windows.futureWidth()).isZero();
  }

  @Test
  void forecastNeedsContextAndLagOnly() {
    WindowSpec spec = WindowSpec.of(7, 3, List.of("a")).withLags(List.of(3));

    assertThat(past(Windows.forForecast(TEN, spec, null), 0)).startsWith(3, 0).endsWith(9, 6);
    assertThatThrownBy(() -> Windows.forForecast(TEN, spec.withLags(List.of(4)), null))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "train.csv has too few rows for a window: needed 11 (context 7 + largest lag 4),"
                + " there are 10");
  }

  @Test
  void futureCovariatesMustContinueTheSeries() {
    WindowSpec spec = WindowSpec.of(2, 3, List.of("a")).withFutureCovariates(List.of("k"));

    assertThatThrownBy(() -> Windows.forForecast(TEN, spec, null))
        .isInstanceOf(DataException.class)
        .hasMessage("future values of k are needed for 3 rows from 2024-01-11T00:00 on");
    for (int gap : new int[] {-10, 9, 11}) {
      TimeSeries next = series("next.csv", MONDAY.plusDays(gap), 20, 0);
      assertThatThrownBy(() -> Windows.forForecast(TEN, spec, next))
          .isInstanceOf(DataException.class)
          .hasMessage(
              "next.csv must continue train.csv: row 1 after its end is %s,"
                      .formatted(MONDAY.plusDays(gap))
                  + " expected 2024-01-11T00:00");
    }
    TimeSeries shorter = series("next.csv", MONDAY.plusDays(10), 2, 10);
    assertThatThrownBy(() -> Windows.forForecast(TEN, spec, shorter))
        .isInstanceOf(DataException.class)
        .hasMessage("next.csv has too few rows of k: needed 3 (horizon), there are 2");
    TimeSeries weekly =
        TimeSeries.of(
            "next.csv", MONDAY.plusDays(10), Frequency.parse("1 week"), Map.of("k", new double[3]));
    assertThatThrownBy(() -> Windows.forForecast(TEN, spec, weekly))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("row 2 after its end is 2024-01-18T00:00, expected 2024-01-12T00:00");
    TimeSeries other =
        TimeSeries.of("next.csv", MONDAY.plusDays(10), DAILY, Map.of("z", new double[3]));
    assertThatThrownBy(() -> Windows.forForecast(TEN, spec, other))
        .isInstanceOf(DataException.class)
        .hasMessage("column 'k' is not in the series of next.csv; it has: z");
  }

  private static TimeSeries series(String source, LocalDateTime start, int rows, int firstRow) {
    Map<String, double[]> columns = new LinkedHashMap<>();
    List<String> names = List.of("a", "b", "p", "k");
    for (int i = 0; i < names.size(); i++) {
      int base = 100 * i + firstRow;
      columns.put(names.get(i), IntStream.range(0, rows).mapToDouble(r -> base + r).toArray());
    }
    return TimeSeries.of(source, start, DAILY, columns);
  }

  private static double[] past(Windows windows, int window) {
    double[] dst = new double[windows.spec().context() * windows.pastWidth()];
    windows.past(window, dst, 0);
    return dst;
  }

  private static double[] future(Windows windows, int window) {
    double[] dst = new double[windows.spec().horizon() * windows.futureWidth()];
    windows.future(window, dst, 0);
    return dst;
  }

  private static double[] target(Windows windows, int window) {
    double[] dst = new double[windows.spec().horizon() * windows.spec().targets().size()];
    windows.target(window, dst, 0);
    return dst;
  }
}
