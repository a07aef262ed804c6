package io.longtape.initializers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.longtape.config.KerasConfig;
import io.longtape.weights.WeightValues;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.EagerSession;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class InitializerTest {

  private static final EagerSession SESSION = EagerSession.create();
  private static final Ops TF = Ops.create(SESSION);

  /** Of 60,000 draws the mean is within 1 % of the deviation, the variance within 2 % of itself. */
  private static final Shape LARGE = Shape.of(200, 300);

  @AfterAll
  static void close() {
    SESSION.close();
  }

  static Stream<Arguments> distributions() {
    return Stream.of(
        arguments("glorot uniform", Initializer.glorotUniform(), 0, 2.0 / 500, Math.sqrt(3)),
        arguments(
            "glorot normal", Initializer.glorotNormal(), 0, 2.0 / 500, 2 / 0.8796256610342398),
        arguments("he uniform", Initializer.heUniform(), 0, 2.0 / 200, Math.sqrt(3)),
        arguments("he normal", Initializer.heNormal(), 0, 2.0 / 200, 2 / 0.8796256610342398),
        arguments("lecun uniform", Initializer.lecunUniform(), 0, 1.0 / 200, Math.sqrt(3)),
        arguments("lecun normal", Initializer.lecunNormal(), 0, 1.0 / 200, 2 / 0.8796256610342398),
        arguments(
            "variance scaling",
            Initializer.varianceScaling(3, FanMode.FAN_OUT, Distribution.UNTRUNCATED_NORMAL),
            0,
            3.0 / 300,
            6),
        arguments("random normal", Initializer.randomNormal(), 0, 0.05 * 0.05, 6),
        arguments("random normal of 2", Initializer.randomNormal(2, 0.5), 2, 0.25, 6),
        arguments("random uniform", Initializer.randomUniform(), 0, 0.1 * 0.1 / 12, Math.sqrt(3)),
        arguments(
            "random uniform of 1 to 4",
            Initializer.randomUniform(1, 4),
            2.5,
            9.0 / 12,
            Math.sqrt(3)),
        arguments(
            "truncated normal",
            Initializer.truncatedNormal(1, 0.1),
            1,
            Math.pow(0.1 * 0.8796256610342398, 2),
            2 / 0.8796256610342398));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("distributions")
  void drawsFromTheDistribution(
      String name, Initializer initializer, double mean, double variance, double deviations) {
    float[] drawn = draw(initializer, LARGE, 7);
    double deviation = Math.sqrt(variance);
    double found = stream(drawn).average().orElseThrow();
    assertThat(found).isCloseTo(mean, within(0.01 * deviation));
    assertThat(stream(drawn).map(x -> (x - found) * (x - found)).average().orElseThrow())
        .isCloseTo(variance, within(0.02 * variance));
    double farthest = stream(drawn).map(x -> Math.abs(x - mean)).max().orElseThrow();
    assertThat(farthest)
        .isLessThanOrEqualTo(deviations * deviation * 1.0001)
        .isGreaterThan(Math.min(0.99 * deviations, 3) * deviation);
  }

  @Test
  void takesFansAsKeras() {
    assertThat(FanMode.FAN_IN.of(Shape.scalar())).isEqualTo(1);
    assertThat(FanMode.FAN_AVG.of(Shape.of(7))).isEqualTo(7);
    assertThat(FanMode.FAN_IN.of(Shape.of(3, 5))).isEqualTo(3);
    assertThat(FanMode.FAN_OUT.of(Shape.of(3, 5))).isEqualTo(5);
    assertThat(FanMode.FAN_AVG.of(Shape.of(3, 5))).isEqualTo(4);
    assertThat(FanMode.FAN_IN.of(Shape.of(2, 4, 3, 5))).isEqualTo(24);
    assertThat(FanMode.FAN_OUT.of(Shape.of(2, 4, 3, 5))).isEqualTo(40);
  }

  @ParameterizedTest
  @MethodSource("matrices")
  void orthogonalHasOrthonormalRowsOrColumns(Shape shape, double gain) {
    float[] drawn = draw(Initializer.orthogonal(gain), shape, 3);
    int columns = Math.toIntExact(shape.get(-1));
    int rows = drawn.length / columns;
    for (int i = 0; i < Math.min(rows, columns); i++) {
      for (int j = 0; j < Math.min(rows, columns); j++) {
        double product = 0;
        for (int k = 0; k < Math.max(rows, columns); k++) {
          product +=
              rows < columns
                  ? drawn[i * columns + k] * drawn[j * columns + k]
                  : drawn[k * columns + i] * drawn[k * columns + j];
        }
        assertThat(product).isCloseTo(i == j ? gain * gain : 0, within(1e-5));
      }
    }
  }

  static Stream<Arguments> matrices() {
    return Stream.of(
        arguments(Shape.of(20, 20), 1.0),
        arguments(Shape.of(8, 32), 1.0),
        arguments(Shape.of(32, 8), 1.5),
        arguments(Shape.of(3, 4, 5), 1.0));
  }

  @Test
  void orthogonalNeedsTwoAxes() {
    assertThatThrownBy(() -> Initializer.orthogonal().call(TF, Shape.of(4), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an orthogonal weight needs two axes or more, but the shape is [4]");
  }

  @Test
  void orthogonalPrefersNoSign() {
    // An element of an orthogonal matrix that is drawn evenly has mean 0; QR alone makes the
    // first one of each column negative more often.
    double sum = 0;
    for (int seed = 0; seed < 400; seed++) {
      sum += draw(Initializer.orthogonal(), Shape.of(3, 3), seed)[0];
    }
    assertThat(sum / 400).isCloseTo(0, within(0.1));
  }

  @Test
  void fixedValues() {
    assertThat(draw(Initializer.zeros(), Shape.of(2), 1)).containsExactly(0, 0);
    assertThat(draw(Initializer.ones(), Shape.of(2), 1)).containsExactly(1, 1);
    assertThat(draw(Initializer.constant(-2.5), Shape.of(2), 1)).containsExactly(-2.5f, -2.5f);
    assertThat(draw(Initializer.identity(), Shape.of(2, 2), 1)).containsExactly(1, 0, 0, 1);
    assertThat(draw(Initializer.identity(3), Shape.of(2, 3), 1)).containsExactly(3, 0, 0, 0, 3, 0);
    assertThatThrownBy(() -> Initializer.identity().call(TF, Shape.of(2, 2, 2), 1))
        .hasMessage("an identity needs two axes, but the shape is [2, 2, 2]");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("distributions")
  void theSameSeedGivesTheSameNumbers(String name, Initializer initializer) {
    float[] first = draw(initializer, Shape.of(4, 4), 5);
    assertThat(draw(initializer, Shape.of(4, 4), 5)).containsExactly(first);
    assertThat(draw(initializer, Shape.of(4, 4), 6)).isNotEqualTo(first);
  }

  @Test
  void knowsHowKerasWritesIt() {
    assertThat(Initializer.glorotUniform().config())
        .isEqualTo(
            keras("GlorotUniform")
                .with("seed", null)
                .with("input_axes", null)
                .with("output_axes", null)
                .build());
    assertThat(
            Initializer.varianceScaling(2, FanMode.FAN_AVG, Distribution.TRUNCATED_NORMAL).config())
        .isEqualTo(
            keras("VarianceScaling")
                .with("seed", null)
                .with("scale", 2.0)
                .with("mode", "fan_avg")
                .with("distribution", "truncated_normal")
                .with("input_axes", null)
                .with("output_axes", null)
                .build());
    assertThat(Initializer.randomUniform().config())
        .isEqualTo(
            keras("RandomUniform")
                .with("seed", null)
                .with("minval", -0.05)
                .with("maxval", 0.05)
                .build());
    assertThat(Initializer.truncatedNormal().config())
        .isEqualTo(
            keras("TruncatedNormal")
                .with("seed", null)
                .with("mean", 0.0)
                .with("stddev", 0.05)
                .build());
    assertThat(Initializer.orthogonal(2).config())
        .isEqualTo(keras("Orthogonal").with("seed", null).with("gain", 2.0).build());
    assertThat(Initializer.constant(3).config())
        .isEqualTo(keras("Constant").with("value", 3.0).build());
    assertThat(Initializer.zeros().config()).isEqualTo(keras("Zeros").build());
    assertThat(Initializer.identity().config()).isEqualTo(keras("Identity").build());
    Initializer own = (tf, shape, seed) -> tf.zeros(tf.constant(shape.asArray()), TFloat32.class);
    assertThat(own.config()).isEmpty();
  }

  private static KerasConfig.Builder keras(String className) {
    return KerasConfig.of("keras.initializers", className);
  }

  @Test
  void refusesWhatIsNoDistribution() {
    assertThatThrownBy(() -> Initializer.varianceScaling(0, FanMode.FAN_IN, Distribution.UNIFORM))
        .hasMessage("scale must be above 0, but is 0.0");
    assertThatThrownBy(() -> Initializer.randomNormal(0, -1))
        .hasMessage("stddev must not be below 0, but is -1.0");
    assertThatThrownBy(() -> Initializer.randomUniform(1, 0))
        .hasMessage("minval must not be above maxval, but they are 1.0 and 0.0");
  }

  private static float[] draw(Initializer initializer, Shape shape, long seed) {
    WeightValues.Value value = WeightValues.Value.of(initializer.call(TF, shape, seed).asTensor());
    assertThat(value.shape()).isEqualTo(shape);
    return value.data();
  }

  private static DoubleStream stream(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]);
  }
}
