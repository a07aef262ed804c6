package io.longtape.examples.kerasmodels;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real Keras makes architectures at random; rebuilt and exported they give what Python computed.
 */
@EnabledIfSystemProperty(named = "longtape.python", matches = ".+")
class RandomModelsIT {

  private static final int COUNT = Boolean.getBoolean("longtape.full") ? 60 : 8;

  @TempDir Path folder;

  @Test
  void randomArchitecturesAgreeWithPython() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                System.getProperty("longtape.python"),
                "src/test/python/random_models.py",
                folder.toString(),
                String.valueOf(COUNT))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String made = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(made).isZero();
    assertThat(made.lines()).hasSize(COUNT);

    assertThat(Models.run("verify", folder, "--tolerance", "1e-5").worked().out())
        .as(made)
        .endsWith(COUNT + " models, all within 1e-05 of Python\n");
  }
}
