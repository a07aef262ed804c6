package io.longtape.losses;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.ndarray.buffer.DoubleDataBuffer;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.ndarray.buffer.IntDataBuffer;
import org.tensorflow.ndarray.buffer.LongDataBuffer;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/** A batch of labels as the Java side sees them, {@code [batch, ...]}, not copied. */
public final class Labels {

  private final Shape shape;
  private final int size;
  private final IntToDoubleFunction values;

  private Labels(Shape shape, long length, IntToDoubleFunction values) {
    if (shape.numDimensions() < 1 || shape.size() != length) {
      throw new IllegalArgumentException(
          "labels need a shape [batch, ...] that holds all of them, but there are "
              + length
              + " for shape "
              + LabelChecks.text(shape));
    }
    this.shape = shape;
    this.size = Math.toIntExact(length);
    this.values = values;
  }

  /**
   * Labels in an array.
   *
   * @param values the labels, row-major
   * @param shape all sizes known, {@code [batch, ...]}
   * @return the labels
   * @throws IllegalArgumentException when the two do not agree
   */
  public static Labels of(float[] values, Shape shape) {
    return new Labels(shape, values.length, i -> values[i]);
  }

  /**
   * Class ids in an array.
   *
   * @param values the labels, row-major
   * @param shape all sizes known, {@code [batch, ...]}
   * @return the labels
   * @throws IllegalArgumentException when the two do not agree
   */
  public static Labels of(int[] values, Shape shape) {
    return new Labels(shape, values.length, i -> values[i]);
  }

  /**
   * Labels in a tensor, which has to stay open as long as they are read.
   *
   * @param tensor a float32, float64, int32 or int64 tensor, {@code [batch, ...]}
   * @return the labels
   * @throws IllegalArgumentException for another type, or a scalar
   */
  public static Labels of(TNumber tensor) {
    ByteDataBuffer data = tensor.asRawTensor().data();
    IntToDoubleFunction values;
    if (tensor instanceof TFloat32) {
      FloatDataBuffer floats = data.asFloats();
      values = floats::getFloat;
    } else if (tensor instanceof TFloat64) {
      DoubleDataBuffer doubles = data.asDoubles();
      values = doubles::getDouble;
    } else if (tensor instanceof TInt32) {
      IntDataBuffer ints = data.asInts();
      values = ints::getInt;
    } else if (tensor instanceof TInt64) {
      LongDataBuffer longs = data.asLongs();
      values = longs::getLong;
    } else {
      throw new IllegalArgumentException(
          "labels are float32, float64, int32 or int64, but these are " + tensor.dataType());
    }
    return new Labels(tensor.shape(), tensor.size(), values);
  }

  /**
   * The shape.
   *
   * @return {@code [batch, ...]}
   */
  public Shape shape() {
    return shape;
  }

  /**
   * How many numbers there are.
   *
   * @return the shape's size
   */
  public int size() {
    return size;
  }

  /**
   * One of the numbers.
   *
   * @param index its place in row-major order
   * @return the number
   */
  public double get(int index) {
    return values.applyAsDouble(index);
  }

  /** Where a label stands: {@code row 3}, and {@code row 3, position [2, 0]} in a longer row. */
  String place(int index) {
    long perRow = size / shape.get(0);
    String row = "row " + index / perRow;
    if (perRow == 1) {
      return row;
    }
    long[] position = new long[shape.numDimensions() - 1];
    long rest = index % perRow;
    for (int axis = position.length - 1; axis >= 0; axis--) {
      position[axis] = rest % shape.get(axis + 1);
      rest /= shape.get(axis + 1);
    }
    return row
        + ", position "
        + Arrays.stream(position)
            .mapToObj(Long::toString)
            .collect(Collectors.joining(", ", "[", "]"));
  }

  /** A label as a reader would write it. */
  String text(int index) {
    double value = get(index);
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
