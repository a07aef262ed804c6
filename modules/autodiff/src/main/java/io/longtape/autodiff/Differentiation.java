package io.longtape.autodiff;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tensorflow.EagerSession;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TType;

/**
 * How gradients of one tape are computed: by a compiled walk where nobody looks on, op by op in a
 * graph and where another tape, or this one, records the gradient as well.
 */
final class Differentiation {

  private final TapeEnvironment environment;
  private final Tape tape;
  private final Ops tf;
  private final boolean compiled;

  Differentiation(TapeEnvironment environment) {
    this.environment = environment;
    tape = environment.tape();
    ExecutionEnvironment outer = environment.outer();
    compiled = outer.isEager() && !Environments.recorded(outer);
    tf = Ops.create(compiled ? outer : environment).withSubScope("gradients");
  }

  /** Ops for what is made of gradients; if this tape still records, it sees them. */
  Ops ops() {
    return Ops.create(environment).withSubScope("gradients");
  }

  /** The gradients of the sum of targets. */
  @SuppressWarnings("unchecked") // a gradient is of its source's type
  <T extends TType> List<Operand<T>> gradients(
      List<? extends Operand<?>> targets, List<Source> sources, GradientOptions how) {
    List<Operand<?>> given = how.outputGradients();
    List<Output<?>> on = new ArrayList<>();
    List<Operand<?>> seeds = new ArrayList<>();
    for (int i = 0; i < targets.size(); i++) {
      Output<?> target = targets.get(i).asOutput();
      if (Differentiable.isNumber(target)) {
        on.add(target);
        seeds.add(given.isEmpty() ? null : given.get(i));
      }
    }
    List<Operand<T>> gradients = new ArrayList<>();
    for (Operand<?> gradient : walk(on, seeds, sources)) {
      gradients.add((Operand<T>) gradient);
    }
    for (int i = 0; i < gradients.size(); i++) {
      if (gradients.get(i) == null) {
        Operand<?> own = gradientOfItself(sources.get(i), on, seeds);
        boolean zero = own == null && how.unconnected() == UnconnectedGradients.ZERO;
        gradients.set(i, (Operand<T>) (zero ? sources.get(i).zeros(tf) : own));
      }
    }
    return gradients;
  }

  private List<Operand<?>> walk(
      List<Output<?>> targets, List<Operand<?>> seeds, List<Source> sources) {
    int[] sourceIds = sources.stream().mapToInt(source -> tape.idOf(source.value())).toArray();
    int[] targetIds = targets.stream().mapToInt(tape::idOf).toArray();
    Path path = Path.between(tape, sourceIds, targetIds);
    List<Output<?>> reached = new ArrayList<>();
    List<Operand<?>> starts = new ArrayList<>();
    List<Integer> ids = new ArrayList<>();
    for (int i = 0; i < targetIds.length; i++) {
      if (path.leadsToSource(targetIds[i])) {
        reached.add(targets.get(i));
        starts.add(seeds.get(i));
        ids.add(targetIds[i]);
      }
    }
    if (reached.isEmpty()) {
      return new ArrayList<>(Collections.nCopies(sources.size(), null));
    }
    Path exact =
        new Path(
            path.ops(),
            path.dependent(),
            ids.stream().mapToInt(Integer::intValue).toArray(),
            sourceIds);
    if (!compiled) {
      return WalkCache.opByOp(tf, exact, starts, reached);
    }
    if (environment.recording() && sources.size() > EagerHandles.MAX_OUTPUTS) {
      return WalkCache.opByOp(ops(), exact, starts, reached);
    }
    EagerSession session = (EagerSession) Environments.home(environment);
    List<Operand<?>> gradients =
        WalkCache.of(session).walk(tf, session, exact, tape.size(), starts, reached);
    return environment.recording()
        ? RecordedGradient.record(tf, ops(), tape, exact, starts, reached, gradients)
        : gradients;
  }

  /** What a source that is no longer or not yet on the tape gets where it is a target itself. */
  @SuppressWarnings("unchecked") // seeds are of their target's type
  private Operand<?> gradientOfItself(
      Source source, List<Output<?>> targets, List<Operand<?>> seeds) {
    Operand<TType> sum = null;
    for (int i = 0; i < targets.size(); i++) {
      if (targets.get(i).equals(source.value())) {
        Operand<TType> seed = (Operand<TType>) seeds.get(i);
        Operand<TType> own = seed == null ? (Operand<TType>) tf.onesLike(targets.get(i)) : seed;
        sum = sum == null ? own : tf.math.add(sum, own);
      }
    }
    return sum;
  }
}
