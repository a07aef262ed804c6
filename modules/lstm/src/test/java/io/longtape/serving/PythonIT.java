package io.longtape.serving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Java and Python side by side. {@code -Dlongtape.python=} names a Python that has TensorFlow and
 * Keras; without it these tests are skipped.
 */
@EnabledIfSystemProperty(named = "longtape.python", matches = ".+")
class PythonIT {

  @TempDir Path folder;

  @Test
  void pythonGetsFromOurSavedModelWhatJavaGets() throws Exception {
    Path directory = folder.resolve("model");
    double[] java;
    try (InferenceGraph graph =
        InferenceGraph.of(Doubling.INPUTS, Doubling::serving, Doubling.weights())) {
      graph.save(directory, Map.of());
      java = graph.call(Map.of("x", Doubling.input(3)), 3, "y");
    }
    String printed = python("call_saved_model.py", directory.toString(), "x", "3", "5", "2", "y");
    JsonNode python = new ObjectMapper().readTree(printed.lines().reduce((a, b) -> b).orElse(""));
    for (int i = 0; i < java.length; i++) {
      assertThat(python.get("loaded").get(i).asDouble()).isCloseTo(java[i], within(1e-6));
      assertThat(python.get("keras").get(i).asDouble()).isCloseTo(java[i], within(1e-6));
    }
  }

  @Test
  void theGoldenNumbersAreStillWhatKerasComputes() throws Exception {
    String printed =
        python("golden.py", "--check", "src/test/resources/io/longtape/golden/keras.json");
    assertThat(printed).contains("0 differences");
  }

  private static String python(String script, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("longtape.python"));
    command.add("src/test/python/" + script);
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
