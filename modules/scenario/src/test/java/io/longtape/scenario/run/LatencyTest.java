package io.longtape.scenario.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class LatencyTest {

  @Test
  void warmsUpThenCounts() {
    List<Integer> calls = new ArrayList<>();
    Latency latency = Latency.measure(2, 3, calls::add);
    assertThat(calls).containsExactly(0, 1, 0, 1, 2);
    assertThat(latency.medianMicros()).isPositive().isLessThanOrEqualTo(latency.p99Micros());
  }

  @Test
  void theSlowestOfFewCallsIsTheNinetyNinthPercentile() {
    Latency latency =
        Latency.measure(
            0,
            5,
            call -> {
              if (call == 4) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
              }
            });
    assertThat(latency.p99Micros()).isGreaterThan(15_000);
    assertThat(latency.medianMicros()).isLessThan(15_000);
  }

  @Test
  void refusesToCountNothing() {
    assertThatThrownBy(() -> Latency.measure(1, 0, call -> {}))
        .hasMessage("calls must be at least 1, but is 0");
  }
}
