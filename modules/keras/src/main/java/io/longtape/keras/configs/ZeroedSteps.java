package io.longtape.keras.configs;

import io.longtape.config.KerasConfig;
import io.longtape.layers.LayerCall;
import io.longtape.layers.MaskedTensor;
import io.longtape.networks.LayerObserver;
import java.util.List;
import java.util.Map;

/**
 * Refuses layers that Keras 3 does not compute as it says: an unrolled layer that goes backwards
 * over a mask takes zeros for other steps than those that are masked out. Bidirectional always asks
 * for these zeros where all steps are returned.
 */
final class ZeroedSteps implements LayerObserver {

  @Override
  public void called(
      String name, LayerCall call, List<MaskedTensor> inputs, List<MaskedTensor> outputs) {
    boolean masked = inputs.get(0).mask().isPresent();
    if (masked && call.layer().config().map(ZeroedSteps::areOthers).orElse(false)) {
      throw Failure.of(
          "layer '%s': unroll=true with go_backwards=true, return_sequences=true and zeros for masked steps gives other numbers in Keras; save it with unroll=False"
              .formatted(KerasObject.shown(name)));
    }
  }

  private static boolean areOthers(KerasConfig layer) {
    return layer.className().equals("Bidirectional")
        ? areOthers(layer, "layer") || areOthers(layer, "backward_layer")
        : isTrue(layer, "zero_output_for_mask") && isUnrolledBackwards(layer);
  }

  private static boolean areOthers(KerasConfig wrapper, String part) {
    return wrapper.arguments().get(part) instanceof KerasConfig layer && isUnrolledBackwards(layer);
  }

  private static boolean isUnrolledBackwards(KerasConfig layer) {
    return isTrue(layer, "go_backwards")
        && isTrue(layer, "unroll")
        && isTrue(layer, "return_sequences");
  }

  private static boolean isTrue(KerasConfig layer, String argument) {
    Map<String, Object> arguments = layer.arguments();
    return Boolean.TRUE.equals(arguments.get(argument));
  }
}
