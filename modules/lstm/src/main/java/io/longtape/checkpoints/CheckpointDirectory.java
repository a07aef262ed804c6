package io.longtape.checkpoints;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The newest checkpoints of one training, as {@code tf.train.CheckpointManager}: files named by
 * their step, {@code checkpoint-0000000120.ckpt}. An older one goes only when a newer one is safely
 * on the disk, so there is a good one whenever the process or the machine stops.
 *
 * <p>A directory is for one training at a time. Saving a step also removes files of later steps:
 * they belong to a training that went on from an earlier one, or was begun anew.
 */
public final class CheckpointDirectory {

  private static final int DEFAULT_KEEP = 2;
  private static final Pattern NAME = Pattern.compile("checkpoint-(\\d{10,18})\\.ckpt");

  private final Path directory;
  private final int keep;

  private CheckpointDirectory(Path directory, int keep) {
    this.directory = requireNonNull(directory, "directory");
    this.keep = keep;
  }

  /**
   * A checkpoint that was found good.
   *
   * @param file where it is
   * @param state what it holds
   * @param refused for each newer file that is of no use one line why; empty when this is the
   *     newest
   */
  public record Found(Path file, TrainingState state, List<String> refused) {

    /**
     * Copies the list.
     *
     * @param file not null
     * @param state not null
     * @param refused without nulls
     */
    public Found {
      refused = List.copyOf(refused);
    }
  }

  private record Numbered(Path file, long step) {}

  /**
   * A directory that keeps the two newest.
   *
   * @param directory made when the first checkpoint is saved; other files in it are left alone
   * @return the directory
   */
  public static CheckpointDirectory of(Path directory) {
    return new CheckpointDirectory(directory, DEFAULT_KEEP);
  }

  /**
   * The same with another number of files.
   *
   * @param newKeep how many of the newest stay, at least 1
   * @return the directory
   * @throws IllegalArgumentException when it is less than 1
   */
  public CheckpointDirectory withKeep(int newKeep) {
    if (newKeep < 1) {
      throw new IllegalArgumentException("a directory keeps at least 1 checkpoint, not " + newKeep);
    }
    return new CheckpointDirectory(directory, newKeep);
  }

  /**
   * Where it is.
   *
   * @return the path that was given
   */
  public Path path() {
    return directory;
  }

  /**
   * Writes a checkpoint, then removes those that are too many.
   *
   * @param state what to write; its {@link TrainingState#iterations} name the file
   * @return the file
   * @throws CheckpointException when it cannot be written, or an old one not removed
   */
  public Path save(TrainingState state) {
    long step = state.iterations();
    Path file = directory.resolve(String.format(Locale.ROOT, "checkpoint-%010d.ckpt", step));
    Checkpoint.write(file, state);
    List<Numbered> old = newestFirst();
    List<Path> surplus = new ArrayList<>(unfinished());
    old.stream().filter(other -> other.step > step).map(Numbered::file).forEach(surplus::add);
    old.stream()
        .filter(other -> other.step <= step)
        .skip(keep)
        .map(Numbered::file)
        .forEach(surplus::add);
    remove(surplus);
    return file;
  }

  /**
   * The newest checkpoint that is good for a training. Damaged ones, and those of another training,
   * are passed over.
   *
   * @param fingerprint what the state has to have as its {@link TrainingState#fingerprint}
   * @return the checkpoint with its state; empty when there are no files at all
   * @throws CheckpointException when there are files and none is good, so that nobody begins anew
   *     by mistake
   */
  public Optional<Found> latest(String fingerprint) {
    List<String> refused = new ArrayList<>();
    for (Numbered candidate : newestFirst()) {
      try {
        TrainingState state = Checkpoint.read(candidate.file, fingerprint);
        return Optional.of(new Found(candidate.file, state, refused));
      } catch (CheckpointException e) {
        refused.add(e.getMessage());
      }
    }
    if (refused.isEmpty()) {
      return Optional.empty();
    }
    throw new CheckpointException(
        "none of the %d checkpoints in %s can be used; remove them to begin anew; the newest: %s"
            .formatted(refused.size(), directory, refused.get(0)));
  }

  /**
   * Removes all checkpoints, and the directory if it is empty then.
   *
   * @throws CheckpointException when a file cannot be removed
   */
  public void delete() {
    List<Path> all = new ArrayList<>(unfinished());
    newestFirst().forEach(numbered -> all.add(numbered.file));
    remove(all);
    if (Files.isDirectory(directory) && list().isEmpty()) {
      remove(List.of(directory));
    }
  }

  private List<Numbered> newestFirst() {
    List<Numbered> found = new ArrayList<>();
    for (Path file : list()) {
      Matcher name = NAME.matcher(file.getFileName().toString());
      if (name.matches()) {
        found.add(new Numbered(file, Long.parseLong(name.group(1))));
      }
    }
    found.sort(Comparator.comparingLong(Numbered::step).reversed());
    return found;
  }

  /** What a process left behind that was killed while it wrote. */
  private List<Path> unfinished() {
    return list().stream()
        .filter(
            file -> {
              String name = file.getFileName().toString();
              return name.endsWith(AtomicFile.UNFINISHED)
                  && NAME.matcher(name.substring(0, name.length() - AtomicFile.UNFINISHED.length()))
                      .matches();
            })
        .toList();
  }

  private List<Path> list() {
    List<Path> files = new ArrayList<>();
    if (!Files.isDirectory(directory)) {
      return files;
    }
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      stream.forEach(files::add);
      return files;
    } catch (IOException | DirectoryIteratorException e) {
      throw new CheckpointException("cannot list the checkpoints in " + directory, e);
    }
  }

  private static void remove(List<Path> files) {
    for (Path file : files) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new CheckpointException("cannot remove the old checkpoint " + file, e);
      }
    }
  }
}
