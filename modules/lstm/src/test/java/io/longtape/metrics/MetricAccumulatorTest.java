package io.longtape.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MetricAccumulatorTest {

  @Test
  void sumsBatchesInDoublePrecision() {
    MetricAccumulator accumulator = MetricAccumulator.of(BinaryAccuracy.of());
    accumulator.add(0, 1 << 24); // where float32 stops counting by one
    for (int i = 0; i < 16; i++) {
      accumulator.add(1, 1);
    }
    assertThat(accumulator.state()).containsExactly(16, (1 << 24) + 16);
    assertThat(accumulator.result()).isEqualTo(16.0 / ((1 << 24) + 16));
  }

  @Test
  void startsAndStartsAgainWithNothing() {
    MetricAccumulator accumulator = MetricAccumulator.of(Recall.of());
    assertThat(accumulator.result()).isZero();
    accumulator.add(2, 1, 4);
    assertThat(accumulator.result()).isEqualTo(0.5);
    accumulator.reset();
    assertThat(accumulator.result()).isZero();
  }

  @Test
  void goesOnFromItsState() {
    MetricAccumulator first = MetricAccumulator.of(Precision.of());
    first.add(3, 1, 3);
    double[] state = first.state();
    first.add(5, 5, 5);
    MetricAccumulator second = MetricAccumulator.of(Precision.of());
    second.restore(state);
    assertThat(second.result()).isEqualTo(0.75);
    second.add(1, 3, 1);
    assertThat(second.result()).isEqualTo(0.5);
    assertThat(state).containsExactly(3, 1, 3);
  }

  @Test
  void refusesAnotherMetricsState() {
    MetricAccumulator accumulator = MetricAccumulator.of(Precision.of());
    assertThatThrownBy(() -> accumulator.restore(1, 2))
        .hasMessage("metric 'precision' has 3 statistics, but was given 2");
    assertThatThrownBy(() -> accumulator.add(1))
        .hasMessage("metric 'precision' has 3 statistics, but was given 1");
  }
}
