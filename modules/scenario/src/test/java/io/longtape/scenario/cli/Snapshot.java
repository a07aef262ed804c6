package io.longtape.scenario.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a folder holds: directories by name, files by name and bytes. Equal if nothing changed. */
public record Snapshot(Map<String, ByteBuffer> entries) {

  private static final ByteBuffer DIRECTORY = ByteBuffer.allocate(0);

  /** What is there now. */
  public static Snapshot of(Path folder) throws IOException {
    Map<String, ByteBuffer> entries = new TreeMap<>();
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.toList()) {
        String name = folder.relativize(path).toString();
        boolean file = Files.isRegularFile(path);
        entries.put(
            file ? name : name + "/", file ? ByteBuffer.wrap(Files.readAllBytes(path)) : DIRECTORY);
      }
    }
    return new Snapshot(entries);
  }

  /** The same without directories. */
  public Snapshot files() {
    Map<String, ByteBuffer> files = new TreeMap<>(entries);
    files.keySet().removeIf(name -> name.endsWith("/"));
    return new Snapshot(files);
  }
}
