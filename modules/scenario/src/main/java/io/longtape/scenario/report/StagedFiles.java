package io.longtape.scenario.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes texts beside their places and renames them only when all of them are on disk: a failed run
 * leaves the old files as they were.
 */
final class StagedFiles implements AutoCloseable {
  private final Map<Path, Path> temporaryByTarget = new LinkedHashMap<>();

  /** Writes the text beside {@code target}; directories above it are made. */
  void stage(Path target, String text) {
    Path absolute = target.toAbsolutePath();
    if (Files.isDirectory(absolute)) {
      throw new ReportException(target + " cannot be written: it is a directory", null);
    }
    try {
      Files.createDirectories(absolute.getParent());
      Path temporary =
          absolute.resolveSibling(
              "." + absolute.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
      temporaryByTarget.put(absolute, temporary);
      Files.writeString(temporary, text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ReportException(target + " cannot be written: " + reason(e), e);
    }
  }

  /** Puts all the staged files in their places. */
  void commit() {
    for (Map.Entry<Path, Path> entry : temporaryByTarget.entrySet()) {
      try {
        Files.move(
            entry.getValue(),
            entry.getKey(),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw new ReportException(entry.getKey() + " cannot be written: " + reason(e), e);
      }
    }
  }

  /** Removes what was staged and not put in its place. */
  @Override
  public void close() {
    for (Path temporary : temporaryByTarget.values()) {
      try {
        Files.deleteIfExists(temporary);
      } catch (IOException e) {
        throw new ReportException(temporary + " cannot be removed: " + reason(e), e);
      }
    }
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException denied) {
      return "no permission to write " + denied.getFile();
    }
    if (e instanceof FileAlreadyExistsException exists) {
      return exists.getFile() + " is a file, not a directory";
    }
    if (e instanceof FileSystemException other && other.getReason() != null) {
      return other.getReason() + " (" + other.getFile() + ")";
    }
    return e.getMessage();
  }
}
