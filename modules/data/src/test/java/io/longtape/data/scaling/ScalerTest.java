package io.longtape.data.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.longtape.data.DataException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Expected numbers: scikit-learn 1.9.1 with NumPy 2.4.6, printed by src/test/python/scalers.py. */
class ScalerTest {
  private static final double[] VALUES = {3.0, -1.5, 8.25, 4.0, 100.0, -7.0};

  @Test
  void standardMatchesScikitLearn() {
    Scaler scaler = StandardScaler.fit("x", VALUES, 1, 4);

    assertThat(scaler.offset()).isCloseTo(3.5833333333333335, within(1e-15));
    assertThat(scaler.scale()).isCloseTo(3.9913100049426826, within(1e-15));
    assertThat(transformed(scaler))
        .containsExactly(
            new double[] {
              -0.1461508458653816,
              -1.2736002282554681,
              1.1692067669230524,
              0.10439346133241537,
              24.156646952320926,
              -2.651593917843351
            },
            within(1e-12));
  }

  @Test
  void minMaxMatchesScikitLearn() {
    assertThat(transformed(MinMaxScaler.fit("x", VALUES, 1, 4)))
        .containsExactly(
            new double[] {
              0.46153846153846156,
              0.0,
              1.0,
              0.5641025641025641,
              10.410256410256409,
              -0.5641025641025641
            },
            within(1e-12));
  }

  @Test
  void minMaxWithBoundsMatchesScikitLearn() {
    assertThat(transformed(MinMaxScaler.fit("x", VALUES, 1, 4, -1, 3)))
        .containsExactly(
            new double[] {
              0.8461538461538463,
              -1.0,
              3.0,
              1.2564102564102564,
              40.641025641025635,
              -3.2564102564102564
            },
            within(1e-12));
  }

  @Test
  void inverseUndoesTransform() {
    for (Scaler scaler :
        new Scaler[] {
          StandardScaler.fit("x", VALUES, 1, 4), MinMaxScaler.fit("x", VALUES, 1, 4, -1, 3)
        }) {
      for (double value : VALUES) {
        assertThat(scaler.inverse(scaler.transform(value))).isCloseTo(value, within(1e-12));
      }
    }
    assertThat(new StandardScaler(10, 4).inverse(2.5)).isEqualTo(20);
    assertThat(new MinMaxScaler(10, 4).transform(20)).isEqualTo(2.5);
  }

  @Test
  void valuesOutsideTheTrainingPartChangeNothing() {
    double[] other = VALUES.clone();
    other[0] = Double.NaN;
    other[4] = 1e300;
    other[5] = Double.NEGATIVE_INFINITY;

    assertThat(StandardScaler.fit("x", other, 1, 4))
        .isEqualTo(StandardScaler.fit("x", VALUES, 1, 4));
    assertThat(MinMaxScaler.fit("x", other, 1, 4)).isEqualTo(MinMaxScaler.fit("x", VALUES, 1, 4));
  }

  @Test
  void constantColumnIsRefused() {
    double[] tenths = {0.1, 0.1, 0.1, 7};

    assertThatThrownBy(() -> StandardScaler.fit("load", tenths, 0, 3))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "column 'load' is constant in the training part (0.1 in all 3 rows):"
                + " leave the column out");
    assertThatThrownBy(() -> MinMaxScaler.fit("load", tenths, 0, 3))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'load' is constant");
  }

  @Test
  void valuesThatAreNotFiniteAreRefused() {
    assertThatThrownBy(() -> StandardScaler.fit("load", new double[] {1, 2, Double.NaN}, 0, 3))
        .isInstanceOf(DataException.class)
        .hasMessage("column 'load': cannot fit a scaler, the value at position 2 (from 0) is NaN");
    assertThatThrownBy(
            () -> MinMaxScaler.fit("load", new double[] {1, Double.POSITIVE_INFINITY}, 0, 2))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("position 1 (from 0) is Infinity");
  }

  @Test
  void rowsMustBeWithinTheColumn() {
    for (int[] range : new int[][] {{2, 2}, {-1, 2}, {0, 7}, {3, 1}}) {
      assertThatThrownBy(() -> StandardScaler.fit("x", VALUES, range[0], range[1]))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("it has 6 rows");
    }
  }

  @Test
  void rangesThatADoubleCannotHoldAreRefused() {
    assertThatThrownBy(() -> StandardScaler.fit("x", new double[] {-1e308, 1e308}, 0, 2))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("change the unit");
    assertThatThrownBy(() -> MinMaxScaler.fit("x", new double[] {-1e308, 1e308}, 0, 2))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("change the unit");
  }

  @Test
  void boundsAndStoredNumbersAreChecked() {
    assertThatThrownBy(() -> MinMaxScaler.fit("x", VALUES, 0, 6, 1, 1))
        .isInstanceOf(DataException.class)
        .hasMessage("scaling bounds must be finite and in order, but are 1.0 and 1.0");
    assertThatThrownBy(() -> new StandardScaler(0, 0))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("finite scale above 0");
    assertThatThrownBy(() -> new MinMaxScaler(Double.NaN, 1)).isInstanceOf(DataException.class);
  }

  private static double[] transformed(Scaler scaler) {
    return Arrays.stream(VALUES).map(scaler::transform).toArray();
  }
}
