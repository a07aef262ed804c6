package io.longtape.autodiff;

import io.longtape.autodiff.gradients.IndexedSlices;
import io.longtape.autodiff.gradients.OpGradient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/** Reverse accumulation: carries gradients from targets back to sources, op by op. */
final class Walk {

  private final Ops tf;
  private final Path path;
  private final Values values;
  private final Map<Integer, List<Operand<?>>> partial = new HashMap<>();

  private Walk(Ops tf, Path path, Values values) {
    this.tf = tf;
    this.path = path;
    this.values = values;
  }

  /**
   * Walks.
   *
   * @param tf where the ops of the gradients go
   * @param path what to walk over
   * @param values where recorded values are found
   * @param seeds the gradient of each target
   * @return the gradient of each source, null where there is none
   */
  static List<Operand<?>> run(Ops tf, Path path, Values values, List<? extends Operand<?>> seeds) {
    Walk walk = new Walk(tf, path, values);
    for (int i = 0; i < seeds.size(); i++) {
      walk.add(path.targets()[i], seeds.get(i));
    }
    for (int i = path.ops().size() - 1; i >= 0; i--) {
      walk.step(i);
    }
    List<Operand<?>> gradients = new ArrayList<>();
    for (int source : path.sources()) {
      gradients.add(walk.gradient(source));
    }
    return gradients;
  }

  private void add(int id, Operand<?> gradient) {
    if (id != TapeOp.OFF_TAPE) {
      partial.computeIfAbsent(id, key -> new ArrayList<>(1)).add(gradient);
    }
  }

  private void step(int position) {
    TapeOp op = path.ops().get(position);
    List<Operand<?>> outputGradients = new ArrayList<>(op.numOutputs());
    boolean any = false;
    for (int i = 0; i < op.numOutputs(); i++) {
      int id = op.firstOutputId() + i;
      Operand<?> gradient = gradient(id);
      if (!isSource(id)) {
        partial.remove(id);
      }
      outputGradients.add(gradient);
      any |= gradient != null;
    }
    if (!any) {
      return;
    }
    boolean[] needs = new boolean[op.inputs().length];
    for (int i = 0; i < needs.length; i++) {
      needs[i] = path.leadsToSource(op.inputIds()[i]) && isDifferentiable(op, i);
    }
    List<Operand<?>> gradients = inputGradients(op, position, outputGradients, needs);
    for (int i = 0; i < needs.length; i++) {
      if (needs[i] && gradients.get(i) != null) {
        requireSameType(op, i, gradients.get(i));
        add(op.inputIds()[i], gradients.get(i));
      }
    }
  }

  private static void requireSameType(TapeOp op, int input, Operand<?> gradient) {
    DataType expected = Differentiable.typeOf(op.inputs()[input]);
    Output<?> values =
        gradient instanceof IndexedSlices<?> slices
            ? slices.values().asOutput()
            : gradient.asOutput();
    if (expected != DataType.DT_RESOURCE && values.dataType() != expected) {
      throw new IllegalStateException(
          "the gradient of '%s' gave %s for input %d, which is %s"
              .formatted(nameOf(op), values.dataType(), input, expected));
    }
  }

  private static String nameOf(TapeOp op) {
    return op.custom() == null ? op.type() : op.custom().getClass().getName();
  }

  private static boolean isDifferentiable(TapeOp op, int input) {
    if (Differentiable.isComplex(op.inputs()[input])) {
      throw new UnsupportedOperationException(
          "there are no gradients of complex numbers, but input %d of op type '%s' is %s"
              .formatted(input, op.type(), op.inputs()[input].dataType()));
    }
    return Differentiable.is(op.inputs()[input]);
  }

  private boolean isSource(int id) {
    for (int source : path.sources()) {
      if (source == id) {
        return true;
      }
    }
    return false;
  }

  private List<Operand<?>> inputGradients(
      TapeOp op, int position, List<Operand<?>> outputGradients, boolean[] needs) {
    OpView view = new OpView(op, position, values, needs);
    List<Operand<?>> gradients;
    if (op.custom() != null) {
      List<Operand<?>> saved = new ArrayList<>();
      for (int i = 0; i < op.saved().length; i++) {
        saved.add(values.saved(position, i));
      }
      boolean takesNulls = op.custom() instanceof RecordedGradient;
      gradients =
          op.custom()
              .backward(
                  tf,
                  saved,
                  takesNulls ? outputGradients : zerosWhereMissing(view, outputGradients));
    } else if (GradientRegistry.isNotDifferentiable(op.type())) {
      return Arrays.asList(new Operand<?>[needs.length]);
    } else {
      OpGradient gradient = GradientRegistry.find(op.type());
      gradients =
          gradient != null
              ? gradient.call(tf, view, outputGradients)
              : NativeGradient.call(tf, view, zerosWhereMissing(view, outputGradients));
    }
    if (gradients == null || gradients.size() != needs.length) {
      throw new IllegalStateException(
          "the gradient of '%s' gave %s gradients, but there are %d inputs"
              .formatted(nameOf(op), gradients == null ? "no" : gradients.size(), needs.length));
    }
    return gradients;
  }

  private List<Operand<?>> zerosWhereMissing(OpView op, List<Operand<?>> gradients) {
    if (gradients.size() == 1) {
      return gradients;
    }
    List<Operand<?>> all = new ArrayList<>(gradients);
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i) == null && Differentiable.isNumber(op.op().operation().output(i))) {
        all.set(i, tf.zerosLike(op.<TType>output(i)));
      }
    }
    return all;
  }

  /** The sum of what has come together for a value, or null. */
  private Operand<?> gradient(int id) {
    List<Operand<?>> parts = partial.get(id);
    if (parts == null) {
      return null;
    }
    if (parts.size() > 1) {
      Operand<?> sum = sum(parts);
      parts.clear();
      parts.add(sum);
    }
    return parts.get(0);
  }

  private Operand<?> sum(List<Operand<?>> parts) {
    if (parts.stream().allMatch(IndexedSlices.class::isInstance)) {
      return sumOfSlices(parts.stream().<IndexedSlices<?>>map(IndexedSlices.class::cast).toList());
    }
    return tf.scope().opBuilder("AddN", "AddN").addInputList(outputs(parts)).build().output(0);
  }

  /** Slices that hold the rows of all parts. */
  private IndexedSlices<?> sumOfSlices(List<IndexedSlices<?>> parts) {
    Operation values = concat(parts.stream().map(IndexedSlices::values).toList());
    Operation indices = concat(sameType(parts.stream().map(IndexedSlices::indices).toList()));
    return IndexedSlices.of(
        tf, values.output(0), indices.<TNumber>output(0), parts.get(0).denseShape());
  }

  /** Indices of int32 and int64 as int64. */
  private List<? extends Operand<?>> sameType(List<? extends Operand<? extends TNumber>> indices) {
    boolean same = indices.stream().map(part -> part.asOutput().dataType()).distinct().count() == 1;
    return same
        ? indices
        : indices.stream().map(part -> tf.dtypes.cast(part, TInt64.class)).toList();
  }

  private Operation concat(List<? extends Operand<?>> parts) {
    return tf.scope()
        .opBuilder("ConcatV2", "Concat")
        .addInputList(outputs(parts))
        .addInput(tf.constant(0).asOutput())
        .build();
  }

  private static Output<?>[] outputs(List<? extends Operand<?>> operands) {
    return operands.stream().map(Operand::asOutput).toArray(Output<?>[]::new);
  }
}
