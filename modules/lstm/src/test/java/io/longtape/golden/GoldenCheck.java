package io.longtape.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.longtape.Golden;
import io.longtape.networks.LayeredNetwork;
import io.longtape.networks.Trace;
import io.longtape.weights.WeightSpec;
import io.longtape.weights.WeightValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A network against a golden case: the names of its weights, and its outputs, masks, states and
 * gradients within 1e-6 times the largest expected value.
 */
public final class GoldenCheck {

  private GoldenCheck() {}

  /** The weights, states of stateful layers left out, have Keras's names in its order. */
  public static void weights(GoldenCase golden, LayeredNetwork network) {
    assertThat(
            Trace.of(network).weights().stream()
                .filter(WeightSpec::trainable)
                .map(WeightSpec::path))
        .containsExactlyElementsOf(golden.weights().names());
  }

  /** The numbers, run in one way. */
  public static void numbers(
      GoldenCase golden, LayeredNetwork network, Predicate<String> frozen, Mode mode) {
    List<Map<String, WeightValues.Value>> computed = GoldenRun.of(golden, network, frozen, mode);
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
