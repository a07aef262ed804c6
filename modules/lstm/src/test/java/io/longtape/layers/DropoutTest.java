package io.longtape.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class DropoutTest {

  private static LayerRun twos(Layer layer) {
    float[][] twos = new float[100][200];
    Arrays.stream(twos).forEach(row -> Arrays.fill(row, 2));
    return LayerRun.of(layer).reads(twos);
  }

  private static float[] drop(Dropout layer, long step, long seed) {
    return twos(layer).training(step, seed).values();
  }

  @Test
  void dropsTheRateAndScalesTheOthers() {
    float[] values = drop(Dropout.of(0.2), 1, 5);
    long dropped = IntStream.range(0, values.length).filter(i -> values[i] == 0).count();
    // Of 20,000 draws: 4,000, with a standard deviation of 57.
    assertThat(dropped).isBetween(3_800L, 4_200L);
    for (float value : values) {
      assertThat(value).isIn(0f, 2.5f);
    }
    double mean = IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElse(0);
    assertThat(mean).isCloseTo(2, within(0.03));
  }

  @Test
  void drawsAnewInEachStep() {
    float[] first = drop(Dropout.of(0.5), 1, 5);
    assertThat(drop(Dropout.of(0.5), 1, 5)).containsExactly(first);
    assertThat(drop(Dropout.of(0.5), 2, 5)).isNotEqualTo(first);
    assertThat(drop(Dropout.of(0.5), 1, 6)).isNotEqualTo(first);
    assertThat(drop(Dropout.of(0.5).withName("other"), 1, 5)).isNotEqualTo(first);
  }

  @Test
  void itsOwnSeedTakesThePlaceOfTheModels() {
    Dropout seeded = Dropout.of(0.5).withSeed(9);
    assertThat(drop(seeded, 1, 5)).containsExactly(drop(seeded, 1, 6));
    assertThat(drop(seeded, 1, 5)).isNotEqualTo(drop(seeded.withSeed(10), 1, 5));
  }

  @Test
  void stepsOfASequenceAreDrawnApart() {
    float[][][] ones = new float[1][2][200];
    Arrays.stream(ones[0]).forEach(row -> Arrays.fill(row, 1));
    float[] values =
        LayerRun.of(TimeDistributed.of(Dropout.of(0.5))).reads(ones).training(1, 5).values();
    assertThat(Arrays.copyOfRange(values, 0, 200))
        .isNotEqualTo(Arrays.copyOfRange(values, 200, 400));
  }

  /** The same layer on what it gave itself. */
  private static final class Twice extends NamedLayer<Twice> implements UnaryLayer {

    private final Dropout dropout = Dropout.of(0.5);

    @Override
    public MaskedTensor call(Pass pass, MaskedTensor input) {
      return dropout.call(pass, dropout.call(pass, input));
    }
  }

  @Test
  void usesOfASharedLayerAreDrawnApart() {
    float[] values = twos(new Twice()).training(1, 5).values();
    long kept = IntStream.range(0, values.length).filter(i -> values[i] != 0).count();
    // A quarter of 20,000, with a standard deviation of 61; half, were both draws the same.
    assertThat(kept).isBetween(4_800L, 5_200L);
  }

  @Test
  void doesNothingInInferenceAndAtRateZero() {
    LayerRun.of(Dropout.of(0.5))
        .reads(new float[][][] {{{1, 2}}})
        .masked(new boolean[][] {{true}})
        .givesMasked(new boolean[] {true}, Shape.of(1, 1, 2), 1, 2);
    assertThat(drop(Dropout.of(0), 1, 5)).containsOnly(2);
  }

  @Test
  void attentionDropsWeights() {
    float[][][] query = new float[1][50][1];
    LayerRun run =
        LayerRun.of(AdditiveAttention.of().withUseScale(false).withDropout(0.5))
            .reads(query)
            .reads(new float[][][] {{{3}}});
    float[] values = run.training(1, 5).values();
    // One value has all the weight, which is dropped or scaled by 2.
    for (float value : values) {
      assertThat(value)
          .satisfiesAnyOf(
              dropped -> assertThat(dropped).isZero(),
              kept -> assertThat(kept).isCloseTo(6, within(1e-5f)));
    }
    assertThat(IntStream.range(0, 50).filter(i -> values[i] == 0).count()).isBetween(10L, 40L);
    assertThat(run.eagerly().values()).hasSize(50).doesNotContain(0);
  }

  @Test
  void refusesRatesOutsideOfZeroToOne() {
    assertThatThrownBy(() -> Dropout.of(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rate must be at least 0 and below 1, but is 1.0");
    assertThatThrownBy(() -> AdditiveAttention.of().withDropout(-0.1))
        .hasMessage("dropout must be at least 0 and below 1, but is -0.1");
  }
}
