package io.longtape.layers;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/**
 * What one tensor of a batch looks like, without the batch, as {@code keras.layers.InputSpec}.
 *
 * @param shape the shape of one example, such as {@code [time, features]}; a size may be unknown,
 *     such as a time that differs from batch to batch
 * @param type the type of its elements
 * @param batch the number of examples where it is fixed, as stateful layers need it, else {@code
 *     Shape.UNKNOWN_SIZE}
 */
public record InputSpec(Shape shape, Class<? extends TType> type, long batch) {

  private static final Set<Class<? extends TType>> TYPES =
      Set.of(
          TFloat32.class, TFloat64.class, TInt32.class, TInt64.class, TBool.class, TString.class);

  /**
   * Refuses other types.
   *
   * @param shape a known number of axes
   * @param type {@code TFloat32}, {@code TFloat64}, {@code TInt32}, {@code TInt64}, {@code TBool}
   *     or {@code TString}
   * @param batch at least 1, or {@code Shape.UNKNOWN_SIZE}
   * @throws IllegalArgumentException when the number of axes is unknown, the type is another, or
   *     the batch is below 1
   */
  public InputSpec {
    requireNonNull(shape, "shape");
    if (shape.isUnknown()) {
      throw new IllegalArgumentException("an input needs a known number of axes");
    }
    if (!TYPES.contains(type)) {
      throw new IllegalArgumentException(
          "an input is TFloat32, TFloat64, TInt32, TInt64, TBool or TString, not "
              + type.getSimpleName());
    }
    if (batch < 1 && batch != Shape.UNKNOWN_SIZE) {
      throw new IllegalArgumentException("a batch has at least 1 example, not " + batch);
    }
  }

  /**
   * Batches of any size.
   *
   * @param shape a known number of axes
   * @param type one of the six
   */
  public InputSpec(Shape shape, Class<? extends TType> type) {
    this(shape, type, Shape.UNKNOWN_SIZE);
  }

  /**
   * Floats of a shape.
   *
   * @param dims the sizes without the batch, {@code Shape.UNKNOWN_SIZE} for those that differ
   * @return the spec
   */
  public static InputSpec floats(long... dims) {
    return new InputSpec(Shape.of(dims), TFloat32.class);
  }

  /**
   * Whole numbers of a shape, such as token ids.
   *
   * @param dims the sizes without the batch, {@code Shape.UNKNOWN_SIZE} for those that differ
   * @return the spec
   */
  public static InputSpec ints(long... dims) {
    return new InputSpec(Shape.of(dims), TInt32.class);
  }

  /**
   * The shape of a whole batch.
   *
   * @return {@code [batch, ...shape]}
   */
  public Shape batchShape() {
    return Shape.of(batch).append(shape);
  }

  /**
   * The size of one example.
   *
   * @return how many elements an example holds
   * @throws IllegalStateException when a size is unknown
   */
  public int size() {
    if (shape.hasUnknownDimension()) {
      throw new IllegalStateException("the size of " + shape + " is not known");
    }
    return Math.toIntExact(shape.size());
  }
}
