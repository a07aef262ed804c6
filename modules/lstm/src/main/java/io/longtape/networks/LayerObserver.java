package io.longtape.networks;

import io.longtape.layers.LayerCall;
import io.longtape.layers.MaskedTensor;
import java.util.List;

/** Is told what the layers of a network read and give while a pass is built. */
@FunctionalInterface
public interface LayerObserver {

  /** Listens to nothing. */
  LayerObserver NONE = (name, call, inputs, outputs) -> {};

  /**
   * A layer was called.
   *
   * @param name the layer's name
   * @param call this use of the layer
   * @param inputs what it read
   * @param outputs what it gave
   */
  void called(String name, LayerCall call, List<MaskedTensor> inputs, List<MaskedTensor> outputs);
}
