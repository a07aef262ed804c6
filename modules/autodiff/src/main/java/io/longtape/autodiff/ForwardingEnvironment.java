package io.longtape.autodiff;

import org.tensorflow.ConcreteFunction;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.Operation;

/** An environment that stands on another one and only sees to how ops are built. */
abstract class ForwardingEnvironment implements ExecutionEnvironment {

  private final ExecutionEnvironment outer;

  ForwardingEnvironment(ExecutionEnvironment outer) {
    this.outer = outer;
  }

  /** What this one stands on. */
  final ExecutionEnvironment outer() {
    return outer;
  }

  @Override
  public void attachFunction(ConcreteFunction function) {
    outer.attachFunction(function);
  }

  @Override
  public boolean isOpEnabled(String opType) {
    return outer.isOpEnabled(opType);
  }

  @Override
  public void checkInput(Operation input) {
    outer.checkInput(input);
  }

  @Override
  public Types environmentType() {
    return outer.environmentType();
  }

  @Override
  public boolean isInitializer(Operation op) {
    return outer.isInitializer(op);
  }
}
