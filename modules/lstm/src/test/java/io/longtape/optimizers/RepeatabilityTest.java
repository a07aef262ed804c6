package io.longtape.optimizers;

import static org.assertj.core.api.Assertions.assertThat;

import io.longtape.optimizers.OptimizerCase.Array;
import io.longtape.optimizers.OptimizerCase.Expected;
import io.longtape.optimizers.OptimizerCase.Gradient;
import io.longtape.optimizers.OptimizerCase.Weight;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;

/** Two runs agree to the bit, also where many rows of a sparse gradient are added up. */
class RepeatabilityTest {

  private static final int STEPS = 3;
  private static final int ROWS = 40;
  private static final int WIDTH = 32;
  private static final int TOKENS = 20_000;

  static List<Optimizer> optimizers() {
    return List.of(
        SGD.of(0.1),
        SGD.of(0.1).withClipping(Clipping.byGlobalNorm(1)),
        SGD.of(0.1).withMomentum(0.9),
        Adam.of(0.1).withClipping(Clipping.byNorm(1)),
        AdamW.of(0.1),
        RMSprop.of(0.1),
        Nadam.of(0.1));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void twoRunsOfAGraphAgreeToTheBit(Optimizer optimizer) {
    assertSame(GraphRun.of(embedding(optimizer)), GraphRun.of(embedding(optimizer)));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void twoEagerRunsAgreeToTheBit(Optimizer optimizer) {
    assertSame(EagerRun.of(embedding(optimizer)), EagerRun.of(embedding(optimizer)));
  }

  private static void assertSame(List<Expected> first, List<Expected> second) {
    for (int step = 0; step < STEPS; step++) {
      assertSame(first.get(step).variables(), second.get(step).variables());
      assertSame(first.get(step).slots(), second.get(step).slots());
    }
  }

  private static void assertSame(Map<String, float[]> first, Map<String, float[]> second) {
    assertThat(first.keySet()).isEqualTo(second.keySet());
    first.forEach((name, values) -> assertThat(values).as(name).isEqualTo(second.get(name)));
  }

  private static OptimizerCase embedding(Optimizer optimizer) {
    Random random = new Random(5);
    List<Optional<Gradient>> gradients = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      int[] rows = random.ints(TOKENS, 0, ROWS).toArray();
      gradients.add(Optional.of(new Gradient(numbers(random, TOKENS), Optional.of(rows))));
    }
    Weight weight = new Weight("embeddings", numbers(random, ROWS), false, gradients);
    List<Expected> steps = Collections.nCopies(STEPS, new Expected(Map.of(), Map.of()));
    return new OptimizerCase("embedding", optimizer, List.of(weight), steps);
  }

  private static Array numbers(Random random, int rows) {
    float[] values = new float[rows * WIDTH];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new Array(Shape.of(rows, WIDTH), values);
  }
}
