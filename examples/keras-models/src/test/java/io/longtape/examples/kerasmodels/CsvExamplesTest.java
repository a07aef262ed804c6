package io.longtape.examples.kerasmodels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.data.DataException;
import io.longtape.serving.TensorSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

class CsvExamplesTest {

  private static final TensorSpec SERIES = spec(DataType.DT_FLOAT, 2, 3);
  private static final TensorSpec TOKENS = spec(DataType.DT_INT32, -1);
  private static final TensorSpec TEXT = spec(DataType.DT_STRING, 1);

  @TempDir Path folder;

  @Test
  void columnsFillTheShapeInTheirOrder() throws Exception {
    NdArray<?> array = read("a,b,c,d,e,f\n1,2,3,4,5,6\n7,8,9,10,11,12.5\n", SERIES, true);
    assertThat(array.shape()).isEqualTo(Shape.of(2, 2, 3));
    assertThat(array.getObject(0, 1, 0)).isEqualTo(4.0);
    assertThat(array.getObject(1, 1, 2)).isEqualTo(12.5);
  }

  @Test
  void theNumberOfColumnsDecidesAnUnknownTime() throws Exception {
    NdArray<?> array = read("3,1,2,0\n", TOKENS, false);
    assertThat(array).isInstanceOf(LongNdArray.class);
    assertThat(array.shape()).isEqualTo(Shape.of(1, 4));
    assertThat(array.getObject(0, 2)).isEqualTo(2L);
  }

  @Test
  void textWithCommasAndQuotes() throws Exception {
    NdArray<?> array = read("\uFEFFtext\n\"tea, \"\"warm\"\"\"\nschön\n", TEXT, true);
    assertThat(array.shape()).isEqualTo(Shape.of(2, 1));
    assertThat(array.getObject(0, 0)).isEqualTo("tea, \"warm\"");
    assertThat(array.getObject(1, 0)).isEqualTo("schön");
  }

  @Test
  void aHeaderThatIsMissing() {
    assertRefused("1,2,3,4,5,6\n", SERIES, "begins with a row of numbers, expected a header: give");
  }

  @Test
  void columnsThatDoNotFillTheShape() {
    assertRefused(
        "a,b\n1,2\n",
        SERIES,
        "has 2 columns, which do not fill the input 'x' of shape (None, 2, 3)");
    assertRefused("a,b\nx,y\n", TEXT, "has 2 columns");
  }

  @Test
  void rowsOfTwoLengths() {
    assertRefused("a,b\n1,2\n3\n", TOKENS, "row 3 has 1 columns, expected 2 as in the first");
  }

  @Test
  void cellsThatAreNoNumbers() {
    assertRefused("a\nx\n", TOKENS, "example 1, column 1 is 'x', expected a whole number");
    assertRefused("a,b\n1,2.5\n", TOKENS, "example 1, column 2 is '2.5', expected a whole number");
    assertRefused("a,b,c,d,e,f\n1,2,3,4,5,\n", SERIES, "column 6 is '', expected a number");
  }

  @Test
  void filesWithoutExamples() throws Exception {
    assertRefused("", TOKENS, "holds no rows");
    assertRefused("a,b\n", TOKENS, "holds no rows");
    assertRefused("a\n\"b\n", TEXT, "is not CSV");
    Path file =
        Files.write(folder.resolve("latin.csv"), "ä\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> CsvExamples.read(file, "x", TEXT, false))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith("latin.csv is not UTF-8 text");
    assertThatThrownBy(() -> CsvExamples.read(folder.resolve("none.csv"), "x", TEXT, false))
        .hasMessageEndingWith("none.csv does not exist");
    assertThatThrownBy(() -> CsvExamples.read(folder, "x", TEXT, false))
        .hasMessageEndingWith("is a directory, expected a file");
  }

  @Test
  void twoUnknownSizesCannotBeTold() {
    assertRefused(
        "a,b\n1,2\n", spec(DataType.DT_FLOAT, -1, -1), "has 2 columns, which do not fill");
  }

  private void assertRefused(String csv, TensorSpec spec, String message) {
    assertThatThrownBy(() -> read(csv, spec, true))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("examples.csv")
        .hasMessageContaining(message);
  }

  private NdArray<?> read(String csv, TensorSpec spec, boolean header) throws IOException {
    Path file = Files.writeString(folder.resolve("examples.csv"), csv);
    return CsvExamples.read(file, "x", spec, header);
  }

  private static TensorSpec spec(DataType type, long... example) {
    return new TensorSpec(Shape.of(-1).append(Shape.of(example)), type);
  }
}
