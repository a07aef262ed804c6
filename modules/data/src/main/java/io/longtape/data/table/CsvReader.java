package io.longtape.data.table;

import io.longtape.data.DataException;
import java.io.CharArrayReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads a CSV file with a header into a {@link Table}. A reader never changes: each {@code withX}
 * returns another one.
 *
 * <p>Quoting follows RFC 4180 (quoted cells may hold delimiters, doubled quotes and line breaks);
 * lines end in LF or CRLF; a UTF-8 byte order mark and gzip are recognised by their bytes, whatever
 * the file's name. Blank lines are skipped; in a file of one column, a blank line before the last
 * value is a missing cell. The whole file is held in memory.
 *
 * <p>Types are inferred unless declared. A cell is missing if it is empty or one of {@code NA, N/A,
 * NaN, nan, null, NULL}. A column is of numbers if all its other cells are decimal numbers
 * (exponent and sign optional, also {@code inf} and {@code Infinity} in any case) and there is at
 * least one; otherwise of timestamps if all are {@code 2024-01-31}, {@code 2024-01-31T15:00} (also
 * with a blank for the {@code T}, seconds, fraction, offset or {@code Z}, which is converted to
 * UTC), the same with slashes, or {@code 2024-01}; otherwise of text. Surrounding blanks count in
 * text only.
 */
public final class CsvReader {
  private static final long LARGEST_FILE = Integer.MAX_VALUE - 16L;

  private final char delimiter;
  private final Charset charset;
  private final Map<String, ColumnType> types;
  private final Map<String, TimestampFormat> formats;

  private CsvReader(
      char delimiter,
      Charset charset,
      Map<String, ColumnType> types,
      Map<String, TimestampFormat> formats) {
    this.delimiter = delimiter;
    this.charset = charset;
    this.types = types;
    this.formats = formats;
  }

  /**
   * A reader of comma-separated UTF-8 that infers all types.
   *
   * @return the reader
   */
  public static CsvReader create() {
    return new CsvReader(',', StandardCharsets.UTF_8, Map.of(), Map.of());
  }

  /**
   * Sets what separates cells; by default a comma.
   *
   * @param delimiter the separator
   * @return a reader that differs in this
   * @throws DataException if it is a quote or a line break
   */
  public CsvReader withDelimiter(char delimiter) {
    if (delimiter == '"' || delimiter == '\n' || delimiter == '\r') {
      throw new DataException("the delimiter cannot be a quote or a line break");
    }
    return new CsvReader(delimiter, charset, types, formats);
  }

  /**
   * Declares the types of some columns; the others are inferred.
   *
   * @param types the type by column name; adds to those declared before
   * @return a reader that differs in this
   */
  public CsvReader withTypes(Map<String, ColumnType> types) {
    Map<String, ColumnType> all = new LinkedHashMap<>(this.types);
    all.putAll(types);
    return new CsvReader(delimiter, charset, all, formats);
  }

  /**
   * Sets the file's charset; by default UTF-8. Bytes that are not valid in it are an error.
   *
   * @param charset the charset
   * @return a reader that differs in this
   */
  public CsvReader withCharset(Charset charset) {
    return new CsvReader(delimiter, charset, types, formats);
  }

  /**
   * Declares a column as timestamps that are written in a format of their own. Where the pattern
   * has no time, day or month, the start of the day, month or year is taken.
   *
   * @param column the column's name
   * @param pattern a pattern of {@link java.time.format.DateTimeFormatter}, month names in English
   * @return a reader that differs in this
   * @throws DataException if the pattern is not valid
   */
  public CsvReader withTimestampPattern(String column, String pattern) {
    Map<String, TimestampFormat> all = new LinkedHashMap<>(formats);
    all.put(column, TimestampFormat.ofPattern(column, pattern));
    return new CsvReader(delimiter, charset, types, all)
        .withTypes(Map.of(column, ColumnType.TIMESTAMP));
  }

  /**
   * Reads a file.
   *
   * @param file the file, plain or gzip
   * @return its table, whose source is the path as given
   * @throws DataException if the file is missing, a directory, empty, only a header or not well
   *     formed, if a declared column is absent, or if a cell is not of its declared type
   */
  public Table read(Path file) {
    if (!Files.exists(file)) {
      throw new DataException("file " + file + " does not exist");
    }
    if (Files.isDirectory(file)) {
      throw new DataException(file + " is a directory, expected a CSV file");
    }
    try {
      if (Files.size(file) > LARGEST_FILE) {
        throw new DataException(file + " is too large: at most 2 GB are read");
      }
      return table(Files.readAllBytes(file), file.toString());
    } catch (IOException e) {
      throw new DataException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * Reads a stream to its end, for instance an embedded resource. The caller closes it.
   *
   * @param in the bytes, plain or gzip
   * @param source the name that messages call it by
   * @return its table
   * @throws DataException as {@link #read(Path)} does
   */
  public Table read(InputStream in, String source) {
    try {
      return table(in.readAllBytes(), source);
    } catch (IOException e) {
      throw new DataException("%s cannot be read: %s".formatted(source, e.getMessage()), e);
    }
  }

  private Table table(byte[] stored, String source) throws IOException {
    CharBuffer text = FileText.decoded(FileText.unpacked(stored, source), charset, source);
    CSVFormat format =
        CSVFormat.RFC4180.builder().setDelimiter(delimiter).setIgnoreEmptyLines(false).get();
    Records records = new Records(source);
    try (CSVParser parser =
        CSVParser.parse(
            new CharArrayReader(text.array(), text.position(), text.remaining()), format)) {
      for (CSVRecord cells : parser) {
        records.add(cells);
      }
    } catch (UncheckedIOException e) {
      throw new DataException(
          "%s, row %d: a quoted cell is not closed, or text follows its closing quote"
              .formatted(source, records.lastRow() + 1),
          e);
    }
    return records.table(FileText.sha256(stored), types, formats);
  }
}
