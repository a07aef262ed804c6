package io.longtape.autodiff.internal;

import java.util.OptionalLong;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;

/** The value of an integer scalar where it is known while a gradient is being built. */
public final class ConstantValue {

  private ConstantValue() {}

  /**
   * The number that an eager value or a graph's constant holds.
   *
   * @param operand any operand
   * @return the number; empty where it is not known, or no integer scalar
   */
  public static OptionalLong ofScalar(Operand<?> operand) {
    Operation op = operand.asOutput().op();
    if (op.env().isEager()) {
      return value(operand.asTensor());
    }
    if (op instanceof GraphOperation graphOp && op.type().equals("Const")) {
      try (Tensor tensor = graphOp.attributes().getAttrTensor("value")) {
        return value(tensor);
      }
    }
    return OptionalLong.empty();
  }

  private static OptionalLong value(Tensor tensor) {
    if (tensor.shape().numDimensions() != 0) {
      return OptionalLong.empty();
    }
    ByteDataBuffer data = tensor.asRawTensor().data();
    return switch (tensor.dataType()) {
      case DT_INT32 -> OptionalLong.of(data.asInts().getInt(0));
      case DT_INT64 -> OptionalLong.of(data.asLongs().getLong(0));
      default -> OptionalLong.empty();
    };
  }
}
