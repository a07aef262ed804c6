package io.longtape.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.data.DataException;
import java.time.LocalDateTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnTypesTest {

  @Test
  void missingCellsOfEachSpelling() {
    Table table = Csv.read("x,y\n1,a\n,b\nNA,c\nN/A,d\nNaN,e\nnan,f\nnull,g\nNULL,h\n 2 ,i\n");

    double gone = Double.NaN;
    assertThat(table.numbers("x")).containsExactly(1, gone, gone, gone, gone, gone, gone, gone, 2);
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7",
    "-7.5, -7.5",
    "+.5, 0.5",
    "5., 5",
    "1e3, 1000",
    "1.25E-2, 0.0125",
    "inf, Infinity",
    "-INF, -Infinity",
    "+Infinity, Infinity"
  })
  void numbers(String cell, double expected) {
    assertThat(Csv.read("x,y\n" + cell + ",a\n").numbers("x")).containsExactly(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1d", "1f", "0x1p3", "1_000", "1 000", "e5", ".", "-", "--1", "1e", "\u0661", "i"})
  void notNumbers(String cell) {
    assertThat(Csv.read("x,y\n" + cell + ",a\n").column("x").type()).isEqualTo(ColumnType.TEXT);
  }

  @ParameterizedTest
  @CsvSource({
    "2024-02-29, 2024-02-29T00:00",
    "2024-02-29T13:05, 2024-02-29T13:05",
    "2024-02-29 13:05, 2024-02-29T13:05",
    "2024-02-29 13:05:06, 2024-02-29T13:05:06",
    "2024-02-29T13:05:06.25, 2024-02-29T13:05:06.25",
    "2024-02-29T13:05:06Z, 2024-02-29T13:05:06",
    "2024-02-29T23:05+01:00, 2024-02-29T22:05",
    "2024-02-29T23:05:00-0230, 2024-03-01T01:35",
    "2024-02-29 23:05:00+01, 2024-02-29T22:05",
    "2024/02/29, 2024-02-29T00:00",
    "2024/02/29 13:05, 2024-02-29T13:05",
    "2024/02/29 13:05:06, 2024-02-29T13:05:06",
    "2024-02, 2024-02-01T00:00"
  })
  void timestamps(String cell, LocalDateTime expected) {
    assertThat(Csv.read("t,y\n" + cell + ",a\n").timestamps("t")).containsExactly(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2023-02-29",
        "2024-13-01",
        "2024-02-29T24:00",
        "2024-02-29T",
        "2024-02-2913:05",
        "2024-2-9",
        "2024/02",
        "2024-02/29",
        "2024-02T10:00",
        "29.02.2024",
        "2024-02-29x"
      })
  void notTimestamps(String cell) {
    assertThat(Csv.read("t,y\n" + cell + ",a\n").column("t").type()).isEqualTo(ColumnType.TEXT);
  }

  @Test
  void oneOtherCellMakesAColumnText() {
    Table table = Csv.read("x,t\n1,2024-01-01\n2,soon\nmany,2024-01-03\n");

    assertThat(table.text("x")).containsExactly("1", "2", "many");
    assertThatThrownBy(() -> table.numbers("x"))
        .isInstanceOf(DataException.class)
        .hasMessage("train.csv, row 4, column 'x': found 'many', expected a number");
    assertThatThrownBy(() -> table.timestamps("t"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "train.csv, row 3, column 't': found 'soon', expected a timestamp such as 2024-01-31"
                + " or 2024-01-31T15:00");
    assertThat(table.firstTimestampColumn()).isEmpty();
  }

  @Test
  void missingTimestampIsNull() {
    assertThat(Csv.read("t,y\n2024-01-01,a\n,b\n").timestamps("t"))
        .containsExactly(LocalDateTime.parse("2024-01-01T00:00"), null);
  }

  @Test
  void columnWithoutValuesIsText() {
    Table table = Csv.read("x,y\n,a\nNA,b\n");

    assertThat(table.text("x")).containsExactly("", "NA");
    assertThatThrownBy(() -> table.numbers("x"))
        .isInstanceOf(DataException.class)
        .hasMessage("column 'x' of train.csv was read as text; expected in each cell: a number");
  }

  @Test
  void declaredTypesOverrideInference() {
    CsvReader reader =
        CsvReader.create().withTypes(Map.of("id", ColumnType.TEXT, "x", ColumnType.NUMBER));

    Table table = Csv.read(reader, "id,x\n007,\n 8,NA\n");

    assertThat(table.text("id")).containsExactly("007", " 8");
    assertThat(table.numbers("x")).containsExactly(Double.NaN, Double.NaN);
    assertThatThrownBy(() -> Csv.read(reader, "id,x\n1,2\n2,two\n"))
        .isInstanceOf(DataException.class)
        .hasMessage("train.csv, row 3, column 'x': found 'two', expected a number");
  }

  @Test
  void timestampPatterns() {
    CsvReader reader =
        CsvReader.create()
            .withTimestampPattern("day", "dd.MM.yyyy")
            .withTimestampPattern("hour", "d MMM yyyy h a")
            .withTimestampPattern("year", "yyyy");

    Table table = Csv.read(reader, "day,hour,year\n29.02.2024,3 jan 2024 4 PM,1999\n");

    assertThat(table.timestamps("day")).containsExactly(LocalDateTime.parse("2024-02-29T00:00"));
    assertThat(table.timestamps("hour")).containsExactly(LocalDateTime.parse("2024-01-03T16:00"));
    assertThat(table.timestamps("year")).containsExactly(LocalDateTime.parse("1999-01-01T00:00"));
    assertThatThrownBy(() -> Csv.read(reader, "day,hour,year\n30.02.2024,,1999\n"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "train.csv, row 2, column 'day': found '30.02.2024', expected a timestamp like the"
                + " pattern 'dd.MM.yyyy'");
    assertThatThrownBy(() -> CsvReader.create().withTimestampPattern("day", "jj"))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("timestamp pattern 'jj' of column 'day' is not one of java.time");
  }

  @Test
  void absentColumnListsThoseThereAre() {
    assertThatThrownBy(() -> Csv.read("text,label\na,1\n").numbers("lable"))
        .isInstanceOf(DataException.class)
        .hasMessage("column 'lable' is not in train.csv; it has: text, label");
  }

  @Test
  void numbersAreNoTextAndTimestampsNoNumbers() {
    Table table = Csv.read("x,t\n1,2024-01-01\n");

    assertThatThrownBy(() -> table.text("x"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "column 'x' of train.csv was read as numbers: declare it as text to keep its cells as"
                + " written");
    assertThatThrownBy(() -> table.numbers("t"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("row 2, column 't': found '2024-01-01T00:00', expected a number");
    assertThatThrownBy(() -> table.timestamps("x"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("row 2, column 'x': found '1.0', expected a timestamp");
  }

  @Test
  void messagesAreOneShortLine() {
    Table table = Csv.read("x,y\n\"" + "long \n".repeat(50) + "\",1\n");

    assertThatThrownBy(() -> table.numbers("x"))
        .hasMessage(
            "train.csv, row 2, column 'x': found '"
                + "long  ".repeat(6)
                + "long...', expected a number");
  }

  @Test
  void arraysAreCopies() {
    Table table = Csv.read("x,t,s\n1,2024-01-01,a\n");

    table.numbers("x")[0] = 9;
    table.timestamps("t")[0] = null;
    table.text("s")[0] = "z";

    assertThat(table.numbers("x")).containsExactly(1);
    assertThat(table.timestamps("t")).doesNotContainNull();
    assertThat(table.text("s")).containsExactly("a");
  }
}
