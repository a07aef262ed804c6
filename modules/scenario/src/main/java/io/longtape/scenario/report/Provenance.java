package io.longtape.scenario.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/**
 * Where the numbers of a report come from.
 *
 * @param longtape version of Longtape
 * @param java version and vendor of the Java runtime
 * @param tensorflow version of TensorFlow; null for runs without it
 * @param os name, version and architecture of the operating system
 * @param cpus processors that the JVM saw
 * @param maxMemory most heap that the JVM would take, in bytes
 * @param created when the report was made, ISO 8601 in UTC; null when left out so that two runs can
 *     be compared byte by byte
 * @param arguments command-line arguments of the run
 */
public record Provenance(
    String longtape,
    String java,
    String tensorflow,
    String os,
    int cpus,
    long maxMemory,
    String created,
    List<String> arguments) {

  /**
   * Keeps a copy of the arguments.
   *
   * @param longtape version of Longtape
   * @param java version and vendor of the Java runtime
   * @param tensorflow version of TensorFlow
   * @param os name, version and architecture of the operating system
   * @param cpus processors that the JVM saw
   * @param maxMemory most heap that the JVM would take, in bytes
   * @param created when the report was made, ISO 8601 in UTC
   * @param arguments command-line arguments of the run
   */
  public Provenance {
    Objects.requireNonNull(longtape, "longtape");
    Objects.requireNonNull(java, "java");
    Objects.requireNonNull(os, "os");
    arguments = List.copyOf(arguments);
  }

  /**
   * Describes the running JVM, now.
   *
   * @param tensorflow version of TensorFlow; null for runs without it
   * @param arguments command-line arguments of the run
   * @return the provenance
   */
  public static Provenance ofThisRun(String tensorflow, List<String> arguments) {
    Runtime runtime = Runtime.getRuntime();
    return new Provenance(
        version(),
        System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")",
        tensorflow,
        String.join(
            " ",
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch")),
        runtime.availableProcessors(),
        runtime.maxMemory(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        arguments);
  }

  /**
   * The same without the time, so that two runs can be compared byte by byte.
   *
   * @return the provenance without {@code created}
   */
  public Provenance withoutTime() {
    return new Provenance(longtape, java, tensorflow, os, cpus, maxMemory, null, arguments);
  }

  private static String version() {
    try (InputStream in = Provenance.class.getResourceAsStream("version.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException("version.properties cannot be read", e);
    }
  }
}
