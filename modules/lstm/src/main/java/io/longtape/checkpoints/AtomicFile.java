package io.longtape.checkpoints;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Replaces a file as a whole: whatever happens, and whenever, its name stands for the old bytes or
 * the new ones. Not a channel, since an interrupt would close it in the middle.
 */
public final class AtomicFile {

  /** What a file's name ends with while it is being written. */
  static final String UNFINISHED = ".tmp";

  /** Puts bytes into a file. */
  @FunctionalInterface
  public interface Content {

    /**
     * Writes from the start to the end.
     *
     * @param file empty
     * @throws IOException when it cannot be written
     */
    void writeTo(RandomAccessFile file) throws IOException;
  }

  private AtomicFile() {}

  /**
   * Writes a file beside its place and moves it there when it is whole.
   *
   * @param file one that is there is replaced; folders that are missing are made
   * @param content what is in it
   * @throws IOException when it cannot be written; the old file is still there then
   */
  public static void write(Path file, Content content) throws IOException {
    Path target = file.toAbsolutePath();
    Path folder = Files.createDirectories(target.getParent());
    Path unfinished = folder.resolve(target.getFileName() + UNFINISHED);
    try {
      try (RandomAccessFile out = new RandomAccessFile(unfinished.toFile(), "rw")) {
        out.setLength(0);
        content.writeTo(out);
        out.getFD().sync();
      }
      Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | RuntimeException e) {
      discard(unfinished, e);
      throw e;
    }
    sync(folder);
  }

  private static void discard(Path unfinished, Exception reason) {
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  /** Makes a rename last; where a system cannot open folders, it has to do without. */
  private static void sync(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException notPossibleHere) {
      return;
    }
  }
}
