package io.longtape.autodiff;

import org.tensorflow.DeviceSpec;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.op.Scope;

/** A graph's own scope, whose ops go through an environment that wraps the graph. */
record GraphOpScope(ExecutionEnvironment env, Scope inner) implements Scope {

  private Scope with(Scope scope) {
    return new GraphOpScope(env, scope);
  }

  @Override
  public Scope withSubScope(String childScopeName) {
    return with(inner.withSubScope(childScopeName));
  }

  @Override
  public Scope withName(String opName) {
    return with(inner.withName(opName));
  }

  @Override
  public Scope withNameAsSubScope(String defaultName) {
    return with(inner.withNameAsSubScope(defaultName));
  }

  @Override
  public Scope withDevice(DeviceSpec newDevice) {
    return with(inner.withDevice(newDevice));
  }

  @Override
  public Scope withInitScope() {
    return with(inner.withInitScope());
  }

  @Override
  public Scope withControlDependencyOps(Iterable<Operation> controls) {
    return with(inner.withControlDependencyOps(controls));
  }

  @Override
  public String makeOpName(String defaultName) {
    return inner.makeOpName(defaultName);
  }

  @Override
  public String makeUnique(String id) {
    return inner.makeUnique(id);
  }

  @Override
  public void refreshNames() {
    inner.refreshNames();
  }

  @Override
  public OperationBuilder apply(OperationBuilder builder) {
    return inner.apply(builder);
  }

  @Override
  public String getDeviceString() {
    return inner.getDeviceString();
  }

  @Override
  public boolean isInit() {
    return inner.isInit();
  }
}
