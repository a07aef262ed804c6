package io.longtape.keras.golden;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.longtape.golden.GoldenCase;
import io.longtape.golden.GoldenCheck;
import io.longtape.golden.Mode;
import io.longtape.keras.configs.NetworkConfig;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * Every layer against Keras, in each way to run: outputs, masks, states and gradients within 1e-6
 * times the largest expected value.
 */
class KerasLayersTest {

  @TestFactory
  Stream<DynamicNode> recurrent() {
    return cases("layers-recurrent.json");
  }

  @TestFactory
  Stream<DynamicNode> wrappers() {
    return cases("layers-wrappers.json");
  }

  @TestFactory
  Stream<DynamicNode> feedforward() {
    return cases("layers-feedforward.json");
  }

  @TestFactory
  Stream<DynamicNode> networks() {
    return cases("layers-networks.json");
  }

  private static Stream<DynamicNode> cases(String file) {
    return GoldenCase.of(file).stream()
        .filter(golden -> !Networks.isOfLongtape(golden.config()))
        .map(KerasLayersTest::container);
  }

  private static DynamicContainer container(GoldenCase golden) {
    Stream<DynamicNode> names =
        Stream.of(
            dynamicTest(
                "weights",
                () -> GoldenCheck.weights(golden, Networks.of(golden.config()).network())));
    Stream<DynamicNode> runs =
        modes()
            .filter(mode -> applies(mode, golden))
            .map(mode -> dynamicTest(mode.name(), () -> check(golden, mode)));
    return dynamicContainer(golden.name(), Stream.concat(names, runs));
  }

  /** All ways with {@code longtape.full}, two without. */
  private static Stream<Mode> modes() {
    return Boolean.getBoolean("longtape.full")
        ? Arrays.stream(Mode.values())
        : Stream.of(Mode.EAGER, Mode.GRAPH_OF_FREE_BATCH);
  }

  /** Keras too wants a known batch for states, and a known time to unroll or flatten. */
  private static boolean applies(Mode mode, GoldenCase golden) {
    return switch (mode) {
      case EAGER, STATIC_GRAPH -> true;
      case GRAPH_OF_FREE_BATCH -> !golden.stateful();
      case GRAPH_OF_FREE_BATCH_AND_TIME ->
          !golden.stateful()
              && !golden.config().toString().contains("\"unroll\":true")
              && !flattensForDense(golden.config());
    };
  }

  private static boolean flattensForDense(JsonNode config) {
    List<String> kinds = config.findValuesAsText("class_name");
    return kinds.contains("Flatten") && kinds.contains("Dense");
  }

  private static void check(GoldenCase golden, Mode mode) {
    NetworkConfig config =
        mode == Mode.GRAPH_OF_FREE_BATCH_AND_TIME
            ? Networks.ofFreeTime(golden.config())
            : Networks.of(golden.config());
    GoldenCheck.numbers(golden, config.network(), config.frozen()::contains, mode);
  }
}
