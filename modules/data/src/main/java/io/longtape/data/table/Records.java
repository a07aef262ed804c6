package io.longtape.data.table;

import io.longtape.data.DataException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;

/** Gathers a file's records by column, and checks their shape. */
final class Records {
  private final String source;
  private final List<String> header = new ArrayList<>();
  private final List<List<String>> cells = new ArrayList<>();
  private final List<Integer> fileRows = new ArrayList<>();
  private int row;

  Records(String source) {
    this.source = source;
  }

  /** The file's row that was added last. */
  int lastRow() {
    return row;
  }

  void add(CSVRecord record) {
    row++;
    boolean blank = record.size() == 1 && record.get(0).isBlank();
    if (header.isEmpty()) {
      if (!blank) {
        addHeader(record);
      }
    } else if (!blank || header.size() == 1) {
      addRow(record);
    }
  }

  private void addHeader(CSVRecord record) {
    for (String cell : record) {
      String name = cell.strip();
      if (name.isEmpty()) {
        throw new DataException(
            "%s, row %d: the header has no name for column %d"
                .formatted(source, row, header.size() + 1));
      }
      if (header.contains(name)) {
        throw new DataException(
            "%s, row %d: the header names '%s' twice, for columns %d and %d"
                .formatted(source, row, name, header.indexOf(name) + 1, header.size() + 1));
      }
      header.add(name);
      cells.add(new ArrayList<>());
    }
  }

  private void addRow(CSVRecord record) {
    if (record.size() != header.size()) {
      throw new DataException(
          "%s, row %d: found %d %s, expected %d as in the header"
              .formatted(
                  source,
                  row,
                  record.size(),
                  record.size() == 1 ? "cell" : "cells",
                  header.size()));
    }
    for (int i = 0; i < record.size(); i++) {
      cells.get(i).add(record.get(i));
    }
    fileRows.add(row);
  }

  Table table(String sha256, Map<String, ColumnType> types, Map<String, TimestampFormat> formats) {
    if (header.isEmpty()) {
      throw new DataException(source + " is empty, expected a header and rows");
    }
    dropBlankEnd();
    if (fileRows.isEmpty()) {
      throw new DataException(source + " has a header but no rows");
    }
    for (String declared : types.keySet()) {
      if (!header.contains(declared)) {
        throw Table.absent(declared, source, header);
      }
    }
    int[] rows = fileRows.stream().mapToInt(Integer::intValue).toArray();
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      String name = header.get(i);
      TimestampFormat format = formats.getOrDefault(name, TimestampFormat.INFERRED);
      ColumnParser parser = new ColumnParser(source, rows, name, cells.get(i), format);
      ColumnType declared = types.get(name);
      columns.add(parser.parse(declared == null ? parser.inferred() : declared));
    }
    return new Table(source, sha256, rows, columns);
  }

  /** Blank lines at the end of a file of one column are no missing cells. */
  private void dropBlankEnd() {
    while (header.size() == 1
        && !fileRows.isEmpty()
        && cells.get(0).get(fileRows.size() - 1).isBlank()) {
      cells.get(0).remove(fileRows.size() - 1);
      fileRows.remove(fileRows.size() - 1);
    }
  }
}
