package io.longtape.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.longtape.datasets.ArrayExamples;
import io.longtape.models.Model;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Normalization layers whose numbers are among the weights ({@code src/test/python/adapted.py}).
 */
class AdaptedNormalizationTest {

  static final Path FOLDER = Path.of("src/test/resources/io/longtape/keras/adapted");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"model.keras", "model.h5"})
  void scalesByWhatItWasAdaptedTo(String file) throws Exception {
    assertGivesWhatPythonGives(KerasModel.read(FOLDER.resolve(file)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.keras", "model.h5"})
  void isWrittenWithItsNumbers(String file) throws Exception {
    Path written = folder.resolve("again.keras");
    KerasModel.read(FOLDER.resolve(file)).write(written);
    assertGivesWhatPythonGives(KerasModel.read(written));
  }

  private static void assertGivesWhatPythonGives(KerasModel saved) throws Exception {
    JsonNode golden = GoldenArrays.JSON.readTree(FOLDER.resolve("golden.json").toFile());
    try (Model model = saved.toModel(1)) {
      ArrayExamples x = ArrayExamples.of(GoldenArrays.of(golden.get("x")));
      GoldenArrays.assertNear(
          GoldenArrays.data(model.predict(x)), GoldenArrays.row(golden.get("y")), 1e-6, "output");
    }
  }
}
