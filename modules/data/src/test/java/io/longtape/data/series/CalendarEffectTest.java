package io.longtape.data.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.longtape.data.DataException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected numbers: NumPy 2.4.6, printed by src/test/python/calendar_effects.py. */
class CalendarEffectTest {
  private static final int ROWS = 2300;
  private static final WindowSpec SPEC =
      WindowSpec.of(1, 1, List.of("births", "deaths"))
          .withEffects(List.of(CalendarEffect.DATE, CalendarEffect.NTH_WEEKDAY));
  private static final WindowSpec LONGEST =
      WindowSpec.of(1, 286, List.of("births", "deaths")).withEffects(SPEC.effects());

  @ParameterizedTest
  @CsvSource({
    // day, row: births@date, deaths@date, births@nth-weekday, deaths@nth-weekday
    "2011-12-20, 30, 0.0, 0.0, 0.0, 0.0",
    "2012-12-03, 379, 0.0, 0.0, 0.0, 5.5625",
    "2012-12-04, 380, -1.80859375, 0.0, 1.80859375, 0.0",
    "2012-12-25, 401, -28.19140625, 5.5625, 0.0, -5.5625",
    "2013-07-04, 592, -31.80859375, -2.8125, 0.0, 2.8125",
    "2015-12-25, 1496, -46.0140625, 1.125, -2.525, -2.225",
    "2016-02-28, 1561, 0.0, 1.1, 2.525, 0.0",
    "2016-02-29, 1562, 8.84375, -5.5625, 0.0, 0.0",
    "2016-03-01, 1563, -1.2625, 0.025, -0.184375, -2.225",
    "2016-11-24, 1831, 1.2625, -1.1, -38.9390625, -2.225",
    "2016-11-25, 1832, 0.0, -1.125, 0.0, 0.0",
    "2016-12-25, 1862, -49.397135416666664, 2.7916666666666665, -10.0, -0.9375",
    "2017-03-29, 1956, 0.15364583333333334, -0.9166666666666666, -1.80859375, -5.5625",
    "2017-03-30, 1957, -0.15364583333333334, -4.625, 2.4114583333333335, 0.0",
    "2017-11-23, 2195, -0.15364583333333334, 0.9583333333333334, -39.846354166666664, -1.8541666666666667",
    "2018-03-07, 2299, 0.9017857142857143, -0.7857142857142857, 1.2868303571428572, -2.392857142857143"
  })
  void effectsOfADay(
      LocalDate day,
      int row,
      double birthsDate,
      double deathsDate,
      double birthsNthWeekday,
      double deathsNthWeekday) {
    assertThat(HolidaySeries.START.plusDays(row)).isEqualTo(day);
    assertThat(effects()[row])
        .containsExactly(birthsDate, deathsDate, birthsNthWeekday, deathsNthWeekday);
  }

  @Test
  void effectsOfAllDays() {
    double[] sums = new double[4];
    double[] weighted = new double[4];
    double[][] effects = effects();
    for (int row = 1; row < ROWS; row++) {
      for (int i = 0; i < 4; i++) {
        sums[i] += effects[row][i];
        weighted[i] += effects[row][i] * (row % 97 + 1);
      }
    }

    assertThat(sums)
        .containsExactly(
            new double[] {
              -527.8204799107143, 13.528571428571441, -478.35050223214284, -10.484821428571422
            },
            within(1e-8));
    assertThat(weighted)
        .containsExactly(
            new double[] {
              -27687.168359375, 913.8196428571432, -26171.831101190477, 1738.295238095237
            },
            within(1e-6));
  }

  @Test
  void placeAmongTheFeatures() {
    WindowSpec spec =
        WindowSpec.of(2, 1, List.of("births"))
            .withFutureCovariates(List.of("deaths"))
            .withLags(List.of(7))
            .withEffects(List.of(CalendarEffect.NTH_WEEKDAY, CalendarEffect.DATE))
            .withCalendar(List.of(CalendarFeature.MONTH));

    Windows windows = Windows.of(HolidaySeries.of(ROWS), spec, 1562, 1563, 1);

    assertThat(windows.pastNames())
        .containsExactly(
            "births",
            "deaths",
            "births@-7",
            "births@nth-weekday",
            "births@date",
            "month_sin",
            "month_cos");
    assertThat(windows.futureNames())
        .containsExactly(
            "deaths", "births@-7", "births@nth-weekday", "births@date", "month_sin", "month_cos");
    double[] past = new double[14];
    windows.past(0, past, 0);
    assertThat(past[10]).isEqualTo(2.525); // 28 February, the row before the origin
    assertThat(past[11]).isZero();
    double[] future = new double[6];
    windows.future(0, future, 0);
    assertThat(future[2]).isZero();
    assertThat(future[3]).isEqualTo(8.84375); // 29 February
  }

  @Test
  void forecastHasTheEffectsOfALongerSeries() {
    int origin = 1600; // a window to 19 February 2017, over Thanksgiving and Christmas
    double[] expected = new double[286 * 4];
    Windows.of(HolidaySeries.of(ROWS), LONGEST, origin, ROWS, 1).future(0, expected, 0);
    double[] found = new double[286 * 4];

    Windows forecast = Windows.forForecast(HolidaySeries.of(origin), LONGEST, null);
    forecast.future(0, found, 0);

    assertThat(forecast.futureNames())
        .containsExactly("births@date", "deaths@date", "births@nth-weekday", "deaths@nth-weekday");
    assertThat(found).isEqualTo(expected);
    assertThat(found[(1862 - origin) * 4]).isEqualTo(-49.397135416666664);
    assertThat(found[(1831 - origin) * 4 + 2]).isEqualTo(-38.9390625);
  }

  @Test
  void aShortSeriesHasNoEffects() {
    double[] found = new double[286 * 4];

    Windows.forForecast(HolidaySeries.of(28), LONGEST, null).future(0, found, 0);

    assertThat(DoubleStream.of(found).distinct()).containsExactly(0.0);
  }

  @ParameterizedTest
  @CsvSource({"12 hours", "2 days", "1 week", "1 month"})
  void onlyDailySeries(String step) {
    TimeSeries series =
        TimeSeries.of(
            "shop.csv",
            LocalDateTime.parse("2020-01-01T00:00"),
            Frequency.parse(step),
            Map.of("sales", new double[40]));
    WindowSpec spec =
        WindowSpec.of(1, 1, List.of("sales")).withEffects(List.of(CalendarEffect.DATE));
    String message =
        "shop.csv: calendar effect DATE needs one row per day, but the step is " + step;

    assertThatThrownBy(() -> Windows.of(series, spec, 0, 40, 1))
        .isInstanceOf(DataException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> Windows.forForecast(series, spec, null))
        .isInstanceOf(DataException.class)
        .hasMessage(message);
    assertThat(Windows.of(series, spec.withEffects(List.of()), 0, 40, 1).futureWidth()).isZero();
  }

  /** By row, from row 1 on: the first has no context. */
  private static double[][] effects() {
    Windows windows = Windows.of(HolidaySeries.of(ROWS), SPEC, 0, ROWS, 1);
    double[][] effects = new double[ROWS][4];
    for (int window = 0; window < windows.count(); window++) {
      windows.future(window, effects[windows.origin(window)], 0);
    }
    return effects;
  }
}
