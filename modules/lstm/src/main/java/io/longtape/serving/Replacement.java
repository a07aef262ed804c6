package io.longtape.serving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Replaces a model directory as a whole: the new one is written beside the old one and takes its
 * place by renaming. What is not committed leaves nothing behind.
 */
final class Replacement implements AutoCloseable {

  private final Path target;
  private final Path workspace;

  private Replacement(Path target, Path workspace) {
    this.target = target;
    this.workspace = workspace;
  }

  static Replacement of(Path directory) throws IOException {
    Path target = directory.toAbsolutePath().normalize();
    requireReplaceable(directory, target);
    Path parent = target.getParent();
    if (parent == null) {
      throw new ModelException(directory + " cannot hold a model: it is a root directory");
    }
    Files.createDirectories(parent);
    return new Replacement(
        target, Files.createTempDirectory(parent, "." + target.getFileName() + "-new-"));
  }

  /** An empty directory beside the target. */
  Path workspace() {
    return workspace;
  }

  void commit() throws IOException {
    if (!Files.exists(target)) {
      Files.move(workspace, target, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    Path old = Files.createTempDirectory(target.getParent(), "." + target.getFileName() + "-old-");
    Path kept = old.resolve("model");
    Files.move(target, kept, StandardCopyOption.ATOMIC_MOVE);
    try {
      Files.move(workspace, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.move(kept, target, StandardCopyOption.ATOMIC_MOVE);
      throw e;
    } finally {
      delete(old);
    }
  }

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
    try (Stream<Path> entries = Files.list(target)) {
      if (entries.findAny().isPresent() && !Files.exists(target.resolve("saved_model.pb"))) {
        throw new ModelException(
            directory
                + " is not overwritten: it holds files but no model (saved_model.pb); name an empty"
                + " or a new directory");
      }
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
