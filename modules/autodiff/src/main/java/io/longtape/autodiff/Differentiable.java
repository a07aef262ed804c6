package io.longtape.autodiff;

import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/** Which types of value have gradients. */
final class Differentiable {

  /** How far a reference type's number is from the number of what it refers to. */
  private static final int REFERENCE = 100;

  private Differentiable() {}

  /** Whether a value can be a source: floating point, or the handle of a variable. */
  static boolean is(Output<?> value) {
    return isNumber(value) || value.dataType() == DataType.DT_RESOURCE;
  }

  /** Whether a value is floating point. */
  static boolean isNumber(Output<?> value) {
    return isNumber(typeOf(value));
  }

  /** Whether a value is complex: TensorFlow Java has no type for them, and we no gradients. */
  static boolean isComplex(Output<?> value) {
    DataType type = value.dataType();
    return type == DataType.DT_COMPLEX64 || type == DataType.DT_COMPLEX128;
  }

  /** The type of a value; of a graph's variable, which is a reference, what it refers to. */
  static DataType typeOf(Output<?> value) {
    int number = value.dataType().getNumber();
    return DataType.forNumber(number > REFERENCE ? number - REFERENCE : number);
  }

  /** Whether a type is floating point. */
  static boolean isNumber(DataType type) {
    return switch (type) {
      case DT_HALF, DT_BFLOAT16, DT_FLOAT, DT_DOUBLE -> true;
      default -> false;
    };
  }
}
