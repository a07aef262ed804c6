package io.longtape.data.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A window never sees beyond its forecast origin: what a window is made of does not change when all
 * that is unknown at the origin is destroyed. The same check one row earlier must fail, so it would
 * notice a leak of a single step.
 */
class WindowLeakTest {
  private static final int ROWS = 60;

  @ParameterizedTest
  @CsvSource({
    // context, horizon, shortest lag, longest lag, first row, stride
    "1, 1, 1, 2, 0, 1",
    "1, 5, 5, 9, 0, 1",
    "8, 1, 1, 7, 0, 3",
    "8, 7, 7, 14, 0, 1",
    "5, 3, 3, 3, 20, 1",
    "12, 4, 4, 28, 45, 2",
    "3, 6, 10, 20, 30, 5"
  })
  void nothingAtOrAfterTheOriginIsSeen(
      int context, int horizon, int lag, int longestLag, int fromRow, int stride) {
    WindowSpec spec =
        WindowSpec.of(context, horizon, List.of("a", "b"))
            .withPastCovariates(List.of("p"))
            .withFutureCovariates(List.of("k"))
            .withCalendar(List.of(CalendarFeature.DAY_OF_WEEK, CalendarFeature.DAY_OF_YEAR))
            .withLags(IntStream.of(longestLag, lag).distinct().boxed().toList());
    int windows = Windows.of(intact(), spec, fromRow, ROWS, stride).count();
    assertThat(windows).isPositive();

    for (int window = 0; window < windows; window++) {
      double[] expected = seen(intact(), spec, fromRow, stride, window);
      int origin = Windows.of(intact(), spec, fromRow, ROWS, stride).origin(window);

      assertThat(expected).doesNotContain(Double.NaN);
      assertThat(seen(unknownFrom(origin), spec, fromRow, stride, window)).isEqualTo(expected);

      double[] oneEarlier = seen(unknownFrom(origin - 1), spec, fromRow, stride, window);
      assertThat(DoubleStream.of(oneEarlier).filter(Double::isNaN).count())
          .isEqualTo(cellsOfTheRowBeforeTheOrigin(spec));
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "6, 3, 3", "10, 7, 14"})
  void forecastSeesAllRowsUpToTheEnd(int context, int horizon, int lag) {
    WindowSpec spec =
        WindowSpec.of(context, horizon, List.of("a", "b"))
            .withPastCovariates(List.of("p"))
            .withLags(List.of(lag));
    Windows windows = Windows.forForecast(unknownFrom(ROWS - 1), spec, null);

    assertThat(windows.origin(0)).isEqualTo(ROWS);
    assertThat(DoubleStream.of(written(windows, 0)).filter(Double::isNaN).count())
        .isEqualTo(cellsOfTheRowBeforeTheOrigin(spec));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "28, 7", "30, 100", "1, 285", "28, 286"})
  void calendarEffectsSeeNothingAtOrAfterTheOrigin(int context, int horizon) {
    int rows = 1200;
    WindowSpec spec =
        WindowSpec.of(context, horizon, List.of("births", "deaths"))
            .withEffects(List.of(CalendarEffect.values()));
    Windows intact = Windows.of(HolidaySeries.of(rows), spec, 0, rows, 83);
    assertThat(intact.count()).isGreaterThan(10);

    for (int window = 0; window < intact.count(); window++) {
      TimeSeries unknown = holidaysUnknownFrom(intact.origin(window), rows);
      assertThat(written(Windows.of(unknown, spec, 0, rows, 83), window))
          .isEqualTo(written(intact, window))
          .doesNotContain(Double.NaN);
    }
  }

  /**
   * The same weekday of the month is at least 364 days apart, so the newest row that an effect
   * reads is 350 before its own. On 24 November 2016 it is.
   */
  @ParameterizedTest
  @CsvSource({"-285, 0, 0", "-286, 0, 0", "-349, 0, 0", "-350, 0, 2", "-351, 0, 2", "-352, 2, 2"})
  void theNewestRowThatAnEffectReads(int unknownFrom, int nanDates, int nanWeekdays) {
    int row = 1831;
    WindowSpec spec =
        WindowSpec.of(1, 1, List.of("births", "deaths"))
            .withEffects(List.of(CalendarEffect.values()));
    double[] effects = new double[4];

    TimeSeries unknown = holidaysUnknownFrom(row + unknownFrom, row + 1);
    Windows.of(unknown, spec, row, row + 1, 1).future(0, effects, 0);

    assertThat(DoubleStream.of(effects).limit(2).filter(Double::isNaN).count()).isEqualTo(nanDates);
    assertThat(DoubleStream.of(effects).skip(2).filter(Double::isNaN).count())
        .isEqualTo(nanWeekdays);
  }

  /**
   * The last row of the past holds two targets and a covariate of the row before the origin; a lag
   * that equals the horizon brings the two targets once more, to the horizon's last row.
   */
  private static int cellsOfTheRowBeforeTheOrigin(WindowSpec spec) {
    return 3 + (spec.lags().contains(spec.horizon()) ? 2 : 0);
  }

  private static double[] seen(
      TimeSeries series, WindowSpec spec, int fromRow, int stride, int window) {
    return written(Windows.of(series, spec, fromRow, ROWS, stride), window);
  }

  private static double[] written(Windows windows, int window) {
    WindowSpec spec = windows.spec();
    int past = spec.context() * windows.pastWidth();
    double[] dst = new double[past + spec.horizon() * windows.futureWidth()];
    windows.past(window, dst, 0);
    windows.future(window, dst, past);
    return dst;
  }

  private static TimeSeries intact() {
    return TimeSeries.of(
        "made",
        LocalDateTime.parse("2023-12-01T00:00"),
        Frequency.of(Duration.ofDays(1)),
        Map.of("a", rows(0), "b", rows(1000), "p", rows(2000), "k", rows(3000)));
  }

  /** Writes into the series' own arrays, as no program should. */
  private static TimeSeries unknownFrom(int row) {
    TimeSeries series = intact();
    for (String column : List.of("a", "b", "p")) {
      Arrays.fill(series.values(column), row, ROWS, Double.NaN);
    }
    return series;
  }

  private static TimeSeries holidaysUnknownFrom(int row, int rows) {
    TimeSeries series = HolidaySeries.of(rows);
    for (String column : series.columns()) {
      Arrays.fill(series.values(column), row, rows, Double.NaN);
    }
    return series;
  }

  private static double[] rows(int base) {
    return IntStream.range(0, ROWS).mapToDouble(row -> base + row).toArray();
  }
}
