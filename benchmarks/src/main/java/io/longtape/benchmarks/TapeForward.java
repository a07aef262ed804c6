package io.longtape.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What recording adds to the forward pass of {@link TapeStep}'s network in an eager session. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class TapeForward {

  private EagerStep step;

  /** Made by JMH. */
  public TapeForward() {}

  /** Makes the weights. */
  @Setup
  public void build() {
    step = new EagerStep();
  }

  /** Frees the session. */
  @TearDown
  public void close() {
    step.close();
  }

  /**
   * Without a tape.
   *
   * @return the loss
   */
  @Benchmark
  public float plain() {
    return step.forward();
  }

  /**
   * While a tape records.
   *
   * @return the loss
   */
  @Benchmark
  public float recording() {
    return step.recordedForward();
  }
}
