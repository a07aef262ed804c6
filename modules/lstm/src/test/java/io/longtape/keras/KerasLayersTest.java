package io.longtape.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.longtape.Golden;
import io.longtape.weights.WeightValues;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    return GoldenCase.of(file).stream().map(KerasLayersTest::container);
  }

  private static DynamicContainer container(GoldenCase golden) {
    Stream<DynamicNode> names =
        Stream.of(
            dynamicTest(
                "weights",
                () ->
                    assertThat(GoldenRun.weightNames(golden))
                        .containsExactlyElementsOf(golden.weights().names())));
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
    List<Map<String, WeightValues.Value>> computed = GoldenRun.of(golden, mode);
    for (int i = 0; i < computed.size(); i++) {
      Map<String, WeightValues.Value> expected = expected(golden.calls().get(i));
      Map<String, WeightValues.Value> found = computed.get(i);
      String call = "%s, %s, call %d: ".formatted(golden.name(), mode, i + 1);
      assertThat(found.keySet()).as(call).containsExactlyInAnyOrderElementsOf(expected.keySet());
      expected.forEach(
          (name, value) -> Golden.assertClose(call + name, found.get(name), value, 1e-6));
    }
  }

  private static Map<String, WeightValues.Value> expected(GoldenCase.Call call) {
    Map<String, WeightValues.Value> values = new LinkedHashMap<>();
    for (int i = 0; i < call.outputs().size(); i++) {
      values.put("output " + i, call.outputs().get(i));
      String mask = "mask " + i;
      call.masks().get(i).ifPresent(value -> values.put(mask, value));
    }
    values.put("regularization loss", call.regularizationLoss());
    call.inputGradients().forEach((name, value) -> values.put("gradient of " + name, value));
    call.gradients().forEach((name, value) -> values.put("gradient of " + name, value));
    for (int i = 0; i < call.states().size(); i++) {
      values.put("state " + i, call.states().get(i));
    }
    return values;
  }
}
