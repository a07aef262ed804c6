package io.longtape.data.series;

import static io.longtape.data.series.CalendarFeature.DAY_OF_MONTH;
import static io.longtape.data.series.CalendarFeature.DAY_OF_WEEK;
import static io.longtape.data.series.CalendarFeature.DAY_OF_YEAR;
import static io.longtape.data.series.CalendarFeature.HOUR_OF_DAY;
import static io.longtape.data.series.CalendarFeature.MONTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Expected numbers by hand: sine and cosine of a quarter, an eighth or a fifth of a turn. */
class CalendarFeatureTest {

  @ParameterizedTest
  @CsvSource({
    "HOUR_OF_DAY, 2024-05-05T00:00, 0, 1",
    "HOUR_OF_DAY, 2024-05-05T06:00, 1, 0",
    "HOUR_OF_DAY, 2024-05-05T18:00, -1, 0",
    "HOUR_OF_DAY, 2024-05-05T03:00, 0.7071067811865476, 0.7071067811865476",
    "HOUR_OF_DAY, 2024-05-05T04:48, 0.9510565162951535, 0.30901699437494745",
    "DAY_OF_YEAR, 2024-01-01T23:00, 0, 1",
    "DAY_OF_YEAR, 2024-07-02T00:00, 0, -1",
    "DAY_OF_YEAR, 2023-03-15T00:00, 0.9510565162951535, 0.30901699437494745",
    "DAY_OF_MONTH, 2024-02-01T00:00, 0, 1",
    "DAY_OF_MONTH, 2023-02-08T00:00, 1, 0",
    "DAY_OF_MONTH, 2024-04-16T00:00, 0, -1",
    "MONTH, 2024-01-31T00:00, 0, 1",
    "MONTH, 2024-04-01T00:00, 1, 0",
    "MONTH, 2024-10-01T00:00, -1, 0"
  })
  void cycles(CalendarFeature feature, LocalDateTime time, double sine, double cosine) {
    assertThat(written(feature, time)).containsExactly(new double[] {sine, cosine}, within(1e-12));
  }

  @Test
  void weekdaysAreOneHotFromMonday() {
    assertThat(written(DAY_OF_WEEK, LocalDateTime.parse("2024-01-01T12:00")))
        .containsExactly(1, 0, 0, 0, 0, 0, 0);
    assertThat(written(DAY_OF_WEEK, LocalDateTime.parse("2024-01-07T12:00")))
        .containsExactly(0, 0, 0, 0, 0, 0, 1);
    assertThat(DAY_OF_WEEK.names()).startsWith("monday", "tuesday").endsWith("sunday");
  }

  @ParameterizedTest
  @EnumSource
  void writesItsWidthAtTheOffset(CalendarFeature feature) {
    double[] dst = new double[feature.width() + 2];
    Arrays.fill(dst, 5);

    feature.write(LocalDateTime.parse("2024-03-14T15:09"), dst, 1);

    assertThat(feature.names()).hasSize(feature.width()).doesNotHaveDuplicates();
    assertThat(dst[0]).isEqualTo(5);
    assertThat(dst[dst.length - 1]).isEqualTo(5);
    assertThat(Arrays.copyOfRange(dst, 1, dst.length - 1)).doesNotContain(5);
    assertThatThrownBy(() -> feature.write(LocalDateTime.MIN, dst, dst.length - 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void names() {
    assertThat(HOUR_OF_DAY.names()).containsExactly("hour_of_day_sin", "hour_of_day_cos");
    assertThat(DAY_OF_YEAR.names()).containsExactly("day_of_year_sin", "day_of_year_cos");
    assertThat(DAY_OF_MONTH.names()).containsExactly("day_of_month_sin", "day_of_month_cos");
    assertThat(MONTH.names()).containsExactly("month_sin", "month_cos");
  }

  @Test
  void defaults() {
    assertThat(defaults("15 minutes")).containsExactly(HOUR_OF_DAY, DAY_OF_WEEK, DAY_OF_YEAR);
    assertThat(defaults("1 hour")).containsExactly(HOUR_OF_DAY, DAY_OF_WEEK, DAY_OF_YEAR);
    assertThat(defaults("1 day")).containsExactly(DAY_OF_WEEK, DAY_OF_YEAR);
    assertThat(defaults("1 week")).containsExactly(DAY_OF_YEAR);
    assertThat(defaults("1 month")).containsExactly(MONTH);
    assertThat(defaults("3 months")).containsExactly(MONTH);
    assertThat(defaults("1 year")).isEmpty();
    assertThat(defaults("365 days")).isEmpty();
  }

  private static List<CalendarFeature> defaults(String frequency) {
    return CalendarFeature.defaultsFor(Frequency.parse(frequency));
  }

  private static double[] written(CalendarFeature feature, LocalDateTime time) {
    double[] dst = new double[feature.width()];
    feature.write(time, dst, 0);
    return dst;
  }
}
