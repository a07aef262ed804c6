package io.longtape.evaluation.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTest {
  private static final double[] SERIES = {10, 11, 12, 13, 14};
  private final History history = History.of(SERIES, 3);

  @Test
  void showsTheValuesBeforeTheOrigin() {
    assertThat(history.length()).isEqualTo(3);
    assertThat(history.at(0)).isEqualTo(10);
    assertThat(history.at(2)).isEqualTo(12);
    assertThat(history.last(1)).isEqualTo(12);
    assertThat(history.last(3)).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 3, 4})
  void hidesTheOriginAndWhatComesAfter(int index) {
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> history.at(index))
        .withMessage(
            "index %d is outside the history, which has the 3 values before the forecast origin",
            index);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 4, Integer.MIN_VALUE})
  void hidesTheFutureFromCountingBack(int stepsBack) {
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> history.last(stepsBack))
        .withMessage(
            "%d steps back is outside the history, which has the 3 values before the forecast"
                + " origin",
            stepsBack);
  }

  @Test
  void mayHoldNothingOrEverything() {
    assertThat(History.of(SERIES, 0).length()).isZero();
    assertThat(History.of(SERIES, 5).last(1)).isEqualTo(14);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 6})
  void refusesAnOriginOutsideTheSeries(int origin) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> History.of(SERIES, origin))
        .withMessage(
            "origin %d is outside the series; with 5 values it must be from 0 to 5", origin);
  }
}
