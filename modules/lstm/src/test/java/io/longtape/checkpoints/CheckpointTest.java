package io.longtape.checkpoints;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {

  /** Every byte when asked for the full proofs. */
  private static final int STRIDE = Boolean.getBoolean("longtape.full") ? 1 : 13;

  @TempDir Path folder;

  @Test
  void keepsEveryBit() {
    Path file = folder.resolve("new/folder/a.ckpt");
    Checkpoint.write(file, States.full());
    States.assertSame(Checkpoint.read(file), States.full());
    States.assertSame(Checkpoint.read(file, States.FINGERPRINT), States.full());
  }

  @Test
  void keepsArraysThatAreLargerThanItsBuffer() {
    Path file = folder.resolve("a.ckpt");
    Checkpoint.write(file, States.at(7, 100_001));
    States.assertSame(Checkpoint.read(file), States.at(7, 100_001));
  }

  @Test
  void writesTheSameBytesForTheSameState() throws IOException {
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    Checkpoint.write(one, States.full());
    Checkpoint.write(two, States.full());
    assertThat(one).hasSameBinaryContentAs(two);
  }

  @Test
  void isAZipOfAManifestAndLittleEndianNumbers() throws IOException {
    Path file = folder.resolve("a.ckpt");
    Checkpoint.write(file, States.full());
    try (ZipFile zip = new ZipFile(file.toFile())) {
      JsonNode manifest =
          new ObjectMapper().readTree(zip.getInputStream(zip.getEntry("longtape-checkpoint.json")));
      assertThat(manifest.get("library").asText()).isEqualTo("longtape");
      assertThat(manifest.get("version").asInt()).isEqualTo(1);
      assertThat(manifest.get("learningRate").asText()).isEqualTo("3f50624dd2f1a9fc");
      assertThat(manifest.get("weights").get(0).toString())
          .isEqualTo("{\"name\":\"lstm/lstm_cell/kernel\",\"shape\":[2,3]}");
      byte[] kernel = zip.getInputStream(zip.getEntry("arrays/0")).readAllBytes();
      assertThat(kernel).hasSize(24).startsWith(0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0);
      assertThat(zip.size()).isEqualTo(7);
    }
  }

  @Test
  void replacesAFileAndLeavesNothingBeside() throws IOException {
    Path file = folder.resolve("a.ckpt");
    Checkpoint.write(file, States.at(1, 10));
    Checkpoint.write(file, States.at(2, 3));
    assertThat(Checkpoint.read(file).iterations()).isEqualTo(2);
    assertThat(files()).containsExactly("a.ckpt");
  }

  @Test
  void leavesTheOldFileWhenTheNewOneCannotBeWritten() throws IOException {
    Path file = folder.resolve("a.ckpt");
    Checkpoint.write(file, States.at(1, 10));
    Path occupied = Files.createDirectories(folder.resolve("a.ckpt.tmp/x"));
    assertThatThrownBy(() -> Checkpoint.write(file, States.at(2, 10)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith("checkpoint " + file + " cannot be written: ")
        .hasMessageContaining("a.ckpt.tmp (Is a directory)");
    assertThat(occupied).isDirectory();
    assertThat(Checkpoint.read(file).iterations()).isEqualTo(1);
  }

  @Test
  void removesWhatItBeganWhenWritingFails() throws IOException {
    Path file = folder.resolve("a.ckpt");
    Checkpoint.write(file, States.at(1, 10));
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(1);
                      throw new IOException("disk full");
                    }))
        .hasMessage("disk full");
    assertThat(files()).containsExactly("a.ckpt");
    assertThat(Checkpoint.read(file).iterations()).isEqualTo(1);
  }

  @Test
  void writesAndReadsInAThreadThatWasInterrupted() {
    Path file = folder.resolve("a.ckpt");
    Thread.currentThread().interrupt();
    try {
      Checkpoint.write(file, States.at(1, 100_000));
      assertThat(Checkpoint.read(file).iterations()).isEqualTo(1);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void refusesAFileThatWasCutAnywhere() throws IOException {
    Path file = folder.resolve("a.ckpt");
    Checkpoint.write(file, States.full());
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length += STRIDE) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertRefused(file, "length " + length);
    }
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> Checkpoint.read(file))
        .hasMessage(
            "checkpoint "
                + file
                + " cannot be used: it is cut short, the checksum at its end is missing");
  }

  @Test
  void refusesAFileWithAnotherBitAnywhere() throws IOException {
    Path file = folder.resolve("a.ckpt");
    Checkpoint.write(file, States.full());
    byte[] whole = Files.readAllBytes(file);
    for (int at = 0; at < whole.length; at += STRIDE) {
      byte[] flipped = whole.clone();
      flipped[at] ^= (byte) (1 << at / STRIDE % 8);
      Files.write(file, flipped);
      assertRefused(file, "byte " + at);
    }
    whole[100] ^= 1;
    Files.write(file, whole);
    assertThatThrownBy(() -> Checkpoint.read(file))
        .hasMessageMatching(
            ".* cannot be used: it is damaged, its checksum is [0-9a-f]{8}, but its bytes give [0-9a-f]{8}");
  }

  @Test
  void refusesABlockThatWasNeverWritten() throws IOException {
    Path file = folder.resolve("a.ckpt");
    Checkpoint.write(file, States.at(3, 10_000));
    byte[] whole = Files.readAllBytes(file);
    Arrays.fill(whole, 8192, 12288, (byte) 0);
    Files.write(file, whole);
    assertRefused(file, "zeros");
  }

  @Test
  void refusesFilesOfOtherPrograms() throws IOException {
    Path file = folder.resolve("a.ckpt");
    Files.write(file, new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10});
    assertThatThrownBy(() -> Checkpoint.read(file))
        .hasMessageEndingWith("it is no Longtape checkpoint, it begins with the bytes 89 50 4e 47");
    Files.write(file, new byte[0]);
    assertThatThrownBy(() -> Checkpoint.read(file)).hasMessageEndingWith("it is empty");
    Files.write(file, "epoch,loss\n".repeat(100).getBytes(UTF_8));
    assertThatThrownBy(() -> Checkpoint.read(file)).hasMessageContaining("no Longtape checkpoint");
  }

  @Test
  void namesAFileThatIsNotThereOrIsADirectory() {
    Path file = folder.resolve("a.ckpt");
    assertThatThrownBy(() -> Checkpoint.read(file))
        .hasMessage("checkpoint " + file + " cannot be used: there is no such file");
    assertThatThrownBy(() -> Checkpoint.read(folder))
        .hasMessage("checkpoint " + folder + " cannot be used: it is a directory, not a file");
  }

  @Test
  void showsWhereTheFingerprintsDiffer() {
    Path file = folder.resolve("a.ckpt");
    Checkpoint.write(file, States.full());
    String other = States.FINGERPRINT.replace("batch=32", "batch=64\nx");
    assertThatThrownBy(() -> Checkpoint.read(file, other))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(
            "checkpoint "
                + file
                + " cannot be used: it belongs to another network, optimizer or batching:"
                + " '...ts=4) adam(0.001) batch=32' there, '...ts=4) adam(0.001) batch=64 x' here");
  }

  private List<String> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static void assertRefused(Path file, String what) {
    assertThatThrownBy(() -> Checkpoint.read(file))
        .as(what)
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith("checkpoint " + file + " cannot be used: ")
        .message()
        .doesNotContain("\n");
  }
}
