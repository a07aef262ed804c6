package io.longtape.autodiff;

import io.longtape.autodiff.gradients.RecordedOp;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TType;

/** One op of a walk, seen from where the walk runs. */
final class OpView implements RecordedOp {

  private final TapeOp op;
  private final int position;
  private final Values values;
  private final boolean[] needs;

  OpView(TapeOp op, int position, Values values, boolean[] needs) {
    this.op = op;
    this.position = position;
    this.values = values;
    this.needs = needs;
  }

  TapeOp op() {
    return op;
  }

  boolean[] needs() {
    return needs;
  }

  @Override
  public String type() {
    return op.type();
  }

  @Override
  public int numInputs() {
    return op.inputs().length;
  }

  @Override
  public int numOutputs() {
    return op.numOutputs();
  }

  @Override
  @SuppressWarnings("unchecked") // as the interface says
  public <T extends TType> Operand<T> input(int index) {
    return (Operand<T>) values.input(position, index);
  }

  @Override
  @SuppressWarnings("unchecked") // as the interface says
  public <T extends TType> Operand<T> output(int index) {
    return (Operand<T>) values.output(position, index);
  }

  @Override
  public boolean needsGradient(int input) {
    return needs[input];
  }

  @Override
  public boolean booleanAttribute(String name, boolean defaultValue) {
    return op.attributes().get(name) instanceof Boolean value ? value : defaultValue;
  }

  @Override
  public long longAttribute(String name, long defaultValue) {
    return op.attributes().get(name) instanceof Long value ? value : defaultValue;
  }

  @Override
  public long[] longsAttribute(String name, long... defaultValue) {
    return op.attributes().get(name) instanceof long[] value ? value : defaultValue;
  }

  @Override
  public float floatAttribute(String name, float defaultValue) {
    return op.attributes().get(name) instanceof Float value ? value : defaultValue;
  }

  @Override
  public String stringAttribute(String name, String defaultValue) {
    Object value = op.attributes().get(name);
    if (value instanceof byte[] bytes) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
    return value instanceof String text ? text : defaultValue;
  }

  @Override
  public <T extends TType> Operand<T> sumToInput(Ops tf, Operand<T> gradient, int input) {
    Optional<Broadcast> broadcast =
        GradientRegistry.usesShapes(op.type()) ? broadcast(input) : Optional.empty();
    if (broadcast.isEmpty()) {
      return sumToShapeOf(tf, gradient, input(input));
    }
    Operand<T> sum = gradient;
    int[] ones = broadcast.get().ones();
    if (ones.length > 0) {
      sum = sum(tf, sum, tf.constant(ones), true);
    }
    int leading = broadcast.get().leading();
    if (leading > 0) {
      sum = sum(tf, sum, tf.constant(IntStream.range(0, leading).toArray()), false);
    }
    return sum;
  }

  private Optional<Broadcast> broadcast(int input) {
    Shape[] shapes = Arrays.stream(op.inputs()).map(EagerHandles::shape).toArray(Shape[]::new);
    return Broadcast.of(shapes, input);
  }

  /** The same where only the running program knows the shapes. */
  private static <T extends TType> Operand<T> sumToShapeOf(
      Ops tf, Operand<T> gradient, Operand<?> input) {
    Operand<?> shape = tf.shape(input);
    Operation axes =
        tf.scope()
            .opBuilder("BroadcastGradientArgs", "BroadcastGradientArgs")
            .addInput(shape.asOutput())
            .addInput(tf.shape(gradient).asOutput())
            .build();
    Operand<T> sum = sum(tf, gradient, axes.output(0), false);
    return tf.scope()
        .opBuilder("Reshape", "Reshape")
        .addInput(sum.asOutput())
        .addInput(shape.asOutput())
        .build()
        .output(0);
  }

  private static <T extends TType> Operand<T> sum(
      Ops tf, Operand<T> values, Operand<?> axes, boolean keepDims) {
    return tf.scope()
        .opBuilder("Sum", "Sum")
        .addInput(values.asOutput())
        .addInput(axes.asOutput())
        .setAttr("keep_dims", keepDims)
        .build()
        .output(0);
  }
}
