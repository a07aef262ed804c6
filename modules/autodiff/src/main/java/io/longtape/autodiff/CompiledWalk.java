package io.longtape.autodiff;

import io.longtape.autodiff.gradients.IndexedSlices;
import io.longtape.autodiff.internal.ConstantValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/**
 * A walk as one function of TensorFlow. Its arguments are those recorded values that the gradients
 * use, so that nothing of the forward pass is computed again.
 *
 * @param function the name under which the session knows it
 * @param arguments where each argument is found on a path of the same structure
 * @param results what each source gets
 */
record CompiledWalk(String function, List<Slot> arguments, List<Result> results) {

  // TensorFlow's own hash of a function leaves out shapes, so that two functions could share a
  // name.
  private static final AtomicLong COUNT = new AtomicLong();

  private enum Kind {
    INPUT,
    OUTPUT,
    SAVED,
    SEED
  }

  /** A recorded value by its place on the path, or the gradient given for a target. */
  private record Slot(Kind kind, int op, int index) {}

  /** The kind of gradient that a source gets. */
  private enum Result {
    NONE,
    DENSE,
    SLICES
  }

  /**
   * Builds the function and gives it to a session.
   *
   * @param env where it will be called
   * @param path a path of the structure
   * @param seeds the gradients given for targets, null for ones
   */
  static CompiledWalk build(
      ExecutionEnvironment env,
      Path path,
      List<? extends Operand<?>> seeds,
      List<Output<?>> targets) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Arguments arguments = new Arguments(tf, path);
      List<Operand<?>> starts = new ArrayList<>();
      for (int i = 0; i < seeds.size(); i++) {
        starts.add(arguments.seed(i, seeds.get(i), targets.get(i)));
      }
      List<Operand<?>> gradients = Walk.run(tf, path, arguments, starts);
      String name = "longtape_gradient_" + COUNT.incrementAndGet();
      Signature.Builder signature = Signature.builder().key(name);
      int count = 0;
      for (Output<?> argument : arguments.placeholders.values()) {
        signature.input("argument_" + count++, argument);
      }
      Outputs outputs = new Outputs(tf, signature, arguments.placeholders);
      List<Result> results = gradients.stream().map(outputs::add).toList();
      if (outputs.count > EagerHandles.MAX_OUTPUTS) {
        throw new IllegalStateException(
            outputs.count + " results are more than an eager op of TensorFlow Java can have");
      }
      try (ConcreteFunction function = ConcreteFunction.create(signature.build(), graph)) {
        env.attachFunction(function);
        return new CompiledWalk(
            function.getDefinedName(), List.copyOf(arguments.placeholders.keySet()), results);
      }
    }
  }

  /**
   * Runs the function.
   *
   * @param tf where it runs, and where its results are made
   * @param path a path of the structure that it was built for
   * @param seeds the gradients given for targets, null for ones
   * @return the gradient of each source, null where there is none
   */
  List<Operand<?>> call(
      Ops tf, Path path, List<? extends Operand<?>> seeds, List<Output<?>> targets) {
    OperationBuilder builder = tf.scope().opBuilder(function, "gradient");
    for (Slot slot : arguments) {
      builder.addInput(find(slot, path, seeds, targets));
    }
    Operation call = builder.build();
    List<Operand<?>> gradients = new ArrayList<>();
    int next = 0;
    for (Result result : results) {
      switch (result) {
        case NONE -> gradients.add(null);
        case DENSE -> gradients.add(call.output(next++));
        case SLICES -> {
          Operand<TType> values = call.output(next++);
          Operand<TNumber> indices = call.output(next++);
          Operand<TNumber> shape = call.output(next++);
          gradients.add(IndexedSlices.of(tf, values, indices, shape));
        }
      }
    }
    return gradients;
  }

  private static Output<?> find(
      Slot slot, Path path, List<? extends Operand<?>> seeds, List<Output<?>> targets) {
    if (slot.kind() == Kind.SEED) {
      Operand<?> seed = seeds.get(slot.index());
      return seed == null ? targets.get(slot.index()) : seed.asOutput();
    }
    TapeOp op = path.ops().get(slot.op());
    return switch (slot.kind()) {
      case INPUT -> op.inputs()[slot.index()];
      case OUTPUT -> op.operation().output(slot.index());
      default -> op.saved()[slot.index()];
    };
  }

  /** Makes a placeholder for each recorded value that is asked for. */
  private static final class Arguments implements Values {

    private final Ops tf;
    private final Path path;
    private final Map<Integer, Slot> producers = new LinkedHashMap<>();
    private final Map<Slot, Output<?>> placeholders = new LinkedHashMap<>();

    Arguments(Ops tf, Path path) {
      this.tf = tf;
      this.path = path;
    }

    @Override
    public Operand<?> input(int op, int index) {
      TapeOp recorded = path.ops().get(op);
      int id = recorded.inputIds()[index];
      if (index == GradientRegistry.constantInput(recorded.type())) {
        Output<?> value = recorded.inputs()[index];
        OptionalLong number = ConstantValue.ofScalar(value);
        if (number.isPresent()) {
          return value.dataType() == DataType.DT_INT64
              ? tf.constant(number.getAsLong())
              : tf.constant(Math.toIntExact(number.getAsLong()));
        }
      }
      Slot slot = new Slot(Kind.INPUT, op, index);
      // Values that are on the tape are passed once, however many ops use them.
      Slot first = path.leadsToSource(id) ? producers.computeIfAbsent(id, key -> slot) : slot;
      return placeholder(first, recorded.inputs()[index]);
    }

    @Override
    public Operand<?> output(int op, int index) {
      TapeOp recorded = path.ops().get(op);
      Slot slot = new Slot(Kind.OUTPUT, op, index);
      Slot first = producers.computeIfAbsent(recorded.firstOutputId() + index, key -> slot);
      return placeholder(first, recorded.operation().output(index));
    }

    @Override
    public Operand<?> saved(int op, int index) {
      return placeholder(new Slot(Kind.SAVED, op, index), path.ops().get(op).saved()[index]);
    }

    Operand<?> seed(int target, Operand<?> given, Output<?> value) {
      Slot slot = new Slot(Kind.SEED, 0, target);
      if (given != null) {
        return placeholder(slot, given.asOutput());
      }
      return tf.onesLike(placeholder(slot, value));
    }

    private Output<?> placeholder(Slot slot, Output<?> value) {
      return placeholders.computeIfAbsent(slot, key -> placeholder(value));
    }

    private Output<?> placeholder(Output<?> value) {
      long[] sizes = new long[EagerHandles.rank(value)];
      Arrays.fill(sizes, Shape.UNKNOWN_SIZE);
      return tf.scope()
          .opBuilder("Placeholder", "argument")
          .setAttr("dtype", value.dataType())
          .setAttr("shape", Shape.of(sizes))
          .build()
          .output(0);
    }
  }

  /** Gives each result of the function a name. */
  private static final class Outputs {

    private final Ops tf;
    private final Signature.Builder signature;
    private final Set<Output<?>> taken;
    private int count;

    Outputs(Ops tf, Signature.Builder signature, Map<Slot, Output<?>> arguments) {
      this.tf = tf;
      this.signature = signature;
      taken = new HashSet<>(arguments.values());
    }

    Result add(Operand<?> gradient) {
      if (gradient == null) {
        return Result.NONE;
      }
      if (gradient instanceof IndexedSlices<?> slices) {
        result(slices.values());
        result(slices.indices());
        result(slices.denseShape());
        return Result.SLICES;
      }
      result(gradient);
      return Result.DENSE;
    }

    /** A function's result has to be an op of its own, not an argument or another result. */
    private void result(Operand<?> value) {
      Output<?> output = value.asOutput();
      if (!taken.add(output)) {
        output = tf.identity(output).asOutput();
      }
      signature.output("result_" + count++, output);
    }
  }
}
