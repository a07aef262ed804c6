package io.longtape.keras.archives;

/**
 * How much of a file is read before it is refused, since a small file can claim to be large. What
 * is counted are the bytes that are really there, not what a file says of itself.
 *
 * @param bytes of a file, and of all that is unpacked from it; by default a quarter of the memory
 *     that the JVM may use ({@code -Xmx}), at most 2 GB
 * @param textBytes of a config or a vocabulary; 8 MB by default
 * @param jsonDepth of lists and objects in a config; 100 by default
 * @param entries of a zip file; 10,000 by default
 */
public record ReadLimits(long bytes, int textBytes, int jsonDepth, int entries) {

  private static final int MEGABYTE = 1 << 20;

  /**
   * Refuses limits that nothing would pass.
   *
   * @param bytes at least 1, at most 2^31 - 9
   * @param textBytes at least 1
   * @param jsonDepth at least 1
   * @param entries at least 1
   * @throws IllegalArgumentException when a limit is out of range
   */
  public ReadLimits {
    if (bytes < 1 || bytes > Integer.MAX_VALUE - 8 || textBytes < 1 || jsonDepth < 1) {
      throw new IllegalArgumentException(
          "limits of %d bytes, %d bytes of text and a depth of %d"
              .formatted(bytes, textBytes, jsonDepth));
    }
    if (entries < 1) {
      throw new IllegalArgumentException("a limit of %d entries".formatted(entries));
    }
  }

  /**
   * The limits for files of unknown origin.
   *
   * @return the default of each
   */
  public static ReadLimits defaults() {
    long quarter = Runtime.getRuntime().maxMemory() / 4;
    return new ReadLimits(Math.min(quarter, Integer.MAX_VALUE - 8), 8 * MEGABYTE, 100, 10_000);
  }
}
