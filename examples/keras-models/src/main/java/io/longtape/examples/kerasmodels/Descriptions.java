package io.longtape.examples.kerasmodels;

import io.longtape.serving.TensorSpec;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/** Types and shapes in Keras's words. */
final class Descriptions {

  private static final Set<DataType> WHOLE =
      Set.of(
          DataType.DT_INT8,
          DataType.DT_INT16,
          DataType.DT_INT32,
          DataType.DT_INT64,
          DataType.DT_UINT8,
          DataType.DT_UINT16,
          DataType.DT_UINT32,
          DataType.DT_UINT64);

  private Descriptions() {}

  /** Such as {@code float32}. */
  static String type(TensorSpec spec) {
    return switch (spec.type()) {
      case DT_FLOAT -> "float32";
      case DT_DOUBLE -> "float64";
      case DT_HALF -> "float16";
      default -> spec.type().name().replaceFirst("^DT_", "").toLowerCase(Locale.ROOT);
    };
  }

  /** Such as {@code (None, 28, 4)}. */
  static String shape(TensorSpec spec) {
    Shape shape = spec.shape();
    if (shape.isUnknown()) {
      return "unknown";
    }
    String sizes =
        LongStream.of(shape.asArray())
            .mapToObj(size -> size == Shape.UNKNOWN_SIZE ? "None" : String.valueOf(size))
            .collect(Collectors.joining(", "));
    return shape.numDimensions() == 1 ? "(" + sizes + ",)" : "(" + sizes + ")";
  }

  static boolean isWhole(DataType type) {
    return WHOLE.contains(type);
  }
}
