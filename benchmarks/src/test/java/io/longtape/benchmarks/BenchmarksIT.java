package io.longtape.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.longtape.training.History;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The benchmarks run and do the work that they say they measure. */
class BenchmarksIT {

  @Test
  void forecastsOneWindowAndMany() throws IOException {
    ForecastLatency benchmark = new ForecastLatency();
    benchmark.load();
    try {
      double[] one = benchmark.one();
      double[] many = benchmark.batchOf256();
      assertThat(one).hasSize(21).doesNotContain(0.0);
      assertThat(many).hasSize(256 * 21);
      // The batch begins with the same window.
      assertThat(Arrays.copyOf(many, 21)).usingComparatorWithPrecision(1e-6).containsExactly(one);
    } finally {
      benchmark.close();
    }
  }

  @Test
  void theNetworkHasTheWeightsThatItSays() {
    try (var trainer = new SmallForecaster().trainer()) {
      // 4*(13+64)*64 + 4*64 for the LSTM and 64*21 + 21 for the dense layer.
      assertThat(trainer.weights().parameters()).isEqualTo(19_968 + 1_365).isEqualTo(21_333);
    }
  }

  @Test
  void trains() {
    TrainingStep benchmark = new TrainingStep();
    benchmark.build();
    try {
      History first = benchmark.step();
      for (int epoch = 2; epoch <= 5; epoch++) {
        benchmark.step();
      }
      History sixth = benchmark.step();
      // A sine's mean square is 0.5: an untrained network is no better than that.
      assertThat(first.epochs()).hasSize(1);
      assertThat(sixth.epochs().get(0).loss()).isLessThan(first.epochs().get(0).loss() / 2);
    } finally {
      benchmark.close();
    }
  }

  @Test
  void jmhFindsAndRunsAllOfThem() throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .mode(Mode.SingleShotTime)
                    .forks(0)
                    .warmupIterations(0)
                    .measurementIterations(1)
                    .shouldFailOnError(true)
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();
    assertThat(ResultTable.header() + ResultTable.rows("off", results))
        .containsPattern("\\| `ForecastLatency.batchOf256` \\| off \\| [0-9,]+ \\|  \\|\\n")
        .containsPattern("\\| `ForecastLatency.one` \\| off \\| [0-9,]+ \\|  \\|\\n")
        .containsPattern("\\| `TrainingStep.step` \\| off \\| [0-9,]+ \\|  \\|\\n")
        .hasLineCount(2 + 3);
  }
}
