package io.longtape.layers;

import io.longtape.weights.WeightSpec;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** What the layers of one pass leave beside their outputs: additions to the loss, new states. */
public final class SideEffects {

  /** A state's value after the step. */
  record State(WeightSpec spec, Operand<TFloat32> value) {}

  private final Map<String, Supplier<Operand<TFloat32>>> losses = new LinkedHashMap<>();
  private final Map<String, State> states = new LinkedHashMap<>();
  private final Map<String, Integer> draws = new HashMap<>();

  SideEffects() {}

  void addLoss(String name, Supplier<Operand<TFloat32>> loss) {
    losses.putIfAbsent(name, loss);
  }

  /** The name of a draw, another one each time. */
  String drawn(String name) {
    int before = draws.merge(name, 1, Integer::sum) - 1;
    return before == 0 ? name : name + "#" + before;
  }

  void setState(WeightSpec spec, Operand<TFloat32> value) {
    states.put(spec.path(), new State(spec, value));
  }

  Optional<Operand<TFloat32>> state(WeightSpec spec) {
    return Optional.ofNullable(states.get(spec.path())).map(State::value);
  }

  Collection<State> states() {
    return states.values();
  }

  /**
   * The penalties of regularizers and what layers added by themselves. Their ops are made when they
   * are asked for, so that inference has none of them.
   *
   * @return scalars
   */
  public List<Operand<TFloat32>> losses() {
    return losses.values().stream().<Operand<TFloat32>>map(Supplier::get).toList();
  }

  /**
   * Whether layers left new states, which {@link Pass#writeStates} writes.
   *
   * @return false where no layer is stateful
   */
  public boolean hasStates() {
    return !states.isEmpty();
  }
}
