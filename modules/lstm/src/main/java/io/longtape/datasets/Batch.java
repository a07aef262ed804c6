package io.longtape.datasets;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/** The tensors of one training step. Owns them: close it. */
public final class Batch implements AutoCloseable {

  private final int size;
  private final Map<String, TType> inputs;
  private final Map<String, TType> targets;
  private final Map<String, TFloat32> sampleWeights;
  private final boolean resetsState;
  private boolean closed;

  Batch(
      int size,
      Map<String, TType> inputs,
      Map<String, TType> targets,
      Map<String, TFloat32> sampleWeights,
      boolean resetsState) {
    this.size = size;
    this.inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    this.targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
    this.sampleWeights = Collections.unmodifiableMap(new LinkedHashMap<>(sampleWeights));
    this.resetsState = resetsState;
  }

  /**
   * All examples in one batch, in their order, as {@code trainOnBatch} takes.
   *
   * @param examples at least one
   * @param spec the tensors that the network wants
   * @return the batch, which the caller closes
   * @throws IllegalArgumentException when there are no examples or one does not fit the spec
   */
  public static Batch of(Examples examples, BatchSpec spec) {
    Batching whole = Batching.of(Math.max(1, examples.size())).withPrefetch(0);
    try (BatchIterator batches = examples.batches(spec, whole).epoch(0, 0)) {
      return batches.next();
    }
  }

  /**
   * The same tensors with other sample weights. The new batch owns all of them, and this one
   * nothing any longer.
   *
   * @param weights tensors {@code [batch]} or {@code [batch, time]} by the names of the outputs
   * @return the batch, which the caller closes
   */
  public Batch withSampleWeights(Map<String, TFloat32> weights) {
    sampleWeights.values().forEach(TFloat32::close);
    closed = true;
    return new Batch(size, inputs, targets, weights, resetsState);
  }

  /**
   * The number of examples.
   *
   * @return the first size of each tensor
   */
  public int size() {
    return size;
  }

  /**
   * What the network reads.
   *
   * @return tensors {@code [batch, ...]} by the names of the inputs, in the order of the spec
   */
  public Map<String, TType> inputs() {
    return inputs;
  }

  /**
   * What the network should give.
   *
   * @return tensors {@code [batch, ...]} by the names of the outputs, in the order of the spec
   */
  public Map<String, TType> targets() {
    return targets;
  }

  /**
   * How much examples or steps count in the loss.
   *
   * @return tensors {@code [batch]} or {@code [batch, time]} by the names of the outputs that have
   *     weights
   */
  public Map<String, TFloat32> sampleWeights() {
    return sampleWeights;
  }

  /**
   * Whether sequences start here, so that the state of stateful layers is to be set to its start
   * before this batch. Only {@link TruncatedSequences} say so.
   *
   * @return true in the first piece of sequences that were cut
   */
  public boolean resetsState() {
    return resetsState;
  }

  /**
   * Whether the tensors were freed.
   *
   * @return true after {@link #close}
   */
  public boolean isClosed() {
    return closed;
  }

  /** Frees the tensors. The second time it does nothing. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      inputs.values().forEach(TType::close);
      targets.values().forEach(TType::close);
      sampleWeights.values().forEach(TFloat32::close);
    }
  }
}
