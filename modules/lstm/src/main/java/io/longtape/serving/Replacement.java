package io.longtape.serving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Replaces a model directory as a whole: the new one is written beside the old one and takes its
 * place by renaming. What is not committed leaves nothing behind.
 */
public final class Replacement implements AutoCloseable {

  /** What TensorFlow and this package write into a model's directory. */
  private static final Set<String> OF_A_MODEL =
      Set.of("saved_model.pb", "variables", "assets", "assets.extra", "fingerprint.pb");

  private final Path target;
  private final Path workspace;

  private Replacement(Path target, Path workspace) {
    this.target = target;
    this.workspace = workspace;
  }

  /**
   * Starts a replacement.
   *
   * @param directory the model's place; a model there is replaced
   * @return the replacement, which the caller closes
   * @throws ModelException when something else than a model is there
   * @throws IOException when the workspace cannot be made
   */
  public static Replacement of(Path directory) throws IOException {
    Path target = directory.toAbsolutePath().normalize();
    requireReplaceable(directory, target);
    Path parent = target.getParent();
    if (parent == null) {
      throw new ModelException(directory + " cannot hold a model: it is a root directory");
    }
    Files.createDirectories(parent);
    return new Replacement(target, Files.createDirectory(beside(target, "new")));
  }

  /**
   * An empty directory beside the target.
   *
   * @return where the new model is written
   */
  public Path workspace() {
    return workspace;
  }

  /**
   * Moves the workspace to its place.
   *
   * @throws IOException when that fails; the old model is there then
   */
  public void commit() throws IOException {
    if (!Files.exists(target)) {
      Files.move(workspace, target, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    Path old = beside(target, "old");
    Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
    try {
      Files.move(workspace, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
      throw e;
    }
    delete(old);
  }

  /** A hidden name of its own beside the target; made by the caller, so that the umask applies. */
  private static Path beside(Path target, String what) {
    String name =
        ".%s-%s-%d-%d"
            .formatted(
                target.getFileName(), what, ProcessHandle.current().pid(), System.nanoTime());
    return target.resolveSibling(name);
  }

  /**
   * Deletes what was not committed.
   *
   * @throws IOException when that fails
   */
  @Override
  public void close() throws IOException {
    if (Files.exists(workspace)) {
      delete(workspace);
    }
  }

  private static void requireReplaceable(Path directory, Path target) throws IOException {
    if (!Files.exists(target)) {
      return;
    }
    if (!Files.isDirectory(target)) {
      throw new ModelException(directory + " cannot hold a model: it is a file, not a directory");
    }
    List<String> names;
    try (Stream<Path> entries = Files.list(target)) {
      names = entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
    if (!names.isEmpty() && !names.contains("saved_model.pb")) {
      throw new ModelException(
          directory
              + " is not overwritten: it holds files but no model (saved_model.pb); name an empty"
              + " or a new directory");
    }
    List<String> others = names.stream().filter(name -> !OF_A_MODEL.contains(name)).toList();
    if (!others.isEmpty()) {
      throw new ModelException(
          directory
              + " is not overwritten: beside a model it holds "
              + String.join(", ", others)
              + "; name an empty or a new directory");
    }
  }

  private static void delete(Path directory) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> tree = Files.walk(directory)) {
      deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }
}
