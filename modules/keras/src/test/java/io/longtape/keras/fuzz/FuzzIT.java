package io.longtape.keras.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Damaged files, each of which ends in a model or a {@code ModelException} of one line, within ten
 * seconds of the processor, in a JVM that lives on and takes less than 1 GiB. Of 2,000 files a
 * tenth is read, all with {@code -Dlongtape.full=true}.
 */
class FuzzIT {

  private static final boolean FULL = Boolean.getBoolean("longtape.full");
  private static final Pattern NUMBERS =
      Pattern.compile(
          "models (\\d+) refused (\\d+) failed (\\d+) slowest [\\d.,]+ heap \\d+ resident (\\d+)");

  @Test
  void kerasFilesEndInAModelOrAnError() throws Exception {
    run("keras", 1100);
  }

  @Test
  void h5FilesEndInAModelOrAnError() throws Exception {
    run("h5", 600);
  }

  @Test
  void savedModelsEndInAModelOrAnErrorAndCrashAChildAtMost() throws Exception {
    run("pb", 300);
  }

  private static void run(String format, int all) throws IOException, InterruptedException {
    int count = FULL ? all : all / 10;
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                FuzzRun.class.getName(),
                format,
                "0",
                Integer.toString(count))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> lines;
    try (var reader = process.inputReader(UTF_8)) {
      lines = reader.lines().toList();
    }
    assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
    assertThat(lines).noneMatch(line -> line.startsWith("FAIL")).isNotEmpty();
    String last = lines.get(lines.size() - 1);
    System.out.println(format + ": " + last);
    Matcher numbers = NUMBERS.matcher(last);
    assertThat(numbers.matches()).as(last).isTrue();
    int models = Integer.parseInt(numbers.group(1));
    int refused = Integer.parseInt(numbers.group(2));
    assertThat(models).isPositive();
    assertThat(refused).isPositive();
    assertThat(models + refused).isEqualTo(count);
    assertThat(Long.parseLong(numbers.group(4))).isLessThan(1024);
  }
}
