package io.longtape.autodiff;

import static java.util.Objects.requireNonNull;

import io.longtape.autodiff.gradients.IndexedSlices;
import java.util.concurrent.atomic.AtomicLong;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.Scope;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/**
 * A variable that eager code can read and update ({@code tf.Variable}), on TensorFlow's resource
 * ops; {@code tf.variable} is refused there. It works in graphs as well: there its first value is
 * set by {@code session.initialize()}.
 *
 * <p>TensorFlow Java's SavedModel exporter does not see resource variables: for export use {@code
 * tf.variable} in a graph.
 *
 * <p>It belongs to the session or graph, not to the {@link EagerScope} or tape that it was made
 * through. {@link #close} frees its memory.
 *
 * @param <T> the type of its value
 */
public final class ResourceVariable<T extends TType> implements AutoCloseable {

  private static final AtomicLong COUNT = new AtomicLong();

  private final ExecutionEnvironment home;
  private final Output<? extends TType> handle;
  private final long number = COUNT.incrementAndGet();
  private final String name;
  private final Class<T> type;
  private final DataType dataType;
  private final Shape shape;
  private final boolean trainable;
  private boolean closed;

  private ResourceVariable(
      ExecutionEnvironment env, String name, Operand<T> initialValue, boolean trainable) {
    home = Environments.home(env);
    this.name = name;
    this.trainable = trainable;
    type = initialValue.type();
    dataType = initialValue.asOutput().dataType();
    shape = initialValue.shape();
    if (shape.hasUnknownDimension()) {
      throw new IllegalArgumentException(
          "variable '" + name + "' needs an initial value of known shape, but got " + shape);
    }
    Ops base = Ops.create(home);
    Ops tf = home.isGraph() ? base.withInitScope() : base;
    Scope scope = tf.scope().withName(name);
    String opName = scope.makeOpName(name);
    // In a session or graph, variables of one shared name are one variable.
    String shared = home.isGraph() ? opName : opName + "_" + number;
    Operation op =
        home.opBuilder("VarHandleOp", opName, scope)
            .setAttr("dtype", dataType)
            .setAttr("shape", shape)
            .setAttr("shared_name", shared)
            .build();
    handle = op.output(0);
    update(tf, "AssignVariableOp", initialValue);
  }

  /**
   * A variable that training updates, and that tapes watch as soon as it is read.
   *
   * @param env an eager session, a graph, or a scope or tape over one
   * @param name what errors and listings call it: letters, digits, '.', '_' and '-'
   * @param initialValue its first value, which also gives type and shape
   * @param <T> the type of its value
   * @return the variable, which the caller closes
   * @throws IllegalArgumentException when the shape is not known, or the name cannot be one
   */
  public static <T extends TType> ResourceVariable<T> of(
      ExecutionEnvironment env, String name, Operand<T> initialValue) {
    return new ResourceVariable<>(env, name, initialValue, true);
  }

  /**
   * A variable that no tape watches by itself ({@code trainable=False}), such as a counter or a
   * moving average.
   *
   * @param env an eager session, a graph, or a scope or tape over one
   * @param name what errors and listings call it
   * @param initialValue its first value, which also gives type and shape
   * @param <T> the type of its value
   * @return the variable, which the caller closes
   * @throws IllegalArgumentException when the shape is not known, or the name cannot be one
   */
  public static <T extends TType> ResourceVariable<T> notTrainable(
      ExecutionEnvironment env, String name, Operand<T> initialValue) {
    return new ResourceVariable<>(env, name, initialValue, false);
  }

  /**
   * Its value now. Through a tape's ops the read is recorded, and the variable watched if it is
   * trainable.
   *
   * @param tf where the read goes
   * @return the value; a later update does not change it
   */
  public Operand<T> read(Ops tf) {
    GradientTape.variableAccessed(tf.scope().env(), this);
    return builder(tf, "ReadVariableOp").setAttr("dtype", dataType).build().output(0);
  }

  /**
   * Rows of its value, as an embedding reads them, without reading the rest. Its gradient is an
   * {@link IndexedSlices}.
   *
   * @param tf where the read goes
   * @param indices which rows, int32 or int64, of any shape
   * @return {@code [...indices, ...shape without its first axis]}
   */
  public Operand<T> gather(Ops tf, Operand<? extends TNumber> indices) {
    GradientTape.variableAccessed(tf.scope().env(), this);
    return builder(tf, "ResourceGather")
        .addInput(indices.asOutput())
        .setAttr("dtype", dataType)
        .build()
        .output(0);
  }

  /**
   * Replaces its value.
   *
   * @param tf where the update goes
   * @param value of the variable's shape
   * @return the update, to run or to wait for in a graph
   * @throws IllegalArgumentException when it is of another shape
   */
  public Op assign(Ops tf, Operand<T> value) {
    return update(tf, "AssignVariableOp", value);
  }

  /**
   * Adds to its value.
   *
   * @param tf where the update goes
   * @param delta of the variable's shape
   * @return the update, to run or to wait for in a graph
   * @throws IllegalArgumentException when it is of another shape
   */
  public Op assignAdd(Ops tf, Operand<T> delta) {
    return update(tf, "AssignAddVariableOp", delta);
  }

  /**
   * Subtracts from its value. Of an {@link IndexedSlices} just the rows that it holds are touched.
   *
   * @param tf where the update goes
   * @param delta of the variable's shape
   * @return the update, to run or to wait for in a graph
   * @throws IllegalArgumentException when it is of another shape
   */
  public Op assignSub(Ops tf, Operand<T> delta) {
    if (delta instanceof IndexedSlices<T> slices) {
      return build(
          builder(tf, "ResourceScatterSub")
              .addInput(slices.indices().asOutput())
              .addInput(slices.values().asOutput()));
    }
    return update(tf, "AssignSubVariableOp", delta);
  }

  /**
   * What ops on variables take, such as {@code ResourceApplyAdam}. As a source of gradients it
   * stands for the variable.
   *
   * @return the resource handle
   */
  public Operand<? extends TType> handle() {
    return handle;
  }

  /**
   * What it was named.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * The shape of its value.
   *
   * @return fully known
   */
  public Shape shape() {
    return shape;
  }

  /**
   * The type of its value.
   *
   * @return such as {@code TFloat32.class}
   */
  public Class<T> type() {
    return type;
  }

  /**
   * Whether tapes watch it by themselves, if it is of a floating-point type.
   *
   * @return true unless it was made {@linkplain #notTrainable otherwise}
   */
  public boolean trainable() {
    return trainable;
  }

  /** Frees its memory; eagerly at once, while a graph's variables go with the session. */
  @Override
  public void close() {
    if (closed || home.isGraph() || handle.isClosed()) {
      return;
    }
    builder(Ops.create(home), "DestroyResourceOp").setAttr("ignore_lookup_error", true).build();
    closed = true;
    EagerHandles.free(handle.op());
  }

  /** How many had been made when it was, itself included. */
  long number() {
    return number;
  }

  /** Refuses to go on with a variable that is closed. */
  void requireOpen() {
    if (closed) {
      throw new IllegalStateException("variable '" + name + "' is closed");
    }
  }

  /** Whether its type has gradients. */
  boolean isDifferentiable() {
    return Differentiable.isNumber(dataType);
  }

  private Op update(Ops tf, String opType, Operand<T> value) {
    requireNonNull(value, () -> this + " got null; a gradient is null without a path to it");
    Shape given = EagerHandles.shape(value.asOutput());
    if (!given.isCompatibleWith(shape)) {
      throw new IllegalArgumentException(
          "%s cannot be updated with a value of shape %s".formatted(this, given));
    }
    return build(builder(tf, opType).addInput(value.asOutput()));
  }

  private Op build(OperationBuilder builder) {
    Operation op = builder.setAttr("dtype", dataType).build();
    return () -> op;
  }

  private OperationBuilder builder(Ops tf, String opType) {
    requireOpen();
    return tf.scope().opBuilder(opType, opType).addInput(handle);
  }

  @Override
  public String toString() {
    return "variable '" + name + "' " + shape + " " + type.getSimpleName();
  }
}
