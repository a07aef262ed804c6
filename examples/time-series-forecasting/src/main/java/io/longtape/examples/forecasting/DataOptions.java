package io.longtape.examples.forecasting;

import io.longtape.data.DataException;
import io.longtape.data.series.Fill;
import io.longtape.data.series.TimeSeries;
import io.longtape.data.table.CsvReader;
import io.longtape.data.table.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which file is read, and how. */
final class DataOptions {

  private static final String BIRTHS = "births.csv";

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = "CSV file, plain or gzip. Default: daily US births 1969-1988, embedded.")
  Path data;

  @Option(
      names = "--time-column",
      paramLabel = "NAME",
      description = "Column of timestamps. Default: the first column that holds timestamps.")
  String timeColumn;

  @Option(
      names = "--delimiter",
      paramLabel = "CHAR",
      defaultValue = ",",
      description = "What separates the cells. Default: ${DEFAULT-VALUE}")
  char delimiter;

  @Option(
      names = "--fill",
      paramLabel = "HOW",
      defaultValue = "none",
      converter = FillConverter.class,
      description =
          "What to do with missing values and rows: none (refuse), forward, seasonal or zero."
              + " Default: ${DEFAULT-VALUE}")
  Fill fill;

  /** Turns the text of an option into a fill. */
  static final class FillConverter implements ITypeConverter<Fill> {
    @Override
    public Fill convert(String text) {
      try {
        return Fill.parse(text);
      } catch (DataException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  boolean embedded() {
    return data == null;
  }

  Table read() {
    CsvReader reader = CsvReader.create().withDelimiter(delimiter);
    if (data != null) {
      return reader.read(data);
    }
    try (InputStream births = DataOptions.class.getResourceAsStream(BIRTHS)) {
      return reader.read(births, BIRTHS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return embedded() ? "daily US births 1969-1988" : String.valueOf(data.getFileName());
  }

  String licence() {
    return embedded() ? "CC0-1.0" : null;
  }

  String timeColumn(Table table) {
    if (timeColumn != null) {
      return timeColumn;
    }
    return table
        .firstTimestampColumn()
        .orElseThrow(
            () ->
                new DataException(
                    table.source()
                        + " has no column of timestamps; name it with --time-column. It has: "
                        + String.join(", ", table.columnNames())));
  }

  /** The series that a saved model needs. */
  TimeSeries series(Table table, ForecasterSchema schema) {
    String column = timeColumn == null ? schema.timeColumn() : timeColumn;
    List<String> columns = schema.windowSpec().columns();
    TimeSeries series = TimeSeries.of(table, column, columns, fill);
    schema.check(series);
    return series;
  }
}
