package io.longtape.layers.recurrent;

import io.longtape.layers.Layer;
import io.longtape.layers.MaskedTensor;
import io.longtape.layers.Pass;
import java.util.List;
import org.tensorflow.EagerSession;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Calls layers eagerly with {@link PatternedWeights}, inside of their kind's name. */
final class Eagerly implements AutoCloseable {

  private final EagerSession session = EagerSession.create();
  private final PatternedWeights weights = new PatternedWeights();
  private final Ops tf = Ops.create(session);

  Ops tf() {
    return tf;
  }

  PatternedWeights weights() {
    return weights;
  }

  List<MaskedTensor> call(Layer layer, MaskedTensor... inputs) {
    Pass pass = Pass.inference(tf, weights);
    List<MaskedTensor> outputs = layer.call(pass.in(layer.kind()), List.of(inputs));
    pass.writeStates(tf);
    return outputs;
  }

  /** While training, as step number {@code step} with the model's seed. */
  List<MaskedTensor> train(Layer layer, long step, long seed, MaskedTensor... inputs) {
    return layer.call(
        Pass.training(tf, weights, tf.constant(step), seed).in(layer.kind()), List.of(inputs));
  }

  /** {@code [2, 3, 2]}: two sequences of three steps. */
  MaskedTensor sequences() {
    return MaskedTensor.of(pattern(Shape.of(2, 3, 2), 3, 7, 4));
  }

  MaskedTensor h() {
    return MaskedTensor.of(pattern(Shape.of(2, 2), 1, 5, 5));
  }

  MaskedTensor c() {
    return MaskedTensor.of(pattern(Shape.of(2, 2), 2, 3, 2));
  }

  Operand<TFloat32> pattern(Shape shape, int factor, int modulus, float scale) {
    try (TFloat32 tensor = PatternedWeights.pattern(shape, factor, modulus, scale)) {
      return tf.constantOf(tensor);
    }
  }

  static float[] numbers(MaskedTensor value) {
    try (TFloat32 tensor = value.floats("test").asTensor()) {
      return numbers(tensor);
    }
  }

  static float[] numbers(TFloat32 tensor) {
    float[] data = new float[(int) tensor.size()];
    tensor.copyTo(DataBuffers.of(data, false, false));
    return data;
  }

  @Override
  public void close() {
    session.close();
  }
}
