package io.longtape.autodiff.gradients;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TType;

/**
 * An op of a tape, as its {@link OpGradient} sees it: its operands live in the environment where
 * the gradient is being built. Where that is a function, their ranks are known and the sizes of
 * their axes are not.
 */
public interface RecordedOp {

  /**
   * The op's type.
   *
   * @return such as {@code MatMul}
   */
  String type();

  /**
   * How many inputs there are; the members of an input list count one by one.
   *
   * @return at least 1
   */
  int numInputs();

  /**
   * How many outputs there are.
   *
   * @return at least 1
   */
  int numOutputs();

  /**
   * One of the inputs.
   *
   * @param index from 0
   * @param <T> its type, which is not checked
   * @return the value that the op had
   */
  <T extends TType> Operand<T> input(int index);

  /**
   * One of the outputs.
   *
   * @param index from 0
   * @param <T> its type, which is not checked
   * @return the value that the op gave
   */
  <T extends TType> Operand<T> output(int index);

  /**
   * Whether an input's gradient leads to a source. For the others null is as good as any.
   *
   * @param input from 0
   * @return whether to compute its gradient
   */
  boolean needsGradient(int input);

  /**
   * A boolean attribute.
   *
   * @param name such as {@code transpose_a}
   * @param defaultValue what it is where it was not set
   * @return the value
   */
  boolean booleanAttribute(String name, boolean defaultValue);

  /**
   * An integer attribute.
   *
   * @param name such as {@code batch_dims}
   * @param defaultValue what it is where it was not set
   * @return the value
   */
  long longAttribute(String name, long defaultValue);

  /**
   * An attribute that is a list of integers.
   *
   * @param name such as {@code strides}
   * @param defaultValue what it is where it was not set
   * @return the values
   */
  long[] longsAttribute(String name, long... defaultValue);

  /**
   * A floating-point attribute.
   *
   * @param name such as {@code alpha}
   * @param defaultValue what it is where it was not set
   * @return the value
   */
  float floatAttribute(String name, float defaultValue);

  /**
   * A text attribute.
   *
   * @param name such as {@code mode}
   * @param defaultValue what it is where it was not set
   * @return the value
   */
  String stringAttribute(String name, String defaultValue);

  /**
   * Undoes broadcasting: sums a gradient of the op's broadcast shape down to the shape of an input.
   * Where shapes are known it adds a sum or nothing at all.
   *
   * @param tf where the ops go
   * @param gradient of the shape that the op's inputs broadcast to
   * @param input from 0
   * @param <T> the gradient's type
   * @return of the input's shape
   */
  <T extends TType> Operand<T> sumToInput(Ops tf, Operand<T> gradient, int input);
}
