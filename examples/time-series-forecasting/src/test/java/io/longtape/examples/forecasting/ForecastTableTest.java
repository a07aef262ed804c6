package io.longtape.examples.forecasting;

import static org.assertj.core.api.Assertions.assertThat;

import io.longtape.data.series.Frequency;
import io.longtape.data.series.TimeSeries;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ForecastTableTest {

  private static final TimeSeries SERIES =
      TimeSeries.of(
          "sample",
          LocalDateTime.of(2021, 2, 26, 0, 0),
          Frequency.of(Duration.ofDays(1)),
          Map.of("y", new double[] {1, 2, 3}, "a,\"b\"", new double[] {4, 5, 6}));

  @Test
  void csvHasAColumnForEachTargetAndLevel() {
    ForecasterSchema schema = SampleSchema.plain(List.of("y", "a,\"b\""), 2, 2, 0.1, 0.9);
    ForecastTable table =
        new ForecastTable(schema, SERIES, new double[] {1, 2, 3, 4, 5, 6, 7, 8.5});
    assertThat(table.csv())
        .isEqualTo(
            """
            day,y_0.1,y_0.9,"a,""b""_0.1","a,""b""_0.9"
            2021-03-01,1.0,2.0,3.0,4.0
            2021-03-02,5.0,6.0,7.0,8.5
            """);
  }

  @Test
  void linesAreForPeople() {
    ForecasterSchema schema = SampleSchema.plain(List.of("y"), 2, 2);
    ForecastTable table = new ForecastTable(schema, SERIES, new double[] {1234.5678, -0.25});
    assertThat(table.lines())
        .containsExactly(
            "day                            y",
            "2021-03-01               1234.57",
            "2021-03-02             -0.250000");
    assertThat(table.lead()).startsWith("From 3 rows up to 2021-02-28, the next 2.");
  }
}
