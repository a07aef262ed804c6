package io.longtape.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.longtape.datasets.ArrayExamples;
import io.longtape.initializers.Initializer;
import io.longtape.layers.Dense;
import io.longtape.layers.Input;
import io.longtape.losses.MeanSquaredError;
import io.longtape.networks.Sequential;
import io.longtape.optimizers.SGD;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.framework.constraints.Constraint;
import org.tensorflow.framework.constraints.MaxNorm;
import org.tensorflow.framework.constraints.NonNeg;

/**
 * A kernel of [1, 1] on x = [1, -2] with the target 4, at a rate of 0.5: the output is -1, so the
 * gradient is 2 (-1 - 4) [1, -2] = [-10, 20] and the kernel becomes [6, -9] before its constraint.
 */
class ConstraintTest {

  private static float[] kernel(Constraint constraint, boolean eagerly) {
    Dense dense =
        Dense.of(1)
            .withUseBias(false)
            .withKernelInitializer(Initializer.ones())
            .withKernelConstraint(constraint);
    try (Model model = Model.of(Sequential.of(Input.of(2), dense), 1)) {
      model.compile(CompileOptions.of(SGD.of(0.5), MeanSquaredError.of()).withRunEagerly(eagerly));
      model.trainOnBatch(ArrayExamples.of(new float[][] {{1, -2}}, new float[][] {{4}}));
      return model.weights().get("dense/kernel").data();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void negativeWeightsBecomeZero(boolean eagerly) {
    float[] kernel = kernel(new NonNeg(), eagerly);
    assertThat(kernel[0]).isEqualTo(6);
    assertThat(kernel[1]).isCloseTo(0, within(0f));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLongColumnIsCutToTheNorm(boolean eagerly) {
    // The norm of [6, -9] is sqrt(117).
    float[] kernel = kernel(new MaxNorm(2, 0), eagerly);
    assertThat(kernel[0]).isCloseTo((float) (6 * 2 / Math.sqrt(117)), within(1e-6f));
    assertThat(kernel[1]).isCloseTo((float) (-9 * 2 / Math.sqrt(117)), within(1e-6f));
  }
}
