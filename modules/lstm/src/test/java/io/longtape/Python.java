package io.longtape;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the scripts in src/test/python. {@code -Dlongtape.python=} names a Python that has
 * TensorFlow, Keras and TensorBoard; tests that need it are skipped without it.
 */
public final class Python {

  private Python() {}

  /** What a script printed; a script that fails fails the test. */
  public static String run(String script, String... arguments)
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
