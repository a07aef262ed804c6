package io.longtape.examples.forecasting;

import static org.assertj.core.api.Assertions.assertThat;

import io.longtape.scenario.report.Contestant;
import io.longtape.scenario.report.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContestantMeanTest {

  private static Contestant.Builder run(double mae, double scaled, double... byHorizon) {
    return Contestant.of("lstm", Kind.MODEL, "an LSTM", Map.of("mae", mae))
        .scaledMetrics(scaled, 2 * scaled)
        .byHorizon(byHorizon)
        .predictMicros(10 * mae, 20 * mae);
  }

  @Test
  void everyNumberIsTheMeanOfTheRuns() {
    Contestant mean =
        ContestantMean.of(
            List.of(
                run(1, 0.25, 1, 3).parameters(7).trainSeconds(2).build(),
                run(4, 0.75, 2, 6).parameters(7).trainSeconds(3).build()));
    assertThat(mean)
        .isEqualTo(
            Contestant.of("lstm", Kind.MODEL, "an LSTM", Map.of("mae", 2.5))
                .scaledMetrics(0.5, 1)
                .byHorizon(1.5, 4.5)
                .predictMicros(25, 50)
                .parameters(7)
                .trainSeconds(2.5)
                .build());
  }

  @Test
  void whatIsNotTrainedHasNoTimeOfTraining() {
    Contestant mean = ContestantMean.of(List.of(run(1, 1, 1).build()));
    assertThat(mean.parameters()).isNull();
    assertThat(mean.trainSeconds()).isNull();
  }
}
