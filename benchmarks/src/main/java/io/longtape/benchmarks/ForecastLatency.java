package io.longtape.benchmarks;

import io.longtape.serving.SavedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
 * How long a forecast takes from a SavedModel that was loaded, from array to array: an LSTM of 64
 * units reads {@code [batch, 28, 13]} and gives {@code [batch, 21]}.
 */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class ForecastLatency {

  private static final int BATCH = 256;

  private final Map<String, double[]> oneWindow = windows(1);
  private final Map<String, double[]> manyWindows = windows(BATCH);
  private SavedModel model;

  /** Made by JMH. */
  public ForecastLatency() {}

  /**
   * Saves a model and loads it.
   *
   * @throws IOException when there is no room for temporary files
   */
  @Setup
  public void load() throws IOException {
    Path folder = Files.createTempDirectory("longtape-benchmarks");
    try {
      Path saved = folder.resolve("model");
      new SmallForecaster().save(saved);
      model = SavedModel.load(saved);
    } finally {
      delete(folder);
    }
  }

  /** Frees the model. */
  @TearDown
  public void close() {
    model.close();
  }

  /**
   * The forecast of one window.
   *
   * @return {@code [21]}
   */
  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  public double[] one() {
    return model.call(oneWindow, 1, SmallForecaster.FORECAST);
  }

  /**
   * The forecasts of 256 windows in one call.
   *
   * @return {@code [256, 21]}
   */
  @Benchmark
  @BenchmarkMode(Mode.AverageTime)
  public double[] batchOf256() {
    return model.call(manyWindows, BATCH, SmallForecaster.FORECAST);
  }

  private static Map<String, double[]> windows(int batch) {
    int each = SmallForecaster.CONTEXT * SmallForecaster.COLUMNS;
    return Map.of(SmallForecaster.PAST, SmallForecaster.numbers(batch * each));
  }

  private static void delete(Path folder) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> tree = Files.walk(folder)) {
      deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }
}
