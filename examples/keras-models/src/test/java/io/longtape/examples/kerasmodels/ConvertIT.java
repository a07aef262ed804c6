package io.longtape.examples.kerasmodels;

import static org.assertj.core.api.Assertions.assertThat;

import io.longtape.scenario.cli.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvertIT {

  private static final String INPUT =
      "{\"instances\": [[[1, 2], [3, 4], [1, 1], [0, 0], [0, 0], [0, 0], [0.5, 0], [1, 1], [2, 0]]]}";

  @TempDir Path folder;

  @Test
  void everyFormGivesTheSame() throws IOException {
    Path from = Models.keras("tf-saved-model");
    String expected = answer(from);
    Path exported = convert(from, "exported");
    Path copied = convert(from, "copy.keras");
    Path weights = convert(from, "copy.weights.h5");
    Path repaired = convert(Models.savedModel("tf-saved-model"), "repaired");
    Path network = convert(weights, "network.keras", "--network", from);
    Path lifted = convert(Models.savedModel("tf-saved-model"), "lifted.keras", "--network", from);
    for (Path model : List.of(exported, copied, repaired, network, lifted)) {
      assertThat(numbers(answer(model))).as(model.toString()).isEqualTo(numbers(expected));
    }
  }

  @Test
  void aLegacyFileBecomesANewOne() throws IOException {
    Path copied = convert(Models.FOLDER.resolve("trained-classifier/model.h5"), "new.keras");
    String shown = Models.run("inspect", copied).worked().out();
    assertThat(shown).contains("The optimizer has taken 30 steps", "Total params: 765");
  }

  @Test
  void aModelForGpusBecomesOneThatRuns() throws IOException {
    Path keras = Models.keras("cudnn-lstm");
    Path lifted = convert(Models.savedModel("cudnn-lstm"), "cpu", "--network", keras);
    Path input =
        Files.writeString(
            folder.resolve("gpu.json"),
            "{\"instances\": [[%s]]}".formatted("[1, 2, 0.5],".repeat(7) + "[0, 1, 2]"));
    String expected = Models.run("run", keras, "--input", input).worked().out();
    assertThat(numbers(Models.run("run", lifted, "--input", input).worked().out()))
        .isEqualTo(numbers(expected));
  }

  @Test
  void whatCannotBe() throws IOException {
    Path saved = Models.savedModel("gru");
    Path keras = Models.keras("gru");
    Path weights = convert(keras, "gru.weights.h5");
    Snapshot before = Snapshot.of(folder);
    Models.run("convert", saved, folder.resolve("a.keras"))
        .misused("name a file that does by --network");
    Models.run("convert", weights, folder.resolve("a.keras"))
        .misused("name the layers by --network");
    Models.run("convert", keras, folder.resolve("a.keras"), "--network", keras)
        .misused("says its layers itself");
    Models.run("convert", saved, folder.resolve("a.keras"), "--network", Models.keras("simple-rnn"))
        .refusedFor("gru");
    Models.run("convert", folder.resolve("none.keras"), folder.resolve("a"))
        .refusedFor("does not exist");
    assertThat(Snapshot.of(folder)).isEqualTo(before);
  }

  @Test
  void whatIsThereIsNotReplacedByAnotherKind() throws IOException {
    Path notes = Files.createDirectory(folder.resolve("notes"));
    Files.writeString(notes.resolve("todo.txt"), "keep");
    Snapshot before = Snapshot.of(folder);
    Models.run("convert", Models.keras("gru"), notes).refusedFor(notes.toString());
    Models.run("convert", Models.savedModel("gru"), notes).refusedFor(notes.toString());
    assertThat(Snapshot.of(folder)).isEqualTo(before);
  }

  private Path convert(Path from, String to, Object... options) {
    Path target = folder.resolve(to);
    Object[] all = new Object[3 + options.length];
    all[0] = "convert";
    all[1] = from;
    all[2] = target;
    System.arraycopy(options, 0, all, 3, options.length);
    assertThat(Models.run(all).worked().out()).isEqualTo("Wrote " + target + "\n");
    return target;
  }

  private String answer(Path model) throws IOException {
    Path input = Files.writeString(folder.resolve("input.json"), INPUT);
    return Models.run("run", model, "--input", input).worked().out();
  }

  /** Five digits: what is computed in another order may differ in the last ones. */
  private static String numbers(String answer) {
    return answer.replaceAll("(\\d\\.\\d{5})\\d*", "$1");
  }
}
