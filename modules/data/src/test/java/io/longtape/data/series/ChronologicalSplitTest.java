package io.longtape.data.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.data.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChronologicalSplitTest {

  @ParameterizedTest
  @CsvSource({
    "'8640,2880,2880', 17420, 8640, 2880, 2880",
    "'8640, 0, 2880', 11520, 8640, 0, 2880",
    "'0.7,0.1,0.2', 17420, 12194, 1742, 3484",
    "'0.7,0.1,0.2', 26304, 18412, 2632, 5260",
    "'0.8,0,0.2', 11, 9, 0, 2",
    "'.5,.25,.25', 7, 3, 3, 1",
    "'0.3333333333,0.3333333333,0.3333333334', 9, 2, 4, 3"
  })
  void parses(String text, int rows, int train, int validation, int test) {
    assertThat(ChronologicalSplit.parse(text, rows))
        .isEqualTo(ChronologicalSplit.of(train, validation, test));
  }

  @Test
  void ends() {
    ChronologicalSplit split = ChronologicalSplit.of(8640, 2880, 2881);

    assertThat(split.trainEnd()).isEqualTo(8640);
    assertThat(split.validationEnd()).isEqualTo(11520);
    assertThat(split.testEnd()).isEqualTo(14401);
  }

  @Test
  void moreRowsThanThereAre() {
    assertThatThrownBy(() -> ChronologicalSplit.parse("8640,2880,2880", 14399))
        .isInstanceOf(DataException.class)
        .hasMessage("split '8640,2880,2880' needs 14400 rows, but the series has 14399");
  }

  @Test
  void fractionsMustSumToOne() {
    assertThatThrownBy(() -> ChronologicalSplit.parse("0.7,0.2,0.2", 100))
        .isInstanceOf(DataException.class)
        .hasMessage("split '0.7,0.2,0.2': fractions must sum to 1, but sum to 1.1");
    assertThatThrownBy(() -> ChronologicalSplit.parse("0.7,0.1,0.19999999", 100))
        .hasMessageContaining("fractions must sum to 1");
    assertThat(ChronologicalSplit.parse("0.7,0.1,0.1999999999", 100))
        .isEqualTo(ChronologicalSplit.of(70, 11, 19));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1,2", "1,2,3,4", "a,b,c", "1,-2,3", "0.7,,0.3", "1e3,1,1", "1;2;3"})
  void malformed(String text) {
    assertThatThrownBy(() -> ChronologicalSplit.parse(text, 100))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "split '%s' is not three rows or fractions, such as 8640,2880,2880 or 0.7,0.1,0.2"
                .formatted(text));
  }

  @Test
  void onlyValidationMayBeEmpty() {
    assertThat(ChronologicalSplit.of(1, 0, 1).testEnd()).isEqualTo(2);
    for (int[] parts : new int[][] {{0, 1, 1}, {1, 1, 0}, {1, -1, 1}}) {
      assertThatThrownBy(() -> ChronologicalSplit.of(parts[0], parts[1], parts[2]))
          .isInstanceOf(DataException.class)
          .hasMessage(
              "split %d,%d,%d: train and test need at least 1 row each, validation 0 or more"
                  .formatted(parts[0], parts[1], parts[2]));
    }
    assertThatThrownBy(() -> ChronologicalSplit.parse("0.7,0.1,0.2", 4))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("split '0.7,0.1,0.2' of 4 rows leaves train or test without a row");
  }

  @Test
  void sumMustFit() {
    assertThatThrownBy(() -> ChronologicalSplit.of(2_000_000_000, 2_000_000_000, 1))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("more rows than a series can have");
  }
}
