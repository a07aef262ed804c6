package io.longtape.callbacks;

import io.longtape.autodiff.EagerScope;
import io.longtape.weights.WeightValues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.tensorflow.EagerSession;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.summary.SummaryWriter;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/**
 * TensorBoard's event files, one for each run of a directory, written by TensorFlow's summary ops
 * in a session of their own. Files are made when they are first written to. Owns all of it; close
 * it.
 */
final class EventFiles implements AutoCloseable {

  private static final int MAX_QUEUE = 10;
  private static final int FLUSH_MILLIS = 120_000;

  /** What Python's files end with; TensorFlow itself puts the process and a number before it. */
  private static final String SUFFIX = ".v2";

  /** Keeps the writers of a process apart. */
  private static final AtomicLong COUNT = new AtomicLong();

  private final Path directory;
  private final EagerSession session = EagerSession.create();
  private final EagerScope scope = EagerScope.of(session);
  private final Map<String, Operand<? extends TType>> writers = new LinkedHashMap<>();

  EventFiles(Path directory) {
    this.directory = directory;
  }

  void scalar(String run, String tag, long step, double value) {
    Operand<? extends TType> writer = writer(run);
    try (EagerScope call = EagerScope.of(scope);
        TInt64 stepTensor = TInt64.scalarOf(step);
        TFloat32 valueTensor = TFloat32.scalarOf((float) value)) {
      Ops tf = call.ops();
      tf.summary.writeScalarSummary(
          writer, call.feed(stepTensor), tf.constant(tag), call.feed(valueTensor));
    }
  }

  void histogram(String run, String tag, long step, WeightValues.Value value) {
    Operand<? extends TType> writer = writer(run);
    try (EagerScope call = EagerScope.of(scope);
        TInt64 stepTensor = TInt64.scalarOf(step);
        TFloat32 valueTensor = value.toTensor()) {
      Ops tf = call.ops();
      tf.summary.writeHistogramSummary(
          writer, call.feed(stepTensor), tf.constant(tag), call.feed(valueTensor));
    }
  }

  /** Makes all that was written visible to readers. */
  void flush() {
    try (EagerScope call = EagerScope.of(scope)) {
      writers.values().forEach(call.ops().summary::flushSummaryWriter);
    }
  }

  @Override
  public void close() {
    try (session;
        scope) {
      writers.values().forEach(scope.ops().summary::closeSummaryWriter);
    } finally {
      writers.clear();
    }
  }

  private Operand<? extends TType> writer(String run) {
    return writers.computeIfAbsent(run, this::open);
  }

  private Operand<? extends TType> open(String run) {
    Path folder = directory.resolve(run);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot make the TensorBoard directory " + folder + ": " + e, e);
    }
    Ops tf = scope.ops();
    String name = "longtape_event_files_" + COUNT.incrementAndGet();
    SummaryWriter writer = tf.summary.summaryWriter(SummaryWriter.sharedName(name));
    tf.summary.createSummaryFileWriter(
        writer,
        tf.constant(folder.toString()),
        tf.constant(MAX_QUEUE),
        tf.constant(FLUSH_MILLIS),
        tf.constant(SUFFIX));
    return writer;
  }
}
