package io.longtape.data.table;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.data.DataException;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReaderTest {
  private static final String SMALL = "date,births\n1969-01-01,8486\n1969-01-02,9002\n";

  @TempDir Path dir;

  @Test
  void readsAFile() throws IOException {
    Path file = Files.writeString(dir.resolve("births.csv"), SMALL);

    Table table = CsvReader.create().read(file);

    assertThat(table.source()).isEqualTo(file.toString());
    assertThat(table.rows()).isEqualTo(2);
    assertThat(table.columnNames()).containsExactly("date", "births");
    assertThat(table.numbers("births")).containsExactly(8486, 9002);
    assertThat(table.fileRow(0)).isEqualTo(2);
    assertThat(table.fileRow(1)).isEqualTo(3);
    assertThat(table.firstTimestampColumn()).contains("date");
    // sha256sum of coreutils
    assertThat(table.sha256())
        .isEqualTo("0c014e680b10ad0513c324ccb9a78ff37b5c8fd945071992fe99f94a47ffa2bd");
  }

  @Test
  void gzipIsRecognisedByItsBytesAndFingerprintedAsStored() throws IOException {
    byte[] packed = gzip(SMALL);
    Path file = Files.write(dir.resolve("births.csv"), packed);

    Table table = CsvReader.create().read(file);

    assertThat(table.numbers("births")).containsExactly(8486, 9002);
    assertThat(table.sha256())
        .isEqualTo(FileText.sha256(packed))
        .isNotEqualTo(Csv.read(SMALL).sha256());
  }

  @Test
  void quotedCellsMayHoldDelimitersQuotesAndLineBreaks() {
    Table table = Csv.read("text,label\n\"a, \"\"b\"\"\nc\",1\nd,x\n");

    assertThat(table.text("text")).containsExactly("a, \"b\"\nc", "d");
    assertThat(table.fileRow(1)).isEqualTo(3);
    assertThatThrownBy(() -> table.numbers("label"))
        .hasMessage("train.csv, row 3, column 'label': found 'x', expected a number");
  }

  @Test
  void byteOrderMarkAndCrLfLeaveNoTrace() {
    Table table = Csv.read("\uFEFFx,y\r\n1,a\r\n2,b\r\n");

    assertThat(table.columnNames()).containsExactly("x", "y");
    assertThat(table.numbers("x")).containsExactly(1, 2);
    assertThat(table.text("y")).containsExactly("a", "b");
  }

  @Test
  void lastLineNeedsNoEnd() {
    assertThat(Csv.read("x\n1\n2").numbers("x")).containsExactly(1, 2);
  }

  @Test
  void blankLinesAreSkippedButCountAsRows() {
    Table table = Csv.read("\nx,y\n1,2\n\n  \n3,4\n\n");

    assertThat(table.numbers("y")).containsExactly(2, 4);
    assertThat(table.fileRow(0)).isEqualTo(3);
    assertThat(table.fileRow(1)).isEqualTo(6);
  }

  @Test
  void blankLineWithinOneColumnIsAMissingCell() {
    assertThat(Csv.read("x\n1\n\n3\n\n\n").numbers("x")).containsExactly(1, Double.NaN, 3);
  }

  @Test
  void delimiterCharsetAndBlanksInTheHeader() {
    CsvReader reader = CsvReader.create().withDelimiter(';').withCharset(ISO_8859_1);

    Table table = Csv.read(reader, "name ; x\nJos\u00e9;1,5\n".getBytes(ISO_8859_1));

    assertThat(table.columnNames()).containsExactly("name", "x");
    assertThat(table.text("name")).containsExactly("Jos\u00e9");
    assertThat(table.text("x")).containsExactly("1,5");
  }

  @Test
  void readersNeverChange() {
    CsvReader commas = CsvReader.create();
    CsvReader tabs = commas.withDelimiter('\t');

    assertThat(Csv.read(commas, "a,b\tc\n1,2\n").columnNames()).containsExactly("a", "b\tc");
    assertThat(Csv.read(tabs, "a,b\tc\n1\t2\n").columnNames()).containsExactly("a,b", "c");
  }

  @Test
  void malformedBytesAreNamedWithOffsetAndRow() {
    byte[] latin = "name,x\n\"a\nb\",1\nJos\u00e9,2\n".getBytes(ISO_8859_1);

    assertThatThrownBy(() -> Csv.read(CsvReader.create(), latin))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "train.csv, row 3: byte 18 is not valid UTF-8;"
                + " give the file's charset or convert it");
  }

  @Test
  void bytesThatEndWithinACharacterAreMalformed() {
    assertThatThrownBy(() -> Csv.read(CsvReader.create(), new byte[] {'x', '\n', (byte) 0xC3}))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("row 2: byte 2 is not valid UTF-8");
  }

  @Test
  void missingFile() {
    Path file = dir.resolve("absent.csv");
    assertThatThrownBy(() -> CsvReader.create().read(file))
        .isInstanceOf(DataException.class)
        .hasMessage("file " + file + " does not exist");
  }

  @Test
  void directory() {
    assertThatThrownBy(() -> CsvReader.create().read(dir))
        .isInstanceOf(DataException.class)
        .hasMessage(dir + " is a directory, expected a CSV file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "\uFEFF", "  \r\n"})
  void emptyFile(String text) {
    assertThatThrownBy(() -> Csv.read(text))
        .isInstanceOf(DataException.class)
        .hasMessage("train.csv is empty, expected a header and rows");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b", "a,b\n", "a,b\n\n", "a\n\n"})
  void headerOnly(String text) {
    assertThatThrownBy(() -> Csv.read(text))
        .isInstanceOf(DataException.class)
        .hasMessage("train.csv has a header but no rows");
  }

  @Test
  void duplicateAndBlankHeaderNames() {
    assertThatThrownBy(() -> Csv.read("a,b, a\n1,2,3\n"))
        .isInstanceOf(DataException.class)
        .hasMessage("train.csv, row 1: the header names 'a' twice, for columns 1 and 3");
    assertThatThrownBy(() -> Csv.read("a, ,c\n1,2,3\n"))
        .isInstanceOf(DataException.class)
        .hasMessage("train.csv, row 1: the header has no name for column 2");
  }

  @Test
  void rowsWithMoreOrFewerCells() {
    assertThatThrownBy(() -> Csv.read("a,b\n1,2\n1\n"))
        .isInstanceOf(DataException.class)
        .hasMessage("train.csv, row 3: found 1 cell, expected 2 as in the header");
    assertThatThrownBy(() -> Csv.read("a,b\n1,2,3\n"))
        .isInstanceOf(DataException.class)
        .hasMessage("train.csv, row 2: found 3 cells, expected 2 as in the header");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b\n1,2\n3,\"x\n4,5\n", "a,b\n1,2\n3,\"x\"y\n"})
  void brokenQuotes(String text) {
    assertThatThrownBy(() -> Csv.read(text))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "train.csv, row 3: a quoted cell is not closed, or text follows its closing quote");
  }

  @Test
  void brokenGzip() throws IOException {
    byte[] packed = gzip(SMALL);
    byte[] cut = Arrays.copyOf(packed, packed.length - 12);
    byte[] damaged = packed.clone();
    damaged[packed.length - 6] ^= 1;

    for (byte[] bytes : new byte[][] {cut, damaged, {0x1F, (byte) 0x8B}}) {
      assertThatThrownBy(() -> Csv.read(CsvReader.create(), bytes))
          .isInstanceOf(DataException.class)
          .hasMessageStartingWith("train.csv starts like a gzip file but cannot be unpacked: ");
    }
  }

  @Test
  void streamThatFails() throws IOException {
    try (InputStream broken =
        new FilterInputStream(InputStream.nullInputStream()) {
          @Override
          public byte[] readAllBytes() throws IOException {
            throw new IOException("connection reset");
          }
        }) {
      assertThatThrownBy(() -> CsvReader.create().read(broken, "births.csv"))
          .isInstanceOf(DataException.class)
          .hasMessage("births.csv cannot be read: connection reset");
    }
  }

  @Test
  void delimiterCannotBeAQuote() {
    assertThatThrownBy(() -> CsvReader.create().withDelimiter('"'))
        .isInstanceOf(DataException.class)
        .hasMessage("the delimiter cannot be a quote or a line break");
  }

  @Test
  void declaredColumnMustBeThere() {
    CsvReader reader = CsvReader.create().withTypes(Map.of("lable", ColumnType.TEXT));

    assertThatThrownBy(() -> Csv.read(reader, "text,label\na,1\n"))
        .isInstanceOf(DataException.class)
        .hasMessage("column 'lable' is not in train.csv; it has: text, label");
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}
