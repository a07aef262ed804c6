package io.longtape.layers;

import static java.util.Objects.requireNonNull;

import io.longtape.activations.KerasActivation;
import io.longtape.config.KerasConfig;
import java.util.Optional;

/**
 * An activation as a layer of its own, as {@code keras.layers.Activation}.
 *
 * <p>Input and output {@code [batch, ...]}; a mask passes through.
 */
public final class Activation extends NamedLayer<Activation> implements UnaryLayer {

  private final org.tensorflow.framework.activations.Activation activation;

  private Activation(org.tensorflow.framework.activations.Activation activation) {
    this.activation = requireNonNull(activation, "activation");
  }

  /**
   * The layer of an activation.
   *
   * @param activation such as {@code KerasActivation.RELU}
   * @return the layer
   */
  public static Activation of(org.tensorflow.framework.activations.Activation activation) {
    return new Activation(activation);
  }

  @Override
  public Optional<KerasConfig> config() {
    return startConfig().withPart("activation", KerasActivation.kerasNameOf(activation)).build();
  }

  @Override
  public MaskedTensor call(Pass pass, MaskedTensor input) {
    return input.activate(pass.tf(), activation, input.floats(pass.path()));
  }
}
