package io.longtape.layers;

import io.longtape.config.KerasConfig;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/** What the poolings over time share. */
abstract sealed class GlobalPooling1D<L extends GlobalPooling1D<L>> extends NamedLayer<L>
    implements UnaryLayer permits GlobalAveragePooling1D, GlobalMaxPooling1D {

  private boolean keepdims;

  /**
   * The same layer, with or without the time axis in its output.
   *
   * @param choice whether the output is {@code [batch, 1, features]}; the default is false
   * @return the layer
   */
  public final L withKeepdims(boolean choice) {
    return with(
        copy -> {
          GlobalPooling1D<L> pooling = copy;
          pooling.keepdims = choice;
        });
  }

  @Override
  public final MaskedTensor call(Pass pass, MaskedTensor input) {
    Ops tf = pass.tf();
    Operand<TFloat32> x = input.floats(pass.path());
    Shapes.features(pass.path(), x.shape(), 3);
    return MaskedTensor.of(
        pool(tf, x, input.mask().map(mask -> tf.expandDims(mask, tf.constant(2)))));
  }

  final KerasConfig.Builder poolingConfig() {
    return startConfig().with("data_format", "channels_last").with("keepdims", keepdims);
  }

  final boolean keepdims() {
    return keepdims;
  }

  /** Takes the time axis away; {@code counts} is {@code [batch, time, 1]}. */
  abstract Operand<TFloat32> pool(Ops tf, Operand<TFloat32> x, Optional<Operand<TBool>> counts);
}
