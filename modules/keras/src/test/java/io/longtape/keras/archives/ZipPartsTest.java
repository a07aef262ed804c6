package io.longtape.keras.archives;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.serving.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Zip files that are not as Keras writes them. */
class ZipPartsTest {

  private static final ReadLimits LIMITS = new ReadLimits(10_000, 1000, 10, 5);

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("model.keras");
  }

  @Test
  void readsWhatIsWanted() throws IOException {
    write("a", 3, "b", 5);
    ZipParts parts = ZipParts.read(InputFile.of(file, LIMITS), "b"::equals, LIMITS);
    assertThat(parts.find("a")).isEmpty();
    assertThat(parts.get("b")).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../a", "a/../../b", "/a", "C:/a", "a\\b", "./a", ".."})
  void refusesEntriesThatLeadOut(String name) throws IOException {
    write(name, 1);
    assertRefused("has an entry '" + name + "', which leads out of the file");
  }

  @Test
  void refusesTheSameEntryTwice() throws IOException {
    write("aa", 1, "ab", 1);
    byte[] bytes = Files.readAllBytes(file);
    String text = new String(bytes, ISO_8859_1).replace("ab", "aa");
    Files.write(file, text.getBytes(ISO_8859_1));
    assertRefused("has two entries 'aa'");
  }

  @Test
  void countsWhatIsUnpacked() throws IOException {
    write("a", 1_000_000);
    assertThat(Files.size(file)).isLessThan(10_000);
    assertRefused("a: is larger than the limit");
  }

  @Test
  void countsAllThatIsUnpacked() throws IOException {
    write("a", 6000, "b", 6000);
    assertRefused("b: is larger than the limit");
  }

  @Test
  void doesNotBelieveSizes() throws IOException {
    write("a", 1_000_000);
    byte[] bytes = Files.readAllBytes(file);
    int directory = new String(bytes, ISO_8859_1).indexOf("PK\u0001\u0002");
    bytes[directory + 24] = 9;
    bytes[directory + 25] = 0;
    bytes[directory + 26] = 0;
    Files.write(file, bytes);
    assertThatThrownBy(this::read).isInstanceOf(ModelException.class);
  }

  @Test
  void refusesManyEntries() throws IOException {
    write("a", 1, "b", 1, "c", 1, "d", 1, "e", 1, "f", 1);
    assertRefused("has 6 entries, more than 5");
  }

  @Test
  void refusesALargeFile() throws IOException {
    Files.write(file, new byte[10_001]);
    assertRefused("has 10001 bytes, more than the 10000 that are read");
  }

  @Test
  void refusesAnotherByte() throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      byte[] content = "some content".getBytes(ISO_8859_1);
      ZipEntry entry = new ZipEntry("a");
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(content.length);
      java.util.zip.CRC32 sum = new java.util.zip.CRC32();
      sum.update(content);
      entry.setCrc(sum.getValue());
      zip.putNextEntry(entry);
      zip.write(content);
    }
    String text = new String(Files.readAllBytes(file), ISO_8859_1).replace("some", "same");
    Files.write(file, text.getBytes(ISO_8859_1));
    assertRefused("a: damaged: its checksum is wrong");
  }

  @Test
  void refusesAFileThatIsCutOff() throws IOException {
    write("a", 3);
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      assertThatThrownBy(this::read)
          .isInstanceOf(ModelException.class)
          .hasMessageStartingWith(file + ": ");
    }
  }

  private void read() {
    ZipParts.read(InputFile.of(file, LIMITS), name -> true, LIMITS);
  }

  private void assertRefused(String message) {
    assertThatThrownBy(this::read)
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(message);
  }

  private void write(Object... namesAndSizes) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < namesAndSizes.length; i += 2) {
        zip.putNextEntry(new ZipEntry((String) namesAndSizes[i]));
        zip.write(new byte[(int) namesAndSizes[i + 1]]);
      }
    }
  }
}
