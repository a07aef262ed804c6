package io.longtape.keras.fuzz;

import io.longtape.keras.KerasModel;
import io.longtape.models.Model;
import io.longtape.serving.ModelException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Reads damaged files in a JVM of its own and prints what came of them: {@code FAIL} for what
 * should not be, and at the end a line of numbers.
 */
final class FuzzRun {

  /** Seconds of the processor for one file. */
  private static final double LONGEST = 10;

  /** Seconds by the clock, on a machine that has other things to do. */
  private static final long LONGEST_WAIT = 60;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** What came of a file. */
  enum End {
    MODEL,
    REFUSED,
    FAILED
  }

  @FunctionalInterface
  private interface Attempt {
    /** Ends normally when a model came of it. */
    void run() throws IOException;
  }

  private final Map<End, Integer> ends = new EnumMap<>(End.class);
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "fuzz");
            thread.setDaemon(true);
            return thread;
          });
  private final boolean verbose;
  private double slowest;

  private FuzzRun(boolean verbose) {
    this.verbose = verbose;
  }

  /**
   * Reads the files of some seeds.
   *
   * @param args {@code keras}, {@code h5} or {@code pb}; the first seed; the one behind the last
   */
  public static void main(String[] args) throws Exception {
    FuzzRun run = new FuzzRun(args.length > 3);
    Path directory = Files.createTempDirectory("fuzz");
    try {
      for (long seed = Long.parseLong(args[1]); seed < Long.parseLong(args[2]); seed++) {
        run.one(args[0], seed, directory);
      }
    } finally {
      delete(directory);
    }
    System.out.printf(
        "models %d refused %d failed %d slowest %.1f heap %d resident %d%n",
        run.count(End.MODEL),
        run.count(End.REFUSED),
        run.count(End.FAILED),
        run.slowest,
        peakHeap() >> 20,
        peakMemory() >> 20);
  }

  private int count(End end) {
    return ends.getOrDefault(end, 0);
  }

  private void one(String format, long seed, Path directory) throws Exception {
    if (format.equals("pb")) {
      SavedModelCase damaged = SavedModelCase.of(seed);
      Path model = directory.resolve("m" + seed);
      damaged.write(model);
      check(damaged.name(), () -> damaged.loadAndCall(model));
      delete(model);
    } else {
      FuzzCase damaged = format.equals("h5") ? FuzzCase.h5(seed) : FuzzCase.keras(seed);
      Path file = Files.write(directory.resolve("damaged." + format), damaged.bytes());
      check(damaged.name(), () -> readAndBuild(file));
    }
  }

  private static void readAndBuild(Path file) {
    try (Model model = KerasModel.read(file).toModel(42)) {
      if (model.network() == null) {
        throw new AssertionError("a model without a network");
      }
    }
  }

  private void check(String name, Attempt attempt) throws InterruptedException {
    long start = System.nanoTime();
    Future<Double> processor =
        worker.submit(
            () -> {
              long before = THREADS.getCurrentThreadCpuTime();
              attempt.run();
              return (THREADS.getCurrentThreadCpuTime() - before) / 1e9;
            });
    End end = End.MODEL;
    String what = "";
    try {
      double used = processor.get(LONGEST_WAIT, TimeUnit.SECONDS);
      if (used > LONGEST) {
        end = End.FAILED;
        what = "takes %.1f s".formatted(used);
      }
    } catch (TimeoutException e) {
      System.out.println("FAIL " + name + ": takes longer than " + LONGEST_WAIT + " s");
      System.out.flush();
      Runtime.getRuntime().halt(1);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      end = isClear(cause) ? End.REFUSED : End.FAILED;
      what = cause + (isClear(cause) ? "" : " at " + top(cause));
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    slowest = Math.max(slowest, seconds);
    ends.merge(end, 1, Integer::sum);
    if (end == End.FAILED) {
      System.out.println("FAIL " + name + ": " + shortened(what));
    }
    if (verbose) {
      System.out.printf("%s %.2f s %s %s%n", end, seconds, name, shortened(what));
    }
  }

  private static boolean isClear(Throwable cause) {
    return cause instanceof ModelException && cause.getMessage().lines().limit(2).count() == 1;
  }

  private static List<StackTraceElement> top(Throwable cause) {
    List<StackTraceElement> trace = List.of(cause.getStackTrace());
    return trace.subList(0, Math.min(6, trace.size()));
  }

  private static String shortened(String text) {
    return text.length() < 600 ? text : text.substring(0, 600) + "...";
  }

  private static long peakHeap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(usage -> usage.getUsed())
        .sum();
  }

  /** The largest resident memory that there was; 0 where the system does not tell. */
  private static long peakMemory() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .sum();
  }

  private static void delete(Path path) throws IOException {
    try (Stream<Path> all = Files.walk(path)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
