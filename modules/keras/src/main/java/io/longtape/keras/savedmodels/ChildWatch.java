package io.longtape.keras.savedmodels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends a process that takes too long or too much memory. Memory is read from {@code /proc}, and is
 * not watched where there is none.
 */
final class ChildWatch {

  private static final long BUSY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private record Task(String what, long start) {}

  private final Process process;
  private final ChildLimits limits;
  private final Runnable release;
  private final Path status;
  private final Thread thread;
  private Task task;
  private String reason;

  /**
   * Starts to watch.
   *
   * @param release what frees a thread that waits for the process
   */
  ChildWatch(Process process, ChildLimits limits, Runnable release) {
    this.process = process;
    this.limits = limits;
    this.release = release;
    status = Path.of("/proc", Long.toString(process.pid()), "status");
    thread = new Thread(this::run, "longtape-model-watch");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * The clock starts.
   *
   * @param what for the message, such as {@code the load}
   */
  synchronized void begin(String what) {
    task = new Task(what, System.nanoTime());
    LockSupport.unpark(thread);
  }

  /** The clock stops. */
  synchronized void end() {
    task = null;
  }

  /** Why the process was ended, if it was. */
  synchronized Optional<String> reason() {
    return Optional.ofNullable(reason);
  }

  /** Ends the process, unless it was ended before for another reason. */
  synchronized void kill(String why) {
    if (reason == null) {
      reason = why;
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    release.run();
  }

  private void run() {
    while (process.isAlive()) {
      LockSupport.parkNanos(check() ? BUSY_NANOS : IDLE_NANOS);
    }
    release.run();
  }

  private synchronized boolean check() {
    long used = residentBytes();
    if (used > limits.memory()) {
      kill("it took %d MiB of memory, more than %d".formatted(used >> 20, limits.memory() >> 20));
    }
    if (task != null && System.nanoTime() - task.start > limits.timeout().toNanos()) {
      kill("%s took longer than %s".formatted(task.what, seconds()));
    }
    return task != null;
  }

  private String seconds() {
    return limits.timeout().toMillis() / 1000.0 + " s";
  }

  /** With what was swapped out; 0 when it is not known. */
  private long residentBytes() {
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmRSS:") || line.startsWith("VmSwap:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .sum();
    } catch (IOException e) {
      return 0;
    }
  }
}
