package io.longtape.serving;

import java.util.Arrays;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** Float tensors as arrays of doubles, and back. */
final class Doubles {

  private Doubles() {}

  static void requireFloats(String kind, String name, TensorSpec spec) {
    if (spec.type() != DataType.DT_FLOAT && spec.type() != DataType.DT_DOUBLE) {
      throw new IllegalArgumentException(
          "the %s '%s' is %s, which doubles cannot hold; call the signature with tensors"
              .formatted(kind, name, spec.type()));
    }
  }

  /** A batch as a tensor, which the caller closes. */
  static Tensor toTensor(String name, TensorSpec spec, double[] data, int batch) {
    requireFloats("input", name, spec);
    requireBatch(name, spec.shape(), batch);
    Shape shape = filled(spec.shape(), batch, data.length);
    if (shape.hasUnknownDimension() || shape.size() != data.length) {
      throw new IllegalArgumentException(
          "the input '%s' has %d numbers; the model expects %s for %s"
              .formatted(
                  name,
                  data.length,
                  shape.hasUnknownDimension() ? "another count" : shape.size(),
                  shape));
    }
    if (spec.type() == DataType.DT_DOUBLE) {
      return TFloat64.tensorOf(shape, DataBuffers.of(data, true, false));
    }
    float[] narrow = new float[data.length];
    for (int i = 0; i < data.length; i++) {
      narrow[i] = (float) data[i];
    }
    return TFloat32.tensorOf(shape, DataBuffers.of(narrow, true, false));
  }

  private static void requireBatch(String name, Shape declared, int batch) {
    if (declared.isUnknown() || declared.numDimensions() == 0) {
      throw new IllegalArgumentException(
          "the input '%s' of shape %s has no batch to fill; call the signature with tensors"
              .formatted(name, declared));
    }
    long examples = declared.get(0);
    if (batch < 1 || (examples != Shape.UNKNOWN_SIZE && examples != batch)) {
      throw new IllegalArgumentException(
          "the input '%s' takes batches of %s, but the batch is %d"
              .formatted(
                  name,
                  examples == Shape.UNKNOWN_SIZE ? "at least 1" : "exactly " + examples,
                  batch));
    }
  }

  static double[] of(Tensor tensor) {
    double[] data = new double[Math.toIntExact(tensor.shape().size())];
    if (tensor instanceof TFloat64 wide) {
      wide.copyTo(DataBuffers.of(data, false, false));
      return data;
    }
    float[] narrow = new float[data.length];
    ((TFloat32) tensor).copyTo(DataBuffers.of(narrow, false, false));
    for (int i = 0; i < data.length; i++) {
      data[i] = narrow[i];
    }
    return data;
  }

  /** The shape with its batch, and with the one other size that may be free where that fits. */
  private static Shape filled(Shape declared, int batch, int count) {
    long[] dims = declared.asArray();
    dims[0] = batch;
    long known =
        Arrays.stream(dims).filter(dim -> dim != Shape.UNKNOWN_SIZE).reduce(1, (a, b) -> a * b);
    long free = Arrays.stream(dims).filter(dim -> dim == Shape.UNKNOWN_SIZE).count();
    if (free == 1 && known > 0 && count % known == 0) {
      dims =
          Arrays.stream(dims).map(dim -> dim == Shape.UNKNOWN_SIZE ? count / known : dim).toArray();
    }
    return Shape.of(dims);
  }
}
