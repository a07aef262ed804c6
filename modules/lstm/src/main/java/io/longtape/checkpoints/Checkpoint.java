package io.longtape.checkpoints;

import static java.util.Objects.requireNonNull;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One file that holds a {@link TrainingState}.
 *
 * <p>Writing is atomic: the file is written under another name beside the old one, forced to the
 * disk and then renamed, so that its name always stands for a whole state, old or new. Reading
 * checks every bit by checksums and refuses what is cut short, damaged, of another program, of a
 * newer format or of another training.
 *
 * <p>The file is a zip archive without compression: {@code longtape-checkpoint.json} says what is
 * in it, {@code arrays/0} and so on are the numbers of the weights as little-endian float32.
 * Writing takes next to no memory beside the state, reading next to none beside the result.
 */
public final class Checkpoint {

  private Checkpoint() {}

  /**
   * Writes a state; folders that are missing are made.
   *
   * @param file the file, which may exist; {@code .tmp} is added to its name while it is written
   * @param state what to write
   * @throws CheckpointException when it cannot be written; what was there before is still there
   */
  public static void write(Path file, TrainingState state) {
    requireNonNull(state, "state");
    try {
      CheckpointWriter.write(file, state);
    } catch (IOException e) {
      throw CheckpointException.unwritten(file, e);
    }
  }

  /**
   * Reads a state, of whatever training.
   *
   * @param file the file
   * @return the state, with each number to the bit
   * @throws CheckpointException when there is no such file or it is refused
   */
  public static TrainingState read(Path file) {
    return read(file, Optional.empty());
  }

  /**
   * Reads a state to go on with.
   *
   * @param file the file
   * @param fingerprint what the state has to have as its {@link TrainingState#fingerprint}
   * @return the state, with each number to the bit
   * @throws CheckpointException when there is no such file or it is refused
   */
  public static TrainingState read(Path file, String fingerprint) {
    return read(file, Optional.of(fingerprint));
  }

  private static TrainingState read(Path file, Optional<String> fingerprint) {
    if (Files.isDirectory(file)) {
      throw CheckpointException.refused(file, new IOException("it is a directory, not a file"));
    }
    try {
      return CheckpointReader.read(file, fingerprint);
    } catch (FileNotFoundException e) {
      boolean there = Files.exists(file);
      throw CheckpointException.refused(
          file, new IOException(there ? "it cannot be opened" : "there is no such file", e));
    } catch (IOException e) {
      throw CheckpointException.refused(file, e);
    }
  }
}
