package io.longtape.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.longtape.metrics.BinaryAccuracy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TallyTest {

  private static Measure accuracy(String name, double threshold) {
    return new Measure(name, "y", Optional.of(BinaryAccuracy.of().withThreshold(threshold)), false);
  }

  private static final List<Measure> MEASURES =
      List.of(
          new Measure("y_loss", "y", Optional.empty(), true),
          accuracy("binary_accuracy", 0.5),
          accuracy("binary_accuracy_1", 0.9));

  /** The loss, that of an output, and the hits and samples of two metrics. */
  private static List<float[]> numbers(float loss, float hits, float others, float samples) {
    return List.of(
        new float[] {loss},
        new float[] {2 * loss},
        new float[] {hits, samples},
        new float[] {others, samples});
  }

  @Test
  void weighsLossesByTheBatchAndSumsMetrics() {
    Tally tally = new Tally(MEASURES);
    tally.add(numbers(1, 3, 1, 4), 4);
    tally.add(numbers(4, 1, 1, 2), 2);
    assertThat(tally.logs())
        .containsExactly(
            entry("loss", 2.0),
            entry("y_loss", 4.0),
            entry("binary_accuracy", 4 / 6.0),
            entry("binary_accuracy_1", 2 / 6.0));
  }

  @Test
  void goesOnFromItsState() {
    Tally before = new Tally(MEASURES);
    before.add(numbers(1, 3, 1, 4), 4);
    Tally after = new Tally(MEASURES);
    after.add(numbers(9, 9, 9, 9), 9);
    after.restore(before.state());
    assertThat(after.logs()).isEqualTo(before.logs());
    after.reset();
    assertThat(after.logs()).isEqualTo(new Tally(MEASURES).logs());
    assertThat(before.logs()).containsEntry("binary_accuracy", 0.75);
  }
}
