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

/**
 * How long a training step takes that a gradient tape differentiates: forward, backward and Adam
 * for 32 sequences of 20 steps and 64 features, an LSTM of 128 units and a dense layer. The eager
 * step and the graph's are of one source; the third has TensorFlow's own gradients.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class TapeStep {

  /** Made by JMH. */
  public TapeStep() {}

  /** The eager step. */
  @State(Scope.Benchmark)
  public static class Eager {

    private Step step;

    /** Made by JMH. */
    public Eager() {}

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
  }

  /** The graph that the tape made. */
  @State(Scope.Benchmark)
  public static class ByTape {

    private Step step;

    /** Made by JMH. */
    public ByTape() {}

    /** Builds the graph. */
    @Setup
    public void build() {
      step = GraphStep.byTape();
    }

    /** Frees the graph. */
    @TearDown
    public void close() {
      step.close();
    }
  }

  /** The graph with TensorFlow's own gradients. */
  @State(Scope.Benchmark)
  public static class ByAddGradients {

    private Step step;

    /** Made by JMH. */
    public ByAddGradients() {}

    /** Builds the graph. */
    @Setup
    public void build() {
      step = GraphStep.byAddGradients();
    }

    /** Frees the graph. */
    @TearDown
    public void close() {
      step.close();
    }
  }

  /**
   * Eagerly: each op as it is made, then the walk back over the tape.
   *
   * @param state what is trained
   * @return the loss
   */
  @Benchmark
  public float eager(Eager state) {
    return state.step.run();
  }

  /**
   * The same source, run as a graph.
   *
   * @param state what is trained
   * @return the loss
   */
  @Benchmark
  public float graph(ByTape state) {
    return state.step.run();
  }

  /**
   * The graph that {@code Graph.addGradients} makes.
   *
   * @param state what is trained
   * @return the loss
   */
  @Benchmark
  public float graphByAddGradients(ByAddGradients state) {
    return state.step.run();
  }
}
