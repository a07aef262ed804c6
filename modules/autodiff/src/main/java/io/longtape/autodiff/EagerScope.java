package io.longtape.autodiff;

import io.longtape.autodiff.gradients.IndexedSlices;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.tensorflow.EagerSession;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.Scope;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/**
 * Owns the eager tensors that are made through it, and frees them when it is closed.
 *
 * <p>Eager tensors otherwise live until the garbage collector comes by, and it does not see how
 * large they are: a training loop grows by gigabytes. A scope for each step keeps the process flat:
 *
 * <pre>{@code
 * try (EagerScope step = EagerScope.of(session);
 *     GradientTape tape = GradientTape.of(step)) {
 *   Operand<TFloat32> x = step.feed(batch);
 *   ...
 * }
 * }</pre>
 *
 * <p>A tensor that {@code asTensor()} gave is freed too: read or copy what is needed before the
 * scope is closed; a tensor still in hand then shows whatever is in its memory. A freed operand is
 * refused with an {@link IllegalStateException}, whose text may speak of a closed session. What is
 * to live longer goes through {@link #keep}. {@link ResourceVariable}s are no scope's: they have a
 * {@code close} of their own. Like its session, a scope is for one thread.
 */
public final class EagerScope extends ForwardingEnvironment implements AutoCloseable {

  private final Scope baseScope = EagerOpScope.of(this);
  private final Set<Operation> owned = Collections.newSetFromMap(new IdentityHashMap<>());
  private boolean closed;

  private EagerScope(ExecutionEnvironment outer) {
    super(outer);
  }

  /**
   * Opens a scope.
   *
   * @param env an {@link EagerSession}, or another scope, which then gets what this one {@linkplain
   *     #keep keeps}
   * @return the scope, which the caller closes
   * @throws IllegalArgumentException when the environment is of another kind
   */
  public static EagerScope of(ExecutionEnvironment env) {
    if (!(env instanceof EagerSession) && !(env instanceof EagerScope)) {
      throw new IllegalArgumentException(
          "an eager scope is opened in an EagerSession or in another EagerScope, not in "
              + env.getClass().getSimpleName()
              + "; open the tape in the scope, not the scope in the tape");
    }
    return new EagerScope(env);
  }

  /**
   * The ops of this scope.
   *
   * @return ops whose results this scope owns
   */
  public Ops ops() {
    return Ops.create(this);
  }

  /**
   * Copies numbers from the JVM into the session. Unlike with {@code tf.constantOf}, nothing of
   * them stays behind in TensorFlow's kernel cache, which keeps each constant it has ever seen: for
   * batches, and whatever else differs from step to step.
   *
   * @param tensor numbers or booleans; stays the caller's
   * @param <T> its type
   * @return a copy that this scope owns
   * @throws IllegalArgumentException for strings, which only {@code tf.constantOf} can take in
   */
  @SuppressWarnings("unchecked") // Empty makes what it is asked for
  public <T extends TType> Operand<T> feed(T tensor) {
    if (tensor instanceof TString) {
      throw new IllegalArgumentException(
          "feed takes numbers and booleans; take strings in by tf.constantOf");
    }
    Shape shape = tensor.shape();
    Ops tf = ops();
    Operand<T> copy = (Operand<T>) tf.empty(tf.constant(Shapes.ints(shape)), tensor.type());
    tensor.asRawTensor().data().copyTo(copy.asTensor().asRawTensor().data(), tensor.numBytes());
    return copy;
  }

  /**
   * Takes a tensor out of this scope: the scope around it owns it from now on, and without one the
   * garbage collector does.
   *
   * @param operand made in this scope, or {@link IndexedSlices} of such; others stay what they are
   * @param <T> its type
   * @return the same; of slices, others with the same parts, which can be made dense outside
   */
  public <T extends TType> Operand<T> keep(Operand<T> operand) {
    if (operand instanceof IndexedSlices<T> slices) {
      return IndexedSlices.of(
          Ops.create(outer()),
          keep(slices.values()),
          keep(slices.indices()),
          keep(slices.denseShape()));
    }
    Operation op = operand.asOutput().op();
    if (owned.remove(op) && outer() instanceof EagerScope around) {
      around.owned.add(op);
    }
    return operand;
  }

  /**
   * Takes several tensors out of this scope, such as all gradients of a step.
   *
   * @param operands as in {@link #keep(Operand)}; null stays null
   * @param <T> their type
   * @return one for each
   */
  public <T extends TType> List<Operand<T>> keep(List<Operand<T>> operands) {
    List<Operand<T>> kept = new ArrayList<>();
    for (Operand<T> operand : operands) {
      kept.add(operand == null ? null : keep(operand));
    }
    return kept;
  }

  /** Frees all that was made in this scope and not kept. Closing twice does nothing. */
  @Override
  public void close() {
    closed = true;
    owned.forEach(EagerHandles::free);
    owned.clear();
  }

  @Override
  public OperationBuilder opBuilder(String type, String name, Scope scope) {
    if (closed) {
      throw new IllegalStateException(
          "the eager scope is closed; op '" + type + "' needs an open one");
    }
    return new Owner(outer().opBuilder(type, name, scope));
  }

  @Override
  public Scope baseScope() {
    return baseScope;
  }

  private final class Owner extends ForwardingBuilder {

    Owner(OperationBuilder builder) {
      super(builder);
    }

    @Override
    void attribute(String name, Object value) {}

    @Override
    public Operation build() {
      Operation op = super.build();
      owned.add(op);
      return op;
    }
  }
}
