package io.longtape.keras.savedmodels;

import java.util.Locale;
import org.tensorflow.proto.DataType;

/** The types of elements that TensorFlow Java can read and write, and their arrays in Java. */
enum ElementType {
  FLOAT16(DataType.DT_HALF, float[].class),
  BFLOAT16(DataType.DT_BFLOAT16, float[].class),
  FLOAT32(DataType.DT_FLOAT, float[].class),
  FLOAT64(DataType.DT_DOUBLE, double[].class),
  INT32(DataType.DT_INT32, int[].class),
  INT64(DataType.DT_INT64, long[].class),
  UINT8(DataType.DT_UINT8, byte[].class),
  UINT16(DataType.DT_UINT16, short[].class),
  BOOL(DataType.DT_BOOL, boolean[].class),
  STRING(DataType.DT_STRING, String[].class);

  private final DataType dataType;
  private final Class<?> array;

  ElementType(DataType dataType, Class<?> array) {
    this.dataType = dataType;
    this.array = array;
  }

  /**
   * The element type of a tensor.
   *
   * @param tensor what it is, for the message
   * @throws IllegalArgumentException when TensorFlow Java has no such tensors
   */
  static ElementType of(String tensor, DataType dataType) {
    for (ElementType type : values()) {
      if (type.dataType == dataType) {
        return type;
      }
    }
    throw new IllegalArgumentException(
        "%s is %s, which TensorFlow Java has no tensors for".formatted(tensor, dataType));
  }

  DataType dataType() {
    return dataType;
  }

  /** The class of the arrays that hold such elements, {@code float[]} for all floats but one. */
  Class<?> array() {
    return array;
  }

  /** The name in Keras, such as {@code float32}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
