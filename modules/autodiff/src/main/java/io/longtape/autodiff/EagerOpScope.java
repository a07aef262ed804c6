package io.longtape.autodiff;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.DeviceSpec;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.op.Scope;

/**
 * The scope of an eager environment. Names mean nothing to eager ops, so it does not make them
 * unique, and an op has run before any that could wait for it: TensorFlow's own scope spends about
 * as long on both as an op takes to be recorded.
 */
final class EagerOpScope implements Scope {

  private final ExecutionEnvironment env;
  private final String opName;
  private final String device;

  private EagerOpScope(ExecutionEnvironment env, String opName, String device) {
    this.env = env;
    this.opName = opName;
    this.device = device;
  }

  static EagerOpScope of(ExecutionEnvironment env) {
    return new EagerOpScope(env, null, "");
  }

  @Override
  public ExecutionEnvironment env() {
    return env;
  }

  @Override
  public Scope withSubScope(String childScopeName) {
    requireName(childScopeName);
    return new EagerOpScope(env, null, device);
  }

  @Override
  public Scope withName(String name) {
    requireName(name);
    return new EagerOpScope(env, name, device);
  }

  @Override
  public Scope withNameAsSubScope(String defaultName) {
    return withSubScope(defaultName);
  }

  @Override
  public Scope withDevice(DeviceSpec newDevice) {
    return new EagerOpScope(env, opName, newDevice.toString());
  }

  @Override
  public Scope withInitScope() {
    return this;
  }

  @Override
  public String makeOpName(String defaultName) {
    return opName == null ? defaultName : opName;
  }

  @Override
  public String makeUnique(String id) {
    return id;
  }

  @Override
  public void refreshNames() {}

  @Override
  public Scope withControlDependencyOps(Iterable<Operation> controls) {
    List<Operation> seen = new ArrayList<>();
    controls.forEach(seen::add);
    seen.forEach(env::checkInput);
    return this;
  }

  @Override
  public OperationBuilder apply(OperationBuilder builder) {
    return device.isEmpty() ? builder : builder.setDevice(device);
  }

  @Override
  public String getDeviceString() {
    return device;
  }

  @Override
  public boolean isInit() {
    return false;
  }

  private static void requireName(String name) {
    if (!Scope.isValidOpName(name)) {
      throw new IllegalArgumentException(
          "'" + name + "' is not a name for an op: it takes letters, digits, '.', '_' and '-'");
    }
  }
}
