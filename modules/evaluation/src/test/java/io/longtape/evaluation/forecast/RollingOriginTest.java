package io.longtape.evaluation.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RollingOriginTest {

  @Test
  void takesEveryOriginWhoseHorizonFits() {
    var plan = new RollingOrigin(4, 10, 3, 1);
    // The last forecast covers 7, 8 and 9.
    assertThat(plan.origins()).containsExactly(4, 5, 6, 7);
    assertThat(plan.count()).isEqualTo(4);
    assertThat(plan.origin(3)).isEqualTo(7);
  }

  @Test
  void stepsByTheStrideFromTheFirstOrigin() {
    assertThat(new RollingOrigin(4, 10, 3, 2).origins()).containsExactly(4, 6);
    assertThat(new RollingOrigin(4, 10, 3, 3).origins()).containsExactly(4, 7);
    assertThat(new RollingOrigin(4, 10, 3, 4).origins()).containsExactly(4);
  }

  @Test
  void mayHoldOneOrigin() {
    assertThat(new RollingOrigin(7, 10, 3, 1).origins()).containsExactly(7);
    assertThat(new RollingOrigin(0, 1, 1, Integer.MAX_VALUE).origins()).containsExactly(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-1 | 10 | 3 | 1 | first origin is -1; it must be at least 0",
        " 4 | 10 | 0 | 1 | horizon is 0; it must be at least 1",
        " 4 | 10 | 3 | 0 | stride is 0; it must be at least 1",
        " 8 | 10 | 3 | 1 | a forecast of 3 steps does not fit between first origin 8 and end 10",
        " 8 | -2147483648 | 3 | 1"
            + " | a forecast of 3 steps does not fit between first origin 8 and end -2147483648",
      })
  void refusesAPlanWithoutForecasts(
      int firstOrigin, int end, int horizon, int stride, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RollingOrigin(firstOrigin, end, horizon, stride))
        .withMessage(message);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 4})
  void refusesAnOriginThatIsNotThere(int i) {
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> new RollingOrigin(4, 10, 3, 1).origin(i))
        .withMessage("origin number %d is outside the backtest, which has 4 origins", i);
  }
}
