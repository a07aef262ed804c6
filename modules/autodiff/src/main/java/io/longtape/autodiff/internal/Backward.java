package io.longtape.autodiff.internal;

import io.longtape.autodiff.gradients.RecordedOp;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.op.Scope;
import org.tensorflow.op.core.Sum;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** One step of a walk back: an op, the gradients of its outputs, and arithmetic on them. */
record Backward(Ops tf, RecordedOp op, List<Operand<?>> outputGradients) {

  /** An input of the op. */
  Operand<TNumber> x(int index) {
    return op.input(index);
  }

  /** An output of the op. */
  Operand<TNumber> y(int index) {
    return op.output(index);
  }

  /** The first output of the op. */
  Operand<TNumber> y() {
    return op.output(0);
  }

  /** The gradient of the first output. */
  Operand<TNumber> dy() {
    return dy(0);
  }

  /** The gradient of an output, zeros where nothing flows back. */
  Operand<TNumber> dy(int index) {
    return flows(index) ? number(outputGradients.get(index)) : tf.zerosLike(y(index));
  }

  /** Whether anything flows back into an output. */
  boolean flows(int output) {
    return outputGradients.get(output) != null;
  }

  boolean needs(int input) {
    return op.needsGradient(input);
  }

  /** Puts the gradient of one input among none for the others. */
  List<Operand<?>> only(int input, Operand<?> gradient) {
    Operand<?>[] gradients = new Operand<?>[op.numInputs()];
    gradients[input] = gradient;
    return Arrays.asList(gradients);
  }

  @SuppressWarnings("unchecked")
  static Operand<TNumber> number(Operand<?> operand) {
    return (Operand<TNumber>) operand;
  }

  /** A scalar of an operand's type. */
  Operand<TNumber> scalar(double value, Operand<TNumber> like) {
    Class<TNumber> type = like.type();
    if (type.equals(TFloat32.class)) {
      return number(tf.constant((float) value));
    }
    if (type.equals(TFloat64.class)) {
      return number(tf.constant(value));
    }
    return tf.dtypes.cast(tf.constant(value), type);
  }

  Operand<TNumber> zero() {
    return scalar(0, dy());
  }

  Operand<TNumber> add(Operand<TNumber> a, Operand<TNumber> b) {
    return tf.math.add(a, b);
  }

  Operand<TNumber> add(double a, Operand<TNumber> b) {
    return tf.math.add(scalar(a, b), b);
  }

  Operand<TNumber> sub(Operand<TNumber> a, Operand<TNumber> b) {
    return tf.math.sub(a, b);
  }

  Operand<TNumber> sub(double a, Operand<TNumber> b) {
    return tf.math.sub(scalar(a, b), b);
  }

  Operand<TNumber> mul(Operand<TNumber> a, Operand<TNumber> b) {
    return tf.math.mul(a, b);
  }

  Operand<TNumber> mul(double a, Operand<TNumber> b) {
    return tf.math.mul(scalar(a, b), b);
  }

  Operand<TNumber> div(Operand<TNumber> a, Operand<TNumber> b) {
    return tf.math.realDiv(a, b);
  }

  Operand<TNumber> neg(Operand<TNumber> a) {
    return tf.math.neg(a);
  }

  Operand<TNumber> square(Operand<TNumber> a) {
    return tf.math.square(a);
  }

  Operand<TNumber> select(Operand<TBool> condition, Operand<TNumber> a, Operand<TNumber> b) {
    return tf.select(condition, a, b);
  }

  /** Sums over the last axis, which stays with one element. */
  Operand<TNumber> sumOfLast(Operand<TNumber> a) {
    return tf.sum(a, tf.constant(-1), Sum.keepDims(true));
  }

  /** Flattens to one axis. */
  Operand<TNumber> flat(Operand<TNumber> a) {
    return a.shape().numDimensions() == 1 ? a : tf.reshape(a, tf.constant(new int[] {-1}));
  }

  /** The elements of a vector from a position on. */
  Operand<TInt32> from(int begin, Operand<TInt32> vector) {
    return tf.slice(vector, tf.constant(new int[] {begin}), tf.constant(new int[] {-1}));
  }

  /** A builder of an op that has no class of its own in TensorFlow Java. */
  OperationBuilder builder(String type, Operand<?>... inputs) {
    Scope scope = tf.scope();
    OperationBuilder builder = scope.opBuilder(type, type);
    for (Operand<?> input : inputs) {
      builder.addInput(input.asOutput());
    }
    return builder;
  }

  static Operand<TNumber> output(OperationBuilder builder, int index) {
    Output<TNumber> output = builder.build().output(index);
    return output;
  }
}
