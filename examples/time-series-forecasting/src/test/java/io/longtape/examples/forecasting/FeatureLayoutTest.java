package io.longtape.examples.forecasting;

import static org.assertj.core.api.Assertions.assertThat;

import io.longtape.data.series.Frequency;
import io.longtape.data.series.TimeSeries;
import io.longtape.data.series.Windows;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeatureLayoutTest {

  @Test
  void blocksFollowTheColumnsOfTheWindows() {
    ForecasterSchema schema = SampleSchema.rich();
    FeatureLayout layout = FeatureLayout.of(schema);
    Map<String, double[]> columns = new LinkedHashMap<>();
    schema.windowSpec().columns().forEach(column -> columns.put(column, new double[40]));
    TimeSeries series =
        TimeSeries.of(
            "sample",
            LocalDateTime.of(2021, 3, 1, 0, 0),
            Frequency.of(Duration.ofDays(1)),
            columns);
    Windows windows = Windows.of(series, schema.windowSpec(), 0, 40, 1);

    assertThat(layout.targets()).isEqualTo(2);
    assertThat(layout.pastOnly()).isEqualTo(1);
    assertThat(layout.pastWidth()).isEqualTo(18).isEqualTo(windows.pastWidth());
    assertThat(layout.futureWidth()).isEqualTo(15).isEqualTo(windows.futureWidth());
    assertThat(layout.future())
        .containsExactly(
            new FeatureLayout.Block(0, 2, false),
            new FeatureLayout.Block(2, 2, true),
            new FeatureLayout.Block(4, 11, false));
    List<String> names = windows.futureNames();
    assertThat(names.subList(0, 2)).containsExactly("price", "event");
    assertThat(names.subList(2, 4)).containsExactly("a@-7", "b@-7");
    assertThat(names.subList(4, 7)).containsExactly("a@date", "b@date", "monday");
  }

  @Test
  void withoutAnythingKnownThereIsNoFuture() {
    FeatureLayout layout = FeatureLayout.of(SampleSchema.plain(List.of("y"), 5, 2, 0.5));
    assertThat(layout.pastWidth()).isEqualTo(1);
    assertThat(layout.futureWidth()).isZero();
    assertThat(layout.future()).isEmpty();
  }
}
