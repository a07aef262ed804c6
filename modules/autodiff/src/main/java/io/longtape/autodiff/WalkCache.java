package io.longtape.autodiff;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.tensorflow.EagerSession;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;

/**
 * The compiled walks of one session. A structure is compiled when it comes for the second time, so
 * that gradients which are asked for once do not pay for it; the ones used longest ago are dropped.
 */
final class WalkCache {

  private static final System.Logger LOG = System.getLogger(WalkCache.class.getName());

  /** How many functions a session holds at most. */
  static final int COMPILED = 128;

  /** How many structures are remembered for having been seen. */
  private static final int SEEN = 4_096;

  private static final Map<EagerSession, WalkCache> CACHES = new WeakHashMap<>();

  private final Map<Structure, CompiledWalk> compiled = new LinkedHashMap<>(16, 0.75f, true);

  /** Whether a structure can be compiled; it is in here once it was seen. */
  private final Map<Integer, Boolean> seen =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Boolean> eldest) {
          return size() > SEEN;
        }
      };

  private WalkCache() {}

  static WalkCache of(EagerSession session) {
    synchronized (CACHES) {
      return CACHES.computeIfAbsent(session, key -> new WalkCache());
    }
  }

  int size() {
    return compiled.size();
  }

  /** Walks back, by a compiled function where there is one or it is time to make one. */
  List<Operand<?>> walk(
      Ops tf,
      EagerSession session,
      Path path,
      int tapeSize,
      List<? extends Operand<?>> seeds,
      List<Output<?>> targets) {
    if (path.ops().stream().anyMatch(op -> op.custom() != null && !hasEquals(op.custom()))) {
      return opByOp(tf, path, seeds, targets);
    }
    Structure structure = Structure.of(path, tapeSize, seeds, targets);
    CompiledWalk walk = compiled.get(structure);
    if (walk == null) {
      Boolean compilable = seen.putIfAbsent(structure.hashCode(), true);
      if (compilable == null || !compilable) {
        return opByOp(tf, path, seeds, targets);
      }
      try {
        walk = CompiledWalk.build(session, path, seeds, targets);
      } catch (RuntimeException e) {
        // Such as a custom gradient that holds eager tensors; if the gradient itself is at fault,
        // it fails here again.
        LOG.log(Level.DEBUG, "a gradient is walked op by op, since it cannot be compiled", e);
        seen.put(structure.hashCode(), false);
        return opByOp(tf, path, seeds, targets);
      }
      compiled.put(structure, walk);
      dropEldest(session);
    }
    return walk.call(tf, path, seeds, targets);
  }

  /** Whether an object says what it is equal to; only then can it be known when it comes again. */
  private static boolean hasEquals(CustomGradient custom) {
    try {
      return custom.getClass().getMethod("equals", Object.class).getDeclaringClass()
          != Object.class;
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e); // each class has one
    }
  }

  static List<Operand<?>> opByOp(
      Ops tf, Path path, List<? extends Operand<?>> seeds, List<Output<?>> targets) {
    List<Operand<?>> starts = new ArrayList<>();
    for (int i = 0; i < seeds.size(); i++) {
      Operand<?> seed = seeds.get(i);
      starts.add(seed == null ? tf.onesLike(targets.get(i)) : seed);
    }
    return Walk.run(tf, path, Values.recorded(path), starts);
  }

  private void dropEldest(EagerSession session) {
    if (compiled.size() > COMPILED) {
      Iterator<CompiledWalk> eldest = compiled.values().iterator();
      EagerHandles.removeFunction(session, eldest.next().function());
      eldest.remove();
    }
  }
}
