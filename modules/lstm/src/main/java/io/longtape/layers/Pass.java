package io.longtape.layers;

import static java.util.Objects.requireNonNull;

import io.longtape.weights.OpNames;
import io.longtape.weights.WeightSpec;
import io.longtape.weights.Weights;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.CRC32;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * One forward pass: where its ops go, which weights it reads, and whether it trains. The same
 * network makes eager ops, or ops of a graph, through it.
 */
public final class Pass {

  private final Ops tf;
  private final Weights weights;
  private final Optional<Operand<TInt64>> step;
  private final long seed;
  private final String path;
  private final SideEffects effects;
  private final boolean tracing;

  private Pass(
      Ops tf,
      Weights weights,
      Optional<Operand<TInt64>> step,
      long seed,
      String path,
      SideEffects effects,
      boolean tracing) {
    this.tf = requireNonNull(tf, "tf");
    this.weights = requireNonNull(weights, "weights");
    this.step = step;
    this.seed = seed;
    this.path = path;
    this.effects = effects;
    this.tracing = tracing;
  }

  /**
   * A pass for inference, where nothing is dropped.
   *
   * @param tf the ops of the environment
   * @param weights the weights to read
   * @return the pass
   */
  public static Pass inference(Ops tf, Weights weights) {
    return new Pass(tf, weights, Optional.empty(), 0, "", new SideEffects(), false);
  }

  /**
   * A pass that is never run: it finds out which weights are read and which shapes come out. A
   * recurrent layer makes one step in it, however many there are.
   *
   * @param tf the ops of a graph
   * @param weights the weights to read
   * @return the pass
   */
  public static Pass tracing(Ops tf, Weights weights) {
    return new Pass(tf, weights, Optional.empty(), 0, "", new SideEffects(), true);
  }

  /**
   * A pass for training.
   *
   * @param tf the ops of the environment
   * @param weights the weights to read
   * @param step the scalar number of the training step, from 1, which keys what is drawn
   * @param seed the model's seed, for layers without one of their own
   * @return the pass
   */
  public static Pass training(Ops tf, Weights weights, Operand<TInt64> step, long seed) {
    return new Pass(tf, weights, Optional.of(step), seed, "", new SideEffects(), false);
  }

  /**
   * The ops of the environment.
   *
   * @return where the pass's ops go
   */
  public Ops tf() {
    return tf;
  }

  /**
   * Whether the pass trains.
   *
   * @return true where layers such as {@link Dropout} are to do something
   */
  public boolean training() {
    return step.isPresent();
  }

  /**
   * Whether the pass is made for its shapes and weights alone.
   *
   * @return true in a {@linkplain #tracing(Ops, Weights) pass that is never run}
   */
  public boolean isTracing() {
    return tracing;
  }

  /**
   * Where in the network it is.
   *
   * @return such as {@code bidirectional/forward_lstm}, empty outside of all layers
   */
  public String path() {
    return path;
  }

  /**
   * The same pass inside a named part of the network: ops and weights made through it carry the
   * name before theirs.
   *
   * @param name the part's name, such as a layer's
   * @return the narrower pass
   */
  public Pass in(String name) {
    String joined = path.isEmpty() ? name : path + "/" + name;
    // A new scope looks at all ops of the graph, and nobody looks at the names of a trace's.
    Ops inside = tracing ? tf : tf.withSubScope(OpNames.of(name));
    return new Pass(inside, weights, step, seed, joined, effects, tracing);
  }

  /**
   * The same pass with other ops, such as those inside a loop.
   *
   * @param ops where ops go instead
   * @return the pass
   */
  public Pass with(Ops ops) {
    return new Pass(ops, weights, step, seed, path, effects, tracing);
  }

  /**
   * Reads a weight of the part of the network that the pass is in.
   *
   * @param spec the weight, by its name inside the layer
   * @return its value; of a state that was {@linkplain #assign assigned} in this pass, the new one
   */
  public Operand<TFloat32> weight(WeightSpec spec) {
    WeightSpec whole = spec.in(path);
    Operand<TFloat32> value = effects.state(whole).orElseGet(() -> weights.read(tf, whole));
    whole
        .regularizer()
        .ifPresent(regularizer -> effects.addLoss(whole.path(), () -> regularizer.call(tf, value)));
    return value;
  }

  /**
   * Reads rows of a weight, without the others.
   *
   * @param spec the weight, by its name inside the layer
   * @param indices int32 or int64, of any shape
   * @return {@code [...indices, ...shape without its first axis]}
   */
  public Operand<TFloat32> rows(WeightSpec spec, Operand<? extends TNumber> indices) {
    WeightSpec whole = spec.in(path);
    whole
        .regularizer()
        .ifPresent(
            regularizer ->
                effects.addLoss(whole.path(), () -> regularizer.call(tf, weights.read(tf, whole))));
    return weights.gather(tf, whole, indices);
  }

  /**
   * Gives a state its new value, which {@link #writeStates} writes at the end of the step.
   *
   * @param spec the state, by its name inside the layer
   * @param value of its shape
   */
  public void assign(WeightSpec spec, Operand<TFloat32> value) {
    effects.setState(spec.in(path), value);
  }

  /**
   * Writes the new states of all layers, which ends the step.
   *
   * @param ops where the writes go
   * @return the writes, which a graph has to run
   */
  public List<Op> writeStates(Ops ops) {
    List<Op> writes = new ArrayList<>();
    for (SideEffects.State state : effects.states()) {
      writes.add(weights.assign(ops, state.spec(), state.value()));
    }
    return writes;
  }

  /**
   * A key for a stateless random op: another one for each step, layer, use, and call of a layer
   * that is shared; the same in each run of the same seed.
   *
   * @param own the layer's own seed, if it has one, in the place of the model's
   * @param use tells the draws of one layer apart
   * @return {@code [2]}
   * @throws IllegalStateException when the pass does not train
   */
  public Operand<TInt64> randomKey(OptionalLong own, String use) {
    Operand<TInt64> number =
        step.orElseThrow(() -> new IllegalStateException("nothing is drawn in inference"));
    CRC32 crc = new CRC32();
    crc.update(effects.drawn(path + "#" + use).getBytes(StandardCharsets.UTF_8));
    long key = own.orElse(seed) * 0x9E3779B97F4A7C15L + crc.getValue();
    return tf.stack(List.of(tf.constant(key), number));
  }

  /**
   * Adds to the loss, as Keras's {@code add_loss}.
   *
   * @param name tells the additions of one layer apart; one of the same name is taken once
   * @param loss a scalar
   */
  public void addLoss(String name, Operand<TFloat32> loss) {
    effects.addLoss(path + "#" + name, () -> loss);
  }

  /**
   * What the layers left beside their outputs.
   *
   * @return shared by all parts of this pass
   */
  public SideEffects effects() {
    return effects;
  }
}
