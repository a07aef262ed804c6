package io.longtape.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.layers.Dense;
import io.longtape.layers.Input;
import io.longtape.networks.Sequential;
import io.longtape.serving.ModelException;
import io.longtape.weights.WeightValues;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights files that are not as Keras writes them ({@code src/test/python/hostile.py}). */
class HostileWeightsTest {

  private static final Path FOLDER = Path.of("src/test/resources/io/longtape/keras/hostile");
  private static final Sequential NETWORK = Sequential.of(Input.of(3), Dense.of(2), Dense.of(1));

  @ParameterizedTest
  @ValueSource(strings = {"good", "big-endian", "latest"})
  void readsWhatIsOnlyStoredInAnotherWay(String name) {
    WeightValues weights = WeightsFile.read(file(name), NETWORK);
    assertThat(weights.names())
        .containsExactly("dense/kernel", "dense/bias", "dense_1/kernel", "dense_1/bias");
    assertThat(weights.get("dense/kernel").data())
        .containsExactly(
            -0.0045318604f, -1.0605512f, 0.6995449f, -0.89647645f, 0.88096654f, -0.32351422f);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "float16|layers/dense/vars/0: is float16, expected float32",
        "float64|layers/dense/vars/0: is float64, expected float32",
        "bfloat16|layers/dense/vars: unreadable HDF5 file",
        "other-shape|layers/dense/vars/0: has the shape [2, 3], expected [3, 2]",
        "huge|layers/dense/vars/0: has the shape [1048576, 1048576], expected [3, 2]",
        "compressed|layers/dense/vars/0: is stored in chunks or compressed",
        "other-file|Encountered External Data Files Message",
        "soft-link|layers/dense/vars/0: is a soft or an external link",
        "external-link|layers/dense/vars/0: is a soft or an external link",
        "group-for-numbers|layers/dense/vars/0: is a group, expected a data set",
        "cycle|layers/dense/vars/0: is not in the file, but others behind it are",
        "numbers-missing|layers/dense/vars/0: is not in the file, but others behind it are",
        "layer-missing|layers/dense_1/vars: has 0 data sets for the layer 'dense_1', expected 2",
        "layer-too-many|layers/lstm: has weights of a layer that the network does not have",
        "variable-too-many|layers/dense/vars: has 3 data sets for the layer 'dense', expected 2",
      })
  void refusesByPlace(String name, String message) {
    assertThatThrownBy(() -> WeightsFile.read(file(name), NETWORK))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith(file(name).toString() + ": ")
        .hasMessageContaining(message);
  }

  @Test
  void saysThatAFileIsMissing() {
    assertThatThrownBy(() -> WeightsFile.read(file("none"), NETWORK))
        .isInstanceOf(ModelException.class)
        .hasMessage(file("none") + ": there is no such file");
  }

  private static Path file(String name) {
    return FOLDER.resolve(name + ".weights.h5");
  }
}
