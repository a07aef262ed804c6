package io.longtape.examples.forecasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.longtape.data.DataException;
import io.longtape.data.series.Frequency;
import io.longtape.data.series.TimeSeries;
import io.longtape.data.series.Windows;
import io.longtape.serving.Servable;
import io.longtape.serving.ServingSignature;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Four windows whose contexts are 0 and 2 in some order. In units of the column's scale 10 their
 * variance is 0.01; with the epsilon of the network's normalisation the spread is 10 sqrt(0.01001).
 */
class CalibrationTest {

  private static final double SPREAD = 10 * Math.sqrt(0.01001);
  private static final TimeSeries SERIES =
      TimeSeries.of(
          "alternating",
          LocalDateTime.of(2021, 3, 1, 0, 0),
          Frequency.of(Duration.ofDays(1)),
          Map.of("y", new double[] {0, 2, 0, 2, 0, 2}));

  /** The truths are 0, 2, 0, 2; the largest miss is 1, and rank ceil(5 * 0.8) of four takes it. */
  @Test
  void boundsThatAreTooNarrowMoveOutwards() {
    double[] forecast = {0.5, 1, 1.5, -1, 0, 1, -1, 0, 1, 1.7, 2, 2.1};
    assertMargins(SampleSchema.plain(List.of("y"), 2, 1, 0.1, 0.5, 0.9), forecast, -1, 0, 1);
  }

  /** Every truth is at least 3 inside its bounds. */
  @Test
  void boundsThatAreTooWideMoveInwards() {
    double[] forecast = {-3, 1, 5, -3, 1, 5, -4, 0, 6, -4, 1, 6};
    assertMargins(SampleSchema.plain(List.of("y"), 2, 1, 0.1, 0.5, 0.9), forecast, 3, 0, -3);
  }

  @Test
  void levelsThatAreNoPairStayAsTrained() {
    double[] forecast = {-3, 1, 5, -3, 1, 5, -4, 0, 6, -4, 1, 6};
    assertMargins(SampleSchema.plain(List.of("y"), 2, 1, 0.2, 0.5, 0.9), forecast, 0, 0, 0);
  }

  /** A coverage of 0.9 takes 9 values: with windows of 2 steps 5 windows, so 6 rows. */
  @Test
  void tooFewRowsAreRefusedBeforeTraining() {
    ForecasterSchema schema = SampleSchema.plain(List.of("y"), 2, 2, 0.05, 0.95);
    assertThatThrownBy(() -> Calibration.requireEnoughRows(SERIES, schema, 5))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "alternating: 5 validation rows are too few to calibrate the quantiles 0.05 and 0.95:"
                + " needed 6, or 0 to leave them as trained");
    Calibration.requireEnoughRows(SERIES, schema, 6);
    Calibration.requireEnoughRows(SERIES, schema, 0);
  }

  private static void assertMargins(
      ForecasterSchema schema, double[] forecast, double... inUnitsOfTheColumn) {
    Windows windows = Windows.of(SERIES, schema.windowSpec(), 0, 6, 1);
    List<Double> margins = Calibration.margins(new Forecaster(schema, fixed(forecast)), windows);
    assertThat(margins).hasSize(3);
    for (int level = 0; level < 3; level++) {
      assertThat(margins.get(level)).isCloseTo(inUnitsOfTheColumn[level] / SPREAD, within(1e-9));
    }
  }

  private static Servable fixed(double[] forecast) {
    return new Servable() {
      @Override
      public double[] call(Map<String, double[]> values, int batch, String output) {
        return forecast;
      }

      @Override
      public Set<String> signatures() {
        return Set.of(SIGNATURE);
      }

      @Override
      public ServingSignature signature(String name) {
        throw new UnsupportedOperationException();
      }

      @Override
      public void close() {}
    };
  }
}
