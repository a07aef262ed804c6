package io.longtape.keras.configs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.longtape.networks.Trace;
import io.longtape.serving.ModelException;
import io.longtape.weights.WeightSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks that src/test/python/configs.py made: the same weights and outputs as in Keras. */
class NetworkConfigTest {

  static Stream<Fixture> networks() {
    return Fixture.all("networks.json").stream();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void readsWhatKeras3Writes(Fixture fixture) {
    check(fixture, fixture.json().get("model"));
  }

  static Stream<Fixture> networksOfHdf5() {
    return networks().filter(fixture -> !fixture.toString().equals("masks"));
  }

  @ParameterizedTest
  @MethodSource("networksOfHdf5")
  void readsWhatStandsInHdf5Files(Fixture fixture) {
    check(fixture, fixture.json().get("legacy"));
  }

  /** Keras itself refuses such a file. */
  @Test
  void refusesMasksThatAnHdf5FileDoesNotTellFromLayers() {
    Fixture masks =
        networks().filter(fixture -> fixture.toString().equals("masks")).findAny().get();
    assertThatThrownBy(
            () -> NetworkConfig.read(masks.json().get("legacy"), layer -> Optional.empty()))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            "layer 'gru' (layers[17], GRU): has the mask [any_1, 0, 0], made by hand; only masks of"
                + " Embedding and Masking are supported");
  }

  private static void check(Fixture fixture, JsonNode model) {
    NetworkConfig config = NetworkConfig.read(model, layer -> Optional.empty());
    Trace trace = Trace.of(config.network());
    Map<String, List<Long>> weights = new LinkedHashMap<>();
    for (WeightSpec weight : trace.weights()) {
      if (weight.trainable()) {
        weights.put(weight.path(), longs(weight.shape().asArray()));
      }
    }
    assertThat(weights).containsExactlyInAnyOrderEntriesOf(fixture.weights());
    assertThat(trace.outputs().keySet()).containsExactlyElementsOf(fixture.outputs());
    assertThat(config.frozen()).containsExactlyInAnyOrderElementsOf(fixture.frozen());
    assertThat(config.name()).isEqualTo(model.get("config").get("name").asText());
  }

  private static List<Long> longs(long... values) {
    List<Long> list = new ArrayList<>();
    for (long value : values) {
      list.add(value);
    }
    return list;
  }
}
