package io.longtape.examples.kerasmodels;

import static org.assertj.core.api.Assertions.assertThat;

import io.longtape.scenario.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyIT {

  @TempDir Path folder;

  @Test
  void allModelsBothWays() {
    List<String> lines = Models.run("verify", Models.FOLDER).worked().out().lines().toList();
    assertThat(lines.get(0)).matches("model +SavedModel +model.keras +model.h5");
    assertThat(lines).last().asString().matches("\\d+ models, all within 1e-06 of Python");
    List<String> rows = lines.subList(1, lines.size() - 2);
    assertThat(rows).hasSizeGreaterThanOrEqualTo(15);
    for (String row : rows) {
      if (!row.startsWith("cudnn-lstm ")) {
        assertThat(row).matches("[-a-z]+ +\\S+e-\\d+ +\\S+e-\\d+ +(-|\\S+e-\\d+)");
      }
    }
    assertThat(rows).anyMatch(row -> row.matches("cudnn-lstm +refused +\\S+e-\\d+ +-"));
  }

  @Test
  void aNumberThatDiffers() throws IOException {
    Path copy = copy("simple-rnn");
    Path golden = copy.resolve("golden.json");
    String json = Files.readString(golden);
    String first = json.replaceFirst("(?s).*\"output_0\":\\{[^\\[]*\\[[^\\[]*\\[([^,]*),.*", "$1");
    Files.writeString(golden, json.replace("[" + first + ",", "[" + first + "1,"));
    // Another digit behind the last one is still the same number; another number is not.
    assertThat(Models.run("verify", folder).code()).isZero();
    Files.writeString(golden, json.replace("[" + first + ",", "[0.5,"));
    Cli run = Models.run("verify", folder);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("simple-rnn/saved_model differs by ", "simple-rnn/model.keras differs by ")
        .endsWith("1 models, 2 faults\n");
    assertThat(Models.run("verify", folder, "--tolerance", "10").code()).isZero();
  }

  @Test
  void whatDoesNotLoadIsAFaultAndTheOthersAreStillCompared() throws IOException {
    Path broken = copy("gru");
    Files.writeString(broken.resolve("model.keras"), "broken");
    copy("simple-rnn");
    Cli run = Models.run("verify", folder);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .containsPattern("gru +\\S+e-\\d+ +failed +\\S+e-\\d+")
        .containsPattern("simple-rnn +\\S+e-\\d+ +\\S+e-\\d+ +-")
        .endsWith("2 models, 1 faults\n");
  }

  @Test
  void foldersWithoutModels() throws IOException {
    Models.run("verify", folder.resolve("none")).refusedFor("none does not exist");
    Models.run("verify", folder).refusedFor("holds no folder with a golden.json");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Path golden = Files.writeString(empty.resolve("golden.json"), "{}");
    Models.run("verify", folder).refusedFor(golden + " is not what it should be");
    Files.copy(
        Models.FOLDER.resolve("gru/golden.json"),
        golden,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(Models.run("verify", folder).out())
        .contains("empty holds no saved_model, model.keras or model.h5");
  }

  private Path copy(String name) throws IOException {
    Path from = Models.FOLDER.resolve(name);
    try (Stream<Path> tree = Files.walk(from)) {
      for (Path path : tree.toList()) {
        Files.copy(path, folder.resolve(name).resolve(from.relativize(path)));
      }
    }
    return folder.resolve(name);
  }
}
