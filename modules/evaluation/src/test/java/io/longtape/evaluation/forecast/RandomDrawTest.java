package io.longtape.evaluation.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomDrawTest {
  private static final double[] SERIES = IntStream.range(0, 1024).asDoubleStream().toArray();

  private static double[] draw(long seed, int origin, int horizon) {
    return ForecastRule.randomDraw(seed).forecast(History.of(SERIES, origin), horizon);
  }

  @Test
  void dependsOnSeedAndOriginOnly() {
    assertThat(draw(1, 900, 20)).containsExactly(draw(1, 900, 20));
    assertThat(draw(1, 900, 20)).isNotEqualTo(draw(2, 900, 20));
    assertThat(draw(1, 900, 20)).isNotEqualTo(draw(1, 901, 20));
  }

  @Test
  void originsDoNotShareOneRandomStream() {
    // Both lengths are powers of two, so equal random bits would show in the lower nine bits.
    double[] few = draw(1, 512, 20);
    double[] many = draw(1, 1024, 20);
    assertThat(IntStream.range(0, 20).filter(i -> few[i] == many[i] % 512).count()).isLessThan(3);
  }

  @Test
  void everyValueOfTheHistoryIsAsLikely() {
    double[] draws = draw(3, 4, 40_000);
    for (int value = 0; value < 4; value++) {
      double wanted = value;
      // 10,000 expected, with a standard deviation of 87.
      assertThat(Arrays.stream(draws).filter(d -> d == wanted).count()).isBetween(9_650L, 10_350L);
    }
  }
}
