package io.longtape.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.longtape.models.History;
import io.longtape.models.Model;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
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
    try (Model model = new SmallForecaster().model()) {
      // 4*(13+64)*64 + 4*64 for the LSTM and 64*21 + 21 for the dense layer.
      assertThat(model.weights().parameters()).isEqualTo(19_968 + 1_365).isEqualTo(21_333);
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
  void eagerStepsAndGraphsTrainAlike() {
    try (Step eager = new EagerStep();
        Step graph = GraphStep.byTape();
        Step usual = GraphStep.byAddGradients()) {
      float first = eager.run();
      assertThat(graph.run()).isCloseTo(first, within(1e-6f));
      assertThat(usual.run()).isCloseTo(first, within(1e-6f));
      float loss = first;
      for (int step = 2; step <= 30; step++) {
        loss = eager.run();
        assertThat(graph.run()).isCloseTo(loss, within(1e-5f));
        assertThat(usual.run()).isCloseTo(loss, within(1e-5f));
      }
      assertThat(loss).isLessThan(0.9f * first);
    }
  }

  @Test
  void theForwardPassIsTheSameWhileATapeRecords() {
    try (EagerStep step = new EagerStep()) {
      assertThat(step.recordedForward()).isEqualTo(step.forward()).isGreaterThan(0);
    }
  }

  @Test
  void saysThatPythonIsMissing() throws Exception {
    assertThat(SideBySide.run(1, 2, 3, ""))
        .containsPattern("\\| tape, eager \\| [0-9.]+ \\| [0-9.]+ to [0-9.]+ \\| [0-9.]+ \\|")
        .containsPattern("\\| tape over a graph \\| .* \\| 1.00 \\|")
        .contains("| Python | not measured")
        .contains("1 rounds of 3 steps after 2 to warm up");
  }

  /** The losses are compared with Java's as part of the measurement. */
  @Test
  @EnabledIfSystemProperty(named = "longtape.python", matches = ".+")
  void pythonTrainsTheSame() throws Exception {
    assertThat(SideBySide.run(1, 2, 3, System.getProperty("longtape.python")))
        .containsPattern("\\| Python, eager `tf.GradientTape` \\| [0-9.]+ \\|")
        .containsPattern("\\| Python, `tf.function` \\| [0-9.]+ \\|")
        .contains("Python 3.");
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
        .containsPattern("\\| `TapeForward.plain` \\| off \\| [0-9,]+ \\|")
        .containsPattern("\\| `TapeForward.recording` \\| off \\| [0-9,]+ \\|")
        .containsPattern("\\| `TapeStep.eager` \\| off \\| [0-9,]+ \\|")
        .containsPattern("\\| `TapeStep.graph` \\| off \\| [0-9,]+ \\|")
        .containsPattern("\\| `TapeStep.graphByAddGradients` \\| off \\| [0-9,]+ \\|")
        .containsPattern("\\| `TrainingStep.step` \\| off \\| [0-9,]+ \\|  \\|\\n")
        .hasLineCount(2 + 8);
  }
}
