package io.longtape.autodiff;

import static java.util.Objects.requireNonNull;

import io.longtape.autodiff.gradients.IndexedSlices;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.tensorflow.EagerSession;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TType;

/**
 * Records ops and differentiates what was computed ({@code tf.GradientTape}).
 *
 * <pre>{@code
 * try (EagerSession session = EagerSession.create();
 *     GradientTape tape = GradientTape.of(session)) {
 *   Ops tf = tape.ops();
 *   Operand<TFloat32> x = tf.constant(3f);
 *   tape.watch(x);
 *   Operand<TFloat32> y = tf.math.square(x);
 *   Operand<TFloat32> dydx = tape.gradient(y, x); // 6
 * }
 * }</pre>
 *
 * <p>It records what is made through {@link #ops} and depends on something watched: a tensor that
 * was given to {@link #watch}, a trainable {@link ResourceVariable} that was read, or a graph's
 * {@code tf.variable} that an op used. Ops made through other {@code Ops}, such as those of {@code
 * x.env()}, are constants to it.
 *
 * <p>Over a {@link org.tensorflow.Graph} the same calls add gradient ops to the graph instead of
 * computing, so that one training step can be run both ways. Over another tape's {@linkplain
 * #environment environment} gradients are recorded in turn, which gives higher orders.
 *
 * <p>A gradient is {@code null} where no path leads from the source to a target, or where the
 * source was not watched, as it is {@code None} in Python; that of a target by itself is one. It is
 * an {@link IndexedSlices} where rows were gathered. Recording goes on until the gradient is asked
 * for or, for a persistent tape, until it is closed. Like its session, a tape is for one thread.
 */
public final class GradientTape implements AutoCloseable {

  private final TapeEnvironment environment;
  private final TapeOptions options;
  private List<ResourceVariable<? extends TType>> watchedBefore = List.of();
  private boolean usedUp;

  private GradientTape(ExecutionEnvironment env, TapeOptions options) {
    this.options = options;
    environment = new TapeEnvironment(env, this);
  }

  /**
   * A tape that gives gradients once.
   *
   * @param env an {@link EagerSession}, an {@link EagerScope}, a graph, or the {@linkplain
   *     #environment environment} of another tape
   * @return the tape, which records from now on and which the caller closes
   */
  public static GradientTape of(ExecutionEnvironment env) {
    return of(env, TapeOptions.defaults());
  }

  /**
   * A tape that gives gradients any number of times, until it is closed.
   *
   * @param env as in {@link #of(ExecutionEnvironment)}
   * @return the tape, which records from now on and which the caller closes
   */
  public static GradientTape persistent(ExecutionEnvironment env) {
    return of(env, TapeOptions.defaults().withPersistent(true));
  }

  /**
   * A tape with options.
   *
   * @param env as in {@link #of(ExecutionEnvironment)}
   * @param options how it behaves
   * @return the tape, which records from now on and which the caller closes
   */
  public static GradientTape of(ExecutionEnvironment env, TapeOptions options) {
    return new GradientTape(env, options);
  }

  /**
   * The ops that this tape sees.
   *
   * @return ops that run, or are added to the graph, as those of the environment would be
   */
  public Ops ops() {
    return Ops.create(environment);
  }

  /**
   * Where this tape records, to open another tape over it or to hand to code that makes its own
   * ops.
   *
   * @return the environment of {@link #ops}
   */
  public ExecutionEnvironment environment() {
    return environment;
  }

  /**
   * Makes tensors sources: from now on, what is computed from them is recorded.
   *
   * @param tensors floating-point
   * @throws IllegalArgumentException for tensors of other types (Python warns and gives None)
   */
  public void watch(Operand<?>... tensors) {
    requireUsable();
    for (Operand<?> tensor : tensors) {
      requireDifferentiable(tensor.asOutput(), "watched tensor");
      if (!Differentiable.isNumber(tensor.asOutput())) {
        throw new IllegalArgumentException(
            tensor.op() + " is the handle of a variable; watch the variable itself");
      }
    }
    for (Operand<?> tensor : tensors) {
      environment.tape().watch(tensor.asOutput());
    }
  }

  /**
   * Makes a variable a source, trainable or not.
   *
   * @param variable of a floating-point type
   * @throws IllegalArgumentException for variables of other types
   */
  public void watch(ResourceVariable<?> variable) {
    requireUsable();
    environment.tape().watch(Source.of(variable).variable());
  }

  /**
   * Does something that this tape does not record ({@code with tape.stop_recording()}).
   *
   * @param block what to do
   */
  public void stopRecording(Runnable block) {
    stopRecording(
        () -> {
          block.run();
          return null;
        });
  }

  /**
   * Computes something that this tape does not record ({@code with tape.stop_recording()}).
   *
   * @param block what to compute
   * @param <R> what comes out
   * @return what the block gave
   */
  public <R> R stopRecording(Supplier<R> block) {
    requireUsable();
    boolean before = environment.recording();
    environment.setRecording(false);
    try {
      return block.get();
    } finally {
      environment.setRecording(before && !usedUp);
    }
  }

  /** Forgets all that was recorded and watched, and goes on recording. */
  public void reset() {
    requireUsable();
    environment.tape().clear();
    environment.setRecording(true);
  }

  /**
   * The variables that are watched, by reading them or by hand.
   *
   * @return in the order in which they were made
   */
  public List<ResourceVariable<? extends TType>> watchedVariables() {
    return usedUp ? watchedBefore : environment.tape().variables();
  }

  /**
   * The gradient of a target with respect to a tensor.
   *
   * @param target what to differentiate; of one that is no scalar, the sum of its elements
   * @param source watched, or computed from what was watched
   * @param <T> the type of the source
   * @return of the source's shape, or null
   * @throws IllegalStateException when the tape has been used up
   * @throws IllegalArgumentException for an integer source
   * @throws MissingGradientException when an op on the path has no gradient
   */
  public <T extends TType> Operand<T> gradient(Operand<?> target, Operand<T> source) {
    return gradient(target, source, GradientOptions.defaults());
  }

  /**
   * The gradient of a target with respect to a variable.
   *
   * @param target what to differentiate; of one that is no scalar, the sum of its elements
   * @param source a variable that was read through this tape
   * @param <T> the type of the variable
   * @return of the variable's shape, or null
   * @throws IllegalStateException when the tape has been used up
   * @throws IllegalArgumentException for an integer variable
   * @throws MissingGradientException when an op on the path has no gradient
   */
  public <T extends TType> Operand<T> gradient(Operand<?> target, ResourceVariable<T> source) {
    return gradient(target, source, GradientOptions.defaults());
  }

  /**
   * The same, with weights for the target, or zeros for a source without a path.
   *
   * @param target what to differentiate
   * @param source watched, or computed from what was watched
   * @param how output gradients, and what an unconnected source gets
   * @param <T> the type of the source
   * @return of the source's shape, or null
   * @throws IllegalStateException when the tape has been used up
   * @throws IllegalArgumentException for an integer source, or not one output gradient
   * @throws MissingGradientException when an op on the path has no gradient
   */
  public <T extends TType> Operand<T> gradient(
      Operand<?> target, Operand<T> source, GradientOptions how) {
    return this.<T>gradient(targets(target), sources(source), how).get(0);
  }

  /**
   * The same for a variable, with weights for the target, or zeros without a path.
   *
   * @param target what to differentiate
   * @param source a variable that was read through this tape
   * @param how output gradients, and what an unconnected source gets
   * @param <T> the type of the variable
   * @return of the variable's shape, or null
   * @throws IllegalStateException when the tape has been used up
   * @throws IllegalArgumentException for an integer variable, or not one output gradient
   * @throws MissingGradientException when an op on the path has no gradient
   */
  public <T extends TType> Operand<T> gradient(
      Operand<?> target, ResourceVariable<T> source, GradientOptions how) {
    Collection<ResourceVariable<T>> one = List.of(source);
    return this.<T>gradient(targets(target), one, how).get(0);
  }

  /**
   * The gradients of a target with respect to several tensors. A list of tensors and of variables'
   * {@linkplain ResourceVariable#handle handles} asks for both at once.
   *
   * @param target what to differentiate
   * @param sources watched, or computed from what was watched
   * @param <T> the type of the sources, or what theirs have in common
   * @return one for each source, of its shape, or null
   * @throws IllegalStateException when the tape has been used up
   * @throws IllegalArgumentException for an integer source
   * @throws MissingGradientException when an op on the path has no gradient
   */
  public <T extends TType> List<Operand<T>> gradient(
      Operand<?> target, List<? extends Operand<? extends T>> sources) {
    return gradient(targets(target), sources, GradientOptions.defaults());
  }

  /**
   * The gradients of a target with respect to several variables.
   *
   * @param target what to differentiate
   * @param sources variables that were read through this tape
   * @param <T> the type of the variables, or what theirs have in common
   * @return one for each variable, of its shape, or null
   * @throws IllegalStateException when the tape has been used up
   * @throws IllegalArgumentException for an integer variable
   * @throws MissingGradientException when an op on the path has no gradient
   */
  public <T extends TType> List<Operand<T>> gradient(
      Operand<?> target, Collection<? extends ResourceVariable<? extends T>> sources) {
    return gradient(targets(target), sources, GradientOptions.defaults());
  }

  /**
   * The gradients of the sum of several targets with respect to several tensors.
   *
   * @param targets what to differentiate
   * @param sources watched, or computed from what was watched
   * @param how output gradients, and what unconnected sources get
   * @param <T> the type of the sources, or what theirs have in common
   * @return one for each source, of its shape, or null
   * @throws IllegalStateException when the tape has been used up
   * @throws IllegalArgumentException for an integer source, or not one output gradient per target
   * @throws MissingGradientException when an op on the path has no gradient
   */
  public <T extends TType> List<Operand<T>> gradient(
      List<? extends Operand<?>> targets,
      List<? extends Operand<? extends T>> sources,
      GradientOptions how) {
    return once(
        targets,
        sources.stream().map(source -> Source.of(source, environment.tape())).toList(),
        how);
  }

  /**
   * The gradients of the sum of several targets with respect to several variables.
   *
   * @param targets what to differentiate
   * @param sources variables that were read through this tape
   * @param how output gradients, and what unconnected sources get
   * @param <T> the type of the variables, or what theirs have in common
   * @return one for each variable, of its shape, or null
   * @throws IllegalStateException when the tape has been used up
   * @throws IllegalArgumentException for an integer variable, or not one output gradient per target
   * @throws MissingGradientException when an op on the path has no gradient
   */
  public <T extends TType> List<Operand<T>> gradient(
      List<? extends Operand<?>> targets,
      Collection<? extends ResourceVariable<? extends T>> sources,
      GradientOptions how) {
    return once(targets, sources.stream().map(Source::of).toList(), how);
  }

  /**
   * The derivative of each element of a target with respect to each element of a tensor.
   *
   * @param target of known shape
   * @param source watched, or computed from what was watched
   * @param <T> the type of both
   * @return of the target's shape followed by the source's, or null
   * @throws IllegalStateException when the tape has been used up
   * @throws IllegalArgumentException for an integer source or a target of unknown shape
   */
  public <T extends TType> Operand<T> jacobian(Operand<T> target, Operand<T> source) {
    return jacobian(target, source, UnconnectedGradients.NONE);
  }

  /**
   * The same, with a choice.
   *
   * @param target of known shape
   * @param source watched, or computed from what was watched
   * @param unconnected what a source without a path to the target gets
   * @param <T> the type of both
   * @return of the target's shape followed by the source's, or null
   * @throws IllegalStateException when the tape has been used up
   * @throws IllegalArgumentException for an integer source or a target of unknown shape
   */
  public <T extends TType> Operand<T> jacobian(
      Operand<T> target, Operand<T> source, UnconnectedGradients unconnected) {
    return thenUsedUp(
        Jacobians.full(
            differentiation(), target, Source.of(source, environment.tape()), unconnected));
  }

  /**
   * The derivative of each element of a target with respect to each element of a variable.
   *
   * @param target of known shape
   * @param source a variable that was read through this tape
   * @param <T> the type of both
   * @return of the target's shape followed by the variable's, or null
   * @throws IllegalStateException when the tape has been used up
   * @throws IllegalArgumentException for an integer variable or a target of unknown shape
   */
  public <T extends TType> Operand<T> jacobian(Operand<T> target, ResourceVariable<T> source) {
    return thenUsedUp(
        Jacobians.full(differentiation(), target, Source.of(source), UnconnectedGradients.NONE));
  }

  /**
   * The Jacobian of each example of a batch, where no example depends on another. Zeros where no
   * path leads from the source to the target, as in Python.
   *
   * @param target {@code [batch, ...]}, all but the batch of known size
   * @param source {@code [batch, ...]}
   * @param <T> the type of both
   * @return {@code [batch, ...target, ...source]}
   * @throws IllegalStateException when the tape has been used up
   * @throws IllegalArgumentException for an integer source, or when the first axes differ
   */
  public <T extends TType> Operand<T> batchJacobian(Operand<T> target, Operand<T> source) {
    return thenUsedUp(
        Jacobians.batch(differentiation(), target, Source.of(source, environment.tape())));
  }

  private static List<Operand<?>> targets(Operand<?> target) {
    return List.of(requireNonNull(target, "target: was it a gradient without a path?"));
  }

  private static <T extends TType> List<Operand<T>> sources(Operand<T> source) {
    return List.of(requireNonNull(source, "source"));
  }

  /** Lets go of what was recorded. The tensors themselves are their scope's or session's. */
  @Override
  public void close() {
    useUp();
  }

  TapeOptions options() {
    return options;
  }

  /** Lets each tape that an environment records on know that a variable is about to be read. */
  static void variableAccessed(ExecutionEnvironment env, ResourceVariable<?> variable) {
    for (ExecutionEnvironment at = env; at instanceof TapeEnvironment tape; at = tape.outer()) {
      if (tape.recording()
          && tape.owner().options.watchAccessedVariables()
          && variable.trainable()
          && variable.isDifferentiable()) {
        tape.tape().watch(variable);
      }
    }
  }

  private <T extends TType> List<Operand<T>> once(
      List<? extends Operand<?>> targets, List<Source> sources, GradientOptions how) {
    int given = how.outputGradients().size();
    if (given != 0 && given != targets.size()) {
      throw new IllegalArgumentException(
          "there are %d targets but %d output gradients".formatted(targets.size(), given));
    }
    return thenUsedUp(differentiation().gradients(targets, sources, how));
  }

  private Differentiation differentiation() {
    requireUsable();
    if (!options.persistent()) {
      environment.setRecording(false);
    }
    return new Differentiation(environment);
  }

  private <R> R thenUsedUp(R result) {
    if (!options.persistent()) {
      useUp();
    }
    return result;
  }

  private void useUp() {
    if (!usedUp) {
      watchedBefore = environment.tape().variables();
      usedUp = true;
      environment.setRecording(false);
      environment.tape().clear();
    }
  }

  private void requireUsable() {
    if (usedUp) {
      throw new IllegalStateException(
          "this tape has been used up: one that is not persistent gives gradients (or Jacobians)"
              + " once, and a closed one gives none; GradientTape.persistent makes one for several");
    }
  }

  @Override
  public String toString() {
    String state = usedUp ? "used up" : environment.recording() ? "recording" : "not recording";
    return "GradientTape (%s, %d ops)".formatted(state, environment.tape().ops().size());
  }

  /** Refuses what has no gradients, such as integers. */
  static void requireDifferentiable(Output<?> value, String what) {
    if (!Differentiable.is(value)) {
      throw new IllegalArgumentException(
          "the type of the %s must be floating point, but %s is %s"
              .formatted(what, value.op(), value.dataType()));
    }
  }
}
