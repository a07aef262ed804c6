package io.longtape.scenario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.longtape.scenario.report.Contestant;
import io.longtape.scenario.report.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultTableTest {

  @Test
  void alignsNumbersAndLeavesBlankWhatIsMissing() {
    Contestant lstm =
        Contestant.of("lstm", Kind.MODEL, "a network", Map.of("mae", 176.4567, "mase", 0.66501))
            .predictMicros(341.9, 1024.4)
            .build();
    Contestant naive =
        Contestant.of("naive", Kind.BASELINE, "a rule", Map.of("mae", 1152.3)).build();
    assertThat(ResultTable.lines(List.of(lstm, naive), List.of("mae", "mase")))
        .containsExactly(
            "contestant    MAE    MASE  µs p50  µs p99",
            "lstm        176.5  0.6650   341.9    1024",
            "naive        1152");
  }
}
