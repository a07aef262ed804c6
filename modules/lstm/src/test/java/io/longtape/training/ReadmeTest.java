package io.longtape.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.longtape.layers.Dense;
import io.longtape.layers.LSTM;
import io.longtape.layers.Pass;
import io.longtape.layers.WeightValues;
import io.longtape.optimizers.Adam;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.framework.losses.Loss;
import org.tensorflow.framework.losses.MeanSquaredError;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** The README's Java code, to the letter, runs. */
class ReadmeTest {

  /** The mean of three noisy columns. */
  private static ArrayExamples examples(int count) {
    double[] x = new double[count * 28 * 3];
    double[] y = new double[count];
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.sin(i * i % 97);
      y[i / 84] += x[i] / 84;
    }
    return ArrayExamples.of(count, x, y);
  }

  @Test
  void theReadmesCodeRuns() {
    Examples training = examples(100);
    Examples validation = examples(20);
    // README
    Network network =
        new Network() {
          @Override
          public Map<String, InputSpec> inputs() {
            return Map.of("x", new InputSpec(Shape.of(28, 3), TFloat32.class));
          }

          @Override
          public Operand<TFloat32> call(Pass pass, Map<String, Operand<?>> inputs) {
            Operand<TFloat32> x = inputs.get("x").asOutput().expect(TFloat32.class);
            return Dense.of("dense", 1).call(pass, LSTM.of("lstm", 16).call(pass, x));
          }
        };
    InputSpec target = new InputSpec(Shape.of(1), TFloat32.class);
    Loss loss = new MeanSquaredError();
    OptionalDouble clipNorm = OptionalDouble.of(1);
    try (Trainer trainer = Trainer.of(network, target, loss, Adam.of(0.01), clipNorm, 42)) {
      FitOptions options = FitOptions.of(5, 32).withPatience(3);
      History history = trainer.fit(training, Optional.of(validation), options);
      WeightValues weights = trainer.weights();
      System.out.println(history.bestEpoch() + ": " + weights.parameters() + " parameters");
      // end
      // 4 * (3 + 16) * 16 + 4 * 16 + 16 + 1
      assertThat(weights.parameters()).isEqualTo(1297);
      assertThat(history.epochs().get(history.bestEpoch() - 1).loss())
          .isLessThan(history.epochs().get(0).loss());
    }
  }

  @Test
  void theReadmeShowsThisCode() throws IOException {
    List<String> readme = block(Path.of("../../README.md"), "```java", "```");
    List<String> here =
        block(Path.of("src/test/java/io/longtape/training/ReadmeTest.java"), "// README", "// end");
    assertThat(readme.subList(0, readme.size() - 1)).isEqualTo(here);
    assertThat(readme.get(readme.size() - 1)).isEqualTo("}");
  }

  private static List<String> block(Path file, String start, String end) throws IOException {
    List<String> lines = Files.readAllLines(file).stream().map(String::strip).toList();
    int from = lines.indexOf(start) + 1;
    int to = from + lines.subList(from, lines.size()).indexOf(end);
    return lines.subList(from, to);
  }
}
