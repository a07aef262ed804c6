package io.longtape.layers;

import io.longtape.config.KerasConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * Joins inputs along an axis, as {@code keras.layers.Concatenate}.
 *
 * <p>Inputs of one type and of the same sizes but for that axis. If any has a mask, so has the
 * output: joined along time the masks follow each other, and joined along the features a step
 * counts where it does in any input; inputs without a mask count everywhere.
 */
public final class Concatenate extends NamedLayer<Concatenate> {

  private final int axis;

  private Concatenate(int axis) {
    this.axis = axis;
  }

  /**
   * A layer that joins along the last axis.
   *
   * @return the layer
   */
  public static Concatenate of() {
    return of(-1);
  }

  /**
   * A layer that joins along an axis.
   *
   * @param axis counted with the batch; negative from the end
   * @return the layer
   */
  public static Concatenate of(int axis) {
    return new Concatenate(axis);
  }

  @Override
  public Optional<KerasConfig> config() {
    return startConfig().with("axis", axis).build();
  }

  @Override
  public List<MaskedTensor> call(Pass pass, List<MaskedTensor> inputs) {
    requireShapes(pass.path(), inputs.stream().map(input -> input.tensor().shape()).toList());
    Ops tf = pass.tf();
    Operand<?> first = inputs.get(0).tensor();
    Operand<?> joined = join(pass, inputs, first.asOutput().type());
    if (inputs.stream().allMatch(input -> input.mask().isEmpty())) {
      return List.of(MaskedTensor.of(joined));
    }
    List<Operand<TBool>> masks = inputs.stream().map(input -> stepMask(tf, input)).toList();
    int rank = first.shape().numDimensions();
    int place = Math.floorMod(axis, rank);
    Operand<TBool> mask =
        place == rank - 1
            ? masks.stream().reduce(tf.math::logicalOr).orElseThrow()
            : concat(tf, masks, place);
    return List.of(MaskedTensor.of(joined).withMask(mask));
  }

  private <T extends TType> Operand<T> join(Pass pass, List<MaskedTensor> inputs, Class<T> type) {
    List<Operand<T>> tensors = new ArrayList<>();
    for (MaskedTensor input : inputs) {
      if (input.tensor().asOutput().type() != type) {
        throw new IllegalArgumentException(
            "layer '%s' joins inputs of one type, but got %s and %s"
                .formatted(
                    pass.path(),
                    inputs.get(0).tensor().asOutput().dataType(),
                    input.tensor().asOutput().dataType()));
      }
      tensors.add(input.tensor().asOutput().expect(type));
    }
    return concat(pass.tf(), tensors, axis);
  }

  private static <T extends TType> Operand<T> concat(Ops tf, List<Operand<T>> parts, int axis) {
    return parts.size() == 1 ? parts.get(0) : tf.concat(parts, tf.constant(axis));
  }

  /** A mask with all axes but the last: the input's own, spread out, or true everywhere. */
  private static Operand<TBool> stepMask(Ops tf, MaskedTensor input) {
    if (input.mask().isEmpty()) {
      return allTrue(tf, input.tensor());
    }
    Operand<TBool> mask = input.mask().get();
    int axes = input.tensor().shape().numDimensions() - 1;
    int rank = mask.shape().numDimensions();
    if (rank == axes) {
      return mask;
    }
    if (rank > axes) {
      return tf.reduceAny(mask, tf.constant(-1));
    }
    for (int i = rank; i < axes; i++) {
      mask = tf.expandDims(mask, tf.constant(-1));
    }
    return tf.math.logicalAnd(mask, allTrue(tf, input.tensor()));
  }

  private static <T extends TType> Operand<TBool> allTrue(Ops tf, Operand<T> x) {
    Operand<TInt32> sizes = tf.shape(x);
    Operand<TInt32> steps = tf.stridedSlice(sizes, Indices.slice(0, -1));
    return tf.fill(steps, tf.constant(true));
  }

  private void requireShapes(String layer, List<Shape> shapes) {
    if (shapes.isEmpty()) {
      throw new IllegalArgumentException("layer '" + layer + "' has nothing to join");
    }
    Shape first = shapes.get(0);
    boolean fits = !first.isUnknown();
    int rank = fits ? first.numDimensions() : 0;
    fits &= axis < rank && axis >= -rank;
    for (Shape shape : shapes) {
      fits &= !shape.isUnknown() && shape.numDimensions() == rank;
      for (int i = 0; fits && i < rank; i++) {
        fits = i == Math.floorMod(axis, rank) || Shapes.compatible(shape.get(i), first.get(i));
      }
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "layer '%s' joins along axis %d and expects the same sizes but for it, but got %s"
              .formatted(
                  layer,
                  axis,
                  shapes.stream().map(Shape::toString).collect(Collectors.joining(", "))));
    }
  }
}
