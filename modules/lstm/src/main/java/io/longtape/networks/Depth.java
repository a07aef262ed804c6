package io.longtape.networks;

import io.longtape.layers.Input;
import io.longtape.layers.Layer;
import io.longtape.layers.LayerCall;
import io.longtape.layers.SymbolicTensor;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How far layers and inputs are from the outputs, which is Keras's order of them. */
final class Depth {

  private final List<LayerCall> calls;
  private final Map<LayerCall, Integer> ofCalls = new HashMap<>();
  private final Map<Layer, Integer> ofLayers = new HashMap<>();
  private final Map<Input, Integer> ofInputs = new HashMap<>();

  /** Of calls that each stand behind those that they read from. */
  Depth(List<LayerCall> calls, List<? extends SymbolicTensor> outputs) {
    this.calls = calls;
    outputs.forEach(output -> atLeast(output, 0));
    for (int i = calls.size() - 1; i >= 0; i--) {
      LayerCall call = calls.get(i);
      int depth = Math.max(ofCalls.get(call), ofLayers.getOrDefault(call.layer(), 0));
      ofCalls.put(call, depth);
      ofLayers.put(call.layer(), depth);
      call.inputs().forEach(read -> atLeast(read, depth + 1));
    }
  }

  /** The calls by falling depth; those of the same depth stay in the order in which they came. */
  List<LayerCall> order() {
    return calls.stream()
        .sorted(Comparator.comparing((LayerCall call) -> -ofCalls.get(call)))
        .toList();
  }

  /** The greatest depth at which a layer is used. */
  int of(Layer layer) {
    return ofLayers.get(layer);
  }

  /** 0 for an input that nothing reads. */
  int of(Input input) {
    return ofInputs.getOrDefault(input, 0);
  }

  private void atLeast(SymbolicTensor tensor, int depth) {
    if (tensor instanceof Input input) {
      ofInputs.merge(input, depth, Math::max);
    } else {
      ofCalls.merge(tensor.producer(), depth, Math::max);
    }
  }
}
