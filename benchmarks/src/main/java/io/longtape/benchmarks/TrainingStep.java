package io.longtape.benchmarks;

import io.longtape.datasets.Examples;
import io.longtape.datasets.Slot;
import io.longtape.models.FitOptions;
import io.longtape.models.History;
import io.longtape.models.Model;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long one step of training takes within an epoch: shuffling and gathering the batch, forward,
 * backward, clipping and Adam. 64 examples of 28 steps and 13 columns, an LSTM of 64 units.
 */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class TrainingStep {

  private static final int BATCH = 64;
  private static final int STEPS = 20;
  private static final FitOptions ONE_EPOCH = FitOptions.of(1).withBatchSize(BATCH);

  private final Examples examples = new Waves(BATCH * STEPS);
  private Model model;

  /** Made by JMH. */
  public TrainingStep() {}

  /** Builds the training graph. */
  @Setup
  public void build() {
    model = new SmallForecaster().model();
  }

  /** Frees the graph. */
  @TearDown
  public void close() {
    model.close();
  }

  /**
   * An epoch of 20 steps, of which JMH reports one.
   *
   * @return how it went
   */
  @Benchmark
  @BenchmarkMode(Mode.AverageTime)
  @OperationsPerInvocation(STEPS)
  public History step() {
    return model.fit(examples, ONE_EPOCH);
  }

  /** Sine waves, each with a phase of its own, and how they go on in the first column. */
  private static final class Waves implements Examples {

    private static final Slot PAST = Slot.input(SmallForecaster.PAST);
    private static final Slot TARGET = Slot.target(SmallForecaster.FORECAST);

    private final double[][] pasts;
    private final double[][] targets;

    private Waves(int size) {
      pasts = new double[size][SmallForecaster.CONTEXT * SmallForecaster.COLUMNS];
      targets = new double[size][SmallForecaster.OUTPUTS];
      for (int example = 0; example < size; example++) {
        for (int i = 0; i < pasts[example].length; i++) {
          int day = i / SmallForecaster.COLUMNS;
          int column = i % SmallForecaster.COLUMNS;
          pasts[example][i] = Math.sin(example + 0.3 * (column + 1) * day);
        }
        for (int day = 0; day < SmallForecaster.OUTPUTS; day++) {
          targets[example][day] = Math.sin(example + 0.3 * (SmallForecaster.CONTEXT + day));
        }
      }
    }

    @Override
    public int size() {
      return pasts.length;
    }

    @Override
    public List<Slot> slots() {
      return List.of(PAST, TARGET);
    }

    @Override
    public void write(int example, Slot slot, double[] destination, int offset) {
      double[] source = slot.equals(TARGET) ? targets[example] : pasts[example];
      System.arraycopy(source, 0, destination, offset, source.length);
    }
  }
}
