package io.longtape;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The committed numbers are still what Keras computes. */
@EnabledIfSystemProperty(named = "longtape.python", matches = ".+")
class GoldenNumbersIT {

  @ParameterizedTest
  @CsvSource({
    "activations.py, activations",
    "callbacks.py, callbacks",
    "histories.py, histories",
    "layers.py, layers-feedforward",
    "layers.py, layers-networks",
    "layers.py, layers-recurrent",
    "layers.py, layers-wrappers",
    "layers.py, summary",
    "layers.py, training",
    "losses.py, losses",
    "optimizers.py, optimizers",
    "text_vectorization.py, text_vectorization"
  })
  void areWhatKerasComputes(String script, String file) throws Exception {
    String printed =
        Python.run(script, "--check", "src/test/resources/io/longtape/golden/" + file + ".json");
    assertThat(printed).containsPattern("(?m)(^|\\D)0 differences");
  }
}
