package io.longtape.examples.forecasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.longtape.data.DataException;
import io.longtape.data.series.CalendarEffect;
import io.longtape.data.series.ChronologicalSplit;
import io.longtape.data.series.Frequency;
import io.longtape.data.series.TimeSeries;
import io.longtape.data.table.CsvReader;
import io.longtape.data.table.Table;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SchemaPlanTest {

  private final TrainingOptions options = new TrainingOptions();

  @BeforeEach
  void defaultsOfTheCommandLine() {
    CommandLine line = new CommandLine(CommandLine.Model.CommandSpec.create());
    line.getCommandSpec()
        .addMixin("training", CommandLine.Model.CommandSpec.forAnnotatedObject(options));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.parseArgs();
  }

  @Test
  void aLongDailySeriesGetsWeeksALagOfAYearAndEffects() {
    ForecasterSchema schema = plan(Duration.ofDays(1), 4 * 364, 100);
    assertThat(schema.season()).isEqualTo(7);
    assertThat(schema.horizon()).isEqualTo(7);
    assertThat(schema.context()).isEqualTo(28);
    assertThat(schema.lags()).containsExactly(364);
    assertThat(schema.effects()).containsExactly(CalendarEffect.values());
    assertThat(schema.split()).isEqualTo("1456,0,100");
  }

  @Test
  void aShortOneGetsNeither() {
    ForecasterSchema schema = plan(Duration.ofDays(1), 3 * 364, 100);
    assertThat(schema.lags()).isEmpty();
    assertThat(schema.effects()).isEmpty();
  }

  @Test
  void aHorizonBeyondALagOrTheReachOfEffectsLeavesThemOut() {
    options.horizon = 365;
    ForecasterSchema schema = plan(Duration.ofDays(1), 4 * 365, 400);
    assertThat(schema.lags()).isEmpty();
    assertThat(schema.effects()).isEmpty();
  }

  @Test
  void withoutASeasonThereAreFixedLengths() {
    ForecasterSchema schema = plan(Duration.ofDays(400), 100, 20);
    assertThat(schema.season()).isEqualTo(1);
    assertThat(schema.horizon()).isEqualTo(8);
    assertThat(schema.context()).isEqualTo(16);
  }

  /** Mean and population deviation of 0, 1, 2, 3 are 1.5 and 1.118034; later rows do not count. */
  @Test
  void scalersSeeTheTrainingPartAlone() {
    ColumnScaling scaling = plan(Duration.ofDays(1), 4, 1000).scalingOf("y");
    assertThat(scaling.offset()).isEqualTo(1.5);
    assertThat(scaling.scale()).isCloseTo(1.118034, within(1e-6));
  }

  @Test
  void theTargetIsTheLastColumnOfNumbers() {
    assertThat(SchemaPlan.targets(table("t,a,b,note\n2021-01-01,1,2,x\n"), options))
        .containsExactly("b");
    assertThatThrownBy(
            () ->
                SchemaPlan.targets(
                    table("t,a,b\n2021-01-01,1,2\n2021-01-02,1,3\n2021-01-03,1,x\n"), options))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("row 4, column 'b': found 'x', expected a number");
    options.targets = List.of("a");
    assertThat(SchemaPlan.targets(table("t,a,b\n2021-01-01,1,2\n"), options)).containsExactly("a");
  }

  private ForecasterSchema plan(Duration step, int train, int test) {
    TimeSeries series =
        TimeSeries.of(
            "sample",
            LocalDateTime.of(1900, 1, 1, 0, 0),
            Frequency.of(step),
            Map.of("y", IntStream.range(0, train + test).asDoubleStream().toArray()));
    return SchemaPlan.schema(
        series, "t", List.of("y"), ChronologicalSplit.of(train, 0, test), options, 1);
  }

  private static Table table(String csv) {
    byte[] bytes = csv.getBytes(StandardCharsets.UTF_8);
    return CsvReader.create().read(new ByteArrayInputStream(bytes), "sample.csv");
  }
}
