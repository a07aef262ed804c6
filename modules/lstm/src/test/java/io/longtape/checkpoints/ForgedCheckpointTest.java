package io.longtape.checkpoints;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files whose checksums are right and whose content is not. */
class ForgedCheckpointTest {

  @TempDir Path folder;
  private Path file;
  private ObjectNode manifest;

  @BeforeEach
  void honest() {
    file = folder.resolve("forged.ckpt");
    manifest = new ManifestWriter().write(States.at(5, 2));
  }

  @Test
  void readsWhatIsHonest() throws IOException {
    forge(zip -> stored(zip, "arrays/0", 0, 0, (byte) 0xa0, 0x40, 0, 0, (byte) 0xa0, 0x40));
    assertThat(Checkpoint.read(file).weights().get("w").data()).containsExactly(5, 5);
  }

  @Test
  void refusesAFormatThatIsNewer() throws IOException {
    manifest.put("version", 2).remove("fingerprint");
    assertForged("it has format version 2, and this library reads version 1");
  }

  @Test
  void refusesAnotherLibrary() throws IOException {
    manifest.put("library", "shorttape");
    assertForged("it was written by 'shorttape', not by 'longtape'");
  }

  @ParameterizedTest
  @CsvSource({
    "'[3]', '[3]'",
    "'[1]', '[1]'",
    "'[-1]', '[-1]'",
    "'[4611686018427387904, 4]', '[4611686018427387904, 4]'",
    "'[4611686018427387904, 2]', '[4611686018427387904, 2]'",
    "'[2147483647, 2147483647]', '[2147483647, 2147483647]'",
    "'[2, -9223372036854775808]', '[2, -9223372036854775808]'",
  })
  void refusesShapesThatTheFileDoesNotFill(String shape, String shown) throws IOException {
    ((ObjectNode) manifest.get("weights").get(0)).set("shape", new ObjectMapper().readTree(shape));
    assertForged("it holds 8 bytes for weight 'w' of shape " + shown);
  }

  @Test
  void refusesAnEntryThatClaimsMoreThanTheFile() throws IOException {
    ((ObjectNode) manifest.get("weights").get(0)).putArray("shape").add(1 << 22);
    forge(
        zip -> {
          byte[] zeros = new byte[1 << 20];
          zip.setMethod(ZipOutputStream.DEFLATED);
          zip.putNextEntry(new ZipEntry("arrays/0"));
          for (int i = 0; i < 16; i++) {
            zip.write(zeros);
          }
          zip.closeEntry();
        });
    assertThatThrownBy(() -> Checkpoint.read(file))
        .hasMessageEndingWith("its entry 'arrays/0' is compressed");
  }

  @Test
  void refusesAMissingEntry() throws IOException {
    forge(zip -> {});
    assertThatThrownBy(() -> Checkpoint.read(file))
        .hasMessageEndingWith("cannot be used: it has no entry 'arrays/0'");
  }

  @Test
  void refusesAWeightThatIsThereTwice() throws IOException {
    manifest.withArray("weights").add(manifest.get("weights").get(0).deepCopy());
    forge(
        zip -> {
          stored(zip, "arrays/0", 0, 0, 0, 0, 0, 0, 0, 0);
          stored(zip, "arrays/1", 0, 0, 0, 0, 0, 0, 0, 0);
        });
    assertThatThrownBy(() -> Checkpoint.read(file))
        .hasMessageEndingWith("cannot be used: it holds weight 'w' twice");
  }

  @Test
  void refusesManifestsThatAreIncomplete() throws IOException {
    assertManifest(json -> json.remove("slots"), "its manifest has no 'slots'");
    assertManifest(
        json -> json.put("learningRate", "0.001"),
        "its manifest has '0.001' in place of a number's bits");
    assertManifest(
        json -> json.put("epoch", "one"), "its manifest has \"one\" in place of a whole number");
    assertManifest(
        json -> json.putArray("metricSums"), "its manifest has [] in place of an object");
    assertManifest(
        json -> json.put("epoch", 0),
        "a training state has at least 0 iterations, epoch 1 and step 0, not iterations 5, epoch 0 and step 0");
    assertManifest(json -> json.put("step", 1L << 40), "integer overflow");
    assertManifest(json -> json.put("history", 1), "its manifest has 1 in place of a list");
  }

  @Test
  void refusesAManifestThatIsNoJson() throws IOException {
    Seal.Entries entries =
        zip -> stored(zip, CheckpointWriter.MANIFEST, "{\"library\"".getBytes(UTF_8));
    AtomicFile.write(file, out -> Seal.write(out, entries));
    assertThatThrownBy(() -> Checkpoint.read(file))
        .hasMessageContaining("cannot be used: its manifest is no JSON: ");
  }

  private void assertManifest(Consumer<ObjectNode> change, String message) throws IOException {
    honest();
    change.accept(manifest);
    assertForged(message);
  }

  private void assertForged(String message) throws IOException {
    forge(zip -> stored(zip, "arrays/0", 0, 0, 0, 0, 0, 0, 0, 0));
    assertThatThrownBy(() -> Checkpoint.read(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("checkpoint " + file + " cannot be used: " + message);
  }

  private void forge(Seal.Entries arrays) throws IOException {
    byte[] json = new ObjectMapper().writeValueAsBytes(manifest);
    AtomicFile.write(
        file,
        out ->
            Seal.write(
                out,
                zip -> {
                  stored(zip, CheckpointWriter.MANIFEST, json);
                  arrays.writeTo(zip);
                }));
  }

  private static void stored(ZipOutputStream zip, String name, int... bytes) throws IOException {
    byte[] content = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      content[i] = (byte) bytes[i];
    }
    stored(zip, name, content);
  }

  private static void stored(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
