package io.longtape.autodiff;

import org.tensorflow.Operand;

/** Where a walk finds the values that were recorded. Ops count by their place on the path. */
interface Values {

  Operand<?> input(int op, int index);

  Operand<?> output(int op, int index);

  Operand<?> saved(int op, int index);

  /** The values themselves, for a walk that runs where they were made. */
  static Values recorded(Path path) {
    return new Values() {
      @Override
      public Operand<?> input(int op, int index) {
        return path.ops().get(op).inputs()[index];
      }

      @Override
      public Operand<?> output(int op, int index) {
        return path.ops().get(op).operation().output(index);
      }

      @Override
      public Operand<?> saved(int op, int index) {
        return path.ops().get(op).saved()[index];
      }
    };
  }
}
