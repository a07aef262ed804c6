package io.longtape.examples.kerasmodels;

import io.longtape.data.DataException;
import io.longtape.serving.TensorSpec;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.DataType;

/** A CSV file with an example in each row, its columns the values of the input in their order. */
final class CsvExamples {

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setTrim(true).setIgnoreEmptyLines(false).get();

  private final Path file;
  private final TensorSpec spec;

  private CsvExamples(Path file, TensorSpec spec) {
    this.file = file;
    this.spec = spec;
  }

  static NdArray<?> read(Path file, String input, TensorSpec spec, boolean header) {
    CsvExamples examples = new CsvExamples(file, spec);
    List<String[]> rows = examples.rows();
    if (header && !rows.isEmpty()) {
      examples.requireHeader(rows.remove(0));
    }
    if (rows.isEmpty()) {
      throw new DataException(file + " holds no rows");
    }
    int columns = rows.get(0).length;
    Shape shape =
        Shape.of(rows.size())
            .append(
                ExampleShape.of(spec, columns)
                    .orElseThrow(
                        () ->
                            new DataException(
                                "%s has %d columns, which do not fill the input '%s' of shape %s"
                                    .formatted(file, columns, input, Descriptions.shape(spec)))));
    return examples.array(shape, rows);
  }

  private List<String[]> rows() {
    List<String[]> rows = new ArrayList<>();
    try (CSVParser parser =
        CSVParser.builder()
            .setReader(new StringReader(InputFiles.text(file)))
            .setFormat(FORMAT)
            .get()) {
      for (CSVRecord row : parser) {
        rows.add(row.values());
        if (row.size() != rows.get(0).length) {
          throw new DataException(
              "%s: row %d has %d columns, expected %d as in the first"
                  .formatted(file, rows.size(), row.size(), rows.get(0).length));
        }
      }
    } catch (UncheckedIOException e) {
      throw new DataException(file + " is not CSV: " + e.getCause().getMessage(), e);
    } catch (IOException e) {
      throw new DataException(file + " is not CSV: " + e.getMessage(), e);
    }
    return rows;
  }

  /** A file without a header would lose its first example; numbers give it away. */
  private void requireHeader(String[] first) {
    if (spec.type() == DataType.DT_STRING) {
      return;
    }
    for (String cell : first) {
      if (!isNumber(cell)) {
        return;
      }
    }
    throw new DataException(
        file + " begins with a row of numbers, expected a header: give --no-header");
  }

  private NdArray<?> array(Shape shape, List<String[]> rows) {
    if (spec.type() == DataType.DT_STRING) {
      String[] cells = rows.stream().flatMap(Stream::of).toArray(String[]::new);
      return NdArrays.wrap(shape, DataBuffers.ofObjects(cells));
    }
    boolean whole = Descriptions.isWhole(spec.type());
    long[] integers = new long[Math.toIntExact(shape.size())];
    double[] numbers = new double[integers.length];
    int next = 0;
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < rows.get(row).length; column++) {
        String cell = rows.get(row)[column];
        try {
          if (whole) {
            integers[next++] = Long.parseLong(cell);
          } else {
            numbers[next++] = Double.parseDouble(cell);
          }
        } catch (NumberFormatException e) {
          throw new DataException(
              "%s: example %d, column %d is '%s', expected a %snumber"
                  .formatted(file, row + 1, column + 1, cell, whole ? "whole " : ""),
              e);
        }
      }
    }
    return whole
        ? NdArrays.wrap(shape, DataBuffers.of(integers))
        : NdArrays.wrap(shape, DataBuffers.of(numbers));
  }

  private static boolean isNumber(String cell) {
    try {
      Double.parseDouble(cell);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
