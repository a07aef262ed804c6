package io.longtape.weights;

import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/** Where a network reads its weights from: variables of an eager session or of a graph. */
public interface Weights {

  /**
   * The value of a weight.
   *
   * @param tf where the read goes; a tape behind it watches the weight
   * @param spec the weight, with its whole path
   * @return a tensor of the weight's shape
   * @throws IllegalArgumentException when there is no such weight or it has another shape
   */
  Operand<TFloat32> read(Ops tf, WeightSpec spec);

  /**
   * Rows of a weight, without reading the others.
   *
   * @param tf where the read goes; a tape behind it watches the weight
   * @param spec the weight, with its whole path
   * @param indices int32 or int64, of any shape
   * @return {@code [...indices, ...shape without its first axis]}
   * @throws IllegalArgumentException when there is no such weight or it has another shape
   */
  Operand<TFloat32> gather(Ops tf, WeightSpec spec, Operand<? extends TNumber> indices);

  /**
   * Replaces the value of a weight.
   *
   * @param tf where the update goes
   * @param spec the weight, with its whole path
   * @param value of the weight's shape
   * @return the update, which a graph has to run
   */
  Op assign(Ops tf, WeightSpec spec, Operand<TFloat32> value);
}
