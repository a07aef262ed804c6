package io.longtape.autodiff;

import io.longtape.autodiff.gradients.IndexedSlices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TType;

/**
 * A gradient that a persistent tape recorded on itself, as Python's does inside its context: one
 * composite op from all values on the path to the gradients, with nulls where nothing flows back.
 * It costs next to nothing until somebody differentiates it; then the walk is made again, op by op
 * on a tape of its own.
 */
final class RecordedGradient implements CustomGradient {

  private final Path path;
  private final List<Operand<?>> seeds;
  private final List<Output<?>> targets;
  private final Map<Output<?>, Integer> savedAt;

  private RecordedGradient(
      Path path, List<Operand<?>> seeds, List<Output<?>> targets, Map<Output<?>, Integer> savedAt) {
    this.path = path;
    this.seeds = seeds;
    this.targets = targets;
    this.savedAt = savedAt;
  }

  /**
   * Puts gradients on the tape that they come from, and gives them as that tape knows them.
   *
   * @param tf where they were made
   * @param recordedOps ops that the tape sees, for slices that become dense later
   */
  static List<Operand<?>> record(
      Ops tf,
      Ops recordedOps,
      Tape tape,
      Path path,
      List<Operand<?>> seeds,
      List<Output<?>> targets,
      List<Operand<?>> gradients) {
    Output<?>[] made =
        gradients.stream()
            .filter(Objects::nonNull)
            .map(gradient -> values(gradient).asOutput())
            .toArray(Output<?>[]::new);
    if (made.length == 0) {
      return gradients;
    }
    Map<Output<?>, Integer> savedAt = new LinkedHashMap<>();
    for (TapeOp op : path.ops()) {
      Arrays.stream(op.inputs()).forEach(value -> note(savedAt, value));
      Arrays.stream(op.saved()).forEach(value -> note(savedAt, value));
      for (int i = 0; i < op.numOutputs(); i++) {
        note(savedAt, op.operation().output(i));
      }
    }
    seeds.stream().filter(Objects::nonNull).forEach(seed -> note(savedAt, seed.asOutput()));
    targets.forEach(target -> note(savedAt, target));
    Operation identity =
        tf.scope().opBuilder("IdentityN", "RecordedGradient").addInputList(made).build();
    Output<?>[] inputs = savedAt.keySet().toArray(Output<?>[]::new);
    tape.record(new RecordedGradient(path, seeds, targets, savedAt), inputs, inputs, identity);

    List<Operand<?>> recorded = new ArrayList<>();
    int next = 0;
    for (Operand<?> gradient : gradients) {
      recorded.add(
          gradient == null ? null : withValues(recordedOps, gradient, identity.output(next++)));
    }
    return recorded;
  }

  private static void note(Map<Output<?>, Integer> savedAt, Output<?> value) {
    savedAt.putIfAbsent(value, savedAt.size());
  }

  private static Operand<?> values(Operand<?> gradient) {
    return gradient instanceof IndexedSlices<?> slices ? slices.values() : gradient;
  }

  private static Operand<?> withValues(Ops tf, Operand<?> gradient, Output<?> values) {
    return gradient instanceof IndexedSlices<?> slices
        ? IndexedSlices.of(tf, values, slices.indices(), slices.denseShape())
        : values;
  }

  @Override
  public Forward forward(Ops tf, List<Operand<?>> inputs) {
    throw new UnsupportedOperationException("the gradient has been computed already");
  }

  @Override
  public List<Operand<?>> backward(
      Ops tf, List<Operand<?>> saved, List<Operand<?>> outputGradients) {
    List<Operand<?>> sources = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < saved.size(); i++) {
      if (Differentiable.isNumber(saved.get(i).asOutput())) {
        sources.add(saved.get(i));
        places.add(i);
      }
    }
    try (GradientTape again = GradientTape.of(tf.scope().env())) {
      again.watch(sources.toArray(Operand<?>[]::new));
      Ops ops = again.ops();
      List<Operand<?>> starts = new ArrayList<>();
      for (int i = 0; i < seeds.size(); i++) {
        Operand<?> seed = seeds.get(i);
        starts.add(
            seed == null ? ops.onesLike(at(saved, targets.get(i))) : at(saved, seed.asOutput()));
      }
      List<Operand<?>> made =
          Walk.run(ops, path, values(saved), starts).stream()
              .filter(Objects::nonNull)
              .<Operand<?>>map(RecordedGradient::values)
              .toList();
      List<Operand<?>> asked = new ArrayList<>();
      List<Operand<?>> weights = new ArrayList<>();
      for (int i = 0; i < made.size(); i++) {
        if (outputGradients.get(i) != null) {
          asked.add(made.get(i));
          weights.add(outputGradients.get(i));
        }
      }
      List<Operand<TType>> second =
          again.gradient(asked, sources, GradientOptions.defaults().withOutputGradients(weights));
      List<Operand<?>> all = new ArrayList<>(Collections.nCopies(saved.size(), null));
      for (int i = 0; i < second.size(); i++) {
        all.set(places.get(i), second.get(i));
      }
      return all;
    }
  }

  private Operand<?> at(List<Operand<?>> saved, Output<?> value) {
    return saved.get(savedAt.get(value));
  }

  private Values values(List<Operand<?>> saved) {
    Values recorded = Values.recorded(path);
    return new Values() {
      @Override
      public Operand<?> input(int op, int index) {
        return at(saved, recorded.input(op, index).asOutput());
      }

      @Override
      public Operand<?> output(int op, int index) {
        return at(saved, recorded.output(op, index).asOutput());
      }

      @Override
      public Operand<?> saved(int op, int index) {
        return at(saved, recorded.saved(op, index).asOutput());
      }
    };
  }
}
