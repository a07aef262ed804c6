package io.longtape.autodiff;

import java.util.Arrays;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.op.Scope;
import org.tensorflow.op.core.Variable;

/** An environment that passes ops on to another one and writes them on a tape. */
final class TapeEnvironment extends ForwardingEnvironment {

  private final GradientTape owner;
  private final Tape tape = new Tape();
  private final Scope baseScope;
  private boolean recording = true;

  TapeEnvironment(ExecutionEnvironment outer, GradientTape owner) {
    super(outer);
    this.owner = owner;
    baseScope = outer.isEager() ? EagerOpScope.of(this) : new GraphOpScope(this, outer.baseScope());
  }

  GradientTape owner() {
    return owner;
  }

  Tape tape() {
    return tape;
  }

  boolean recording() {
    return recording;
  }

  void setRecording(boolean choice) {
    recording = choice;
  }

  @Override
  public OperationBuilder opBuilder(String type, String name, Scope scope) {
    OperationBuilder builder = outer().opBuilder(type, name, scope);
    return recording ? new Recorder(builder, type) : builder;
  }

  /** Watches a variable of a graph that an op reads, which is an op itself. */
  private void watchVariable(Output<?> input) {
    if (input.op().type().equals(Variable.OP_NAME) && Differentiable.isNumber(input)) {
      tape.watch(input);
    }
  }

  @Override
  public Scope baseScope() {
    return baseScope;
  }

  /** Notes what goes into an op, and records it when it is built. */
  private final class Recorder extends ForwardingBuilder {

    private final String type;
    private Output<?>[] inputs = new Output<?>[3];
    private int numInputs;
    private int[] groups;
    private int numGroups;
    private Attributes attributes;

    Recorder(OperationBuilder builder, String type) {
      super(builder);
      this.type = type;
    }

    @Override
    void attribute(String name, Object value) {
      if (attributes == null) {
        attributes = new Attributes();
      }
      attributes.add(name, value);
    }

    @Override
    public OperationBuilder addInput(Output<?> input) {
      makeRoom(1);
      inputs[numInputs++] = input;
      if (groups != null) {
        group(TapeOp.SINGLE);
      }
      return super.addInput(input);
    }

    @Override
    public OperationBuilder addInputList(Output<?>[] list) {
      makeRoom(list.length);
      if (groups == null) {
        groups = new int[numInputs + 1];
        Arrays.fill(groups, TapeOp.SINGLE);
        numGroups = numInputs;
      }
      group(list.length);
      System.arraycopy(list, 0, inputs, numInputs, list.length);
      numInputs += list.length;
      return super.addInputList(list);
    }

    private void group(int length) {
      if (numGroups == groups.length) {
        groups = Arrays.copyOf(groups, numGroups + 1);
      }
      groups[numGroups++] = length;
    }

    private void makeRoom(int more) {
      if (numInputs + more > inputs.length) {
        inputs = Arrays.copyOf(inputs, Math.max(2 * inputs.length, numInputs + more));
      }
    }

    @Override
    public Operation build() {
      Operation op = super.build();
      if (isGraph() && owner.options().watchAccessedVariables()) {
        for (int i = 0; i < numInputs; i++) {
          watchVariable(inputs[i]);
        }
      }
      Attributes set = attributes == null ? Attributes.NONE : attributes;
      tape.record(type, set, inputs, numInputs, groups, op);
      return op;
    }
  }
}
