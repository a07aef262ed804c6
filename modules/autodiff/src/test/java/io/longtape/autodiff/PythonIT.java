package io.longtape.autodiff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Python computes the golden numbers again. {@code -Dlongtape.python=} names a Python that has
 * TensorFlow and Keras; without it the test is skipped.
 */
@EnabledIfSystemProperty(named = "longtape.python", matches = ".+")
class PythonIT {

  @Test
  void theGoldenGradientsAreStillWhatPythonComputes() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                System.getProperty("longtape.python"),
                "src/test/python/gradients.py",
                "--check",
                "src/test/resources/io/longtape/autodiff/gradients.json")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    assertThat(printed.lines()).last().isEqualTo("0 differences");
  }
}
