package io.longtape;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The code that documents show, and the tests that hold it. */
public final class Guide {

  private Guide() {}

  /** The Java code of a document. */
  public static List<String> shown(Path document) throws IOException {
    return blocks(document, "```java", "```");
  }

  /** What a test marks as shown. */
  public static List<String> held(Path test) throws IOException {
    return blocks(test, "// guide", "// end");
  }

  /** What stands between marks, without indentation and without the brace of an open block. */
  private static List<String> blocks(Path file, String start, String end) throws IOException {
    List<String> blocks = new ArrayList<>();
    StringBuilder open = null;
    for (String line : Files.readAllLines(file)) {
      String code = line.strip();
      if (open == null && code.equals(start)) {
        open = new StringBuilder();
      } else if (open != null && code.equals(end)) {
        blocks.add(open.toString().strip().replaceAll("\n}$", ""));
        open = null;
      } else if (open != null) {
        open.append(code).append('\n');
      }
    }
    return blocks;
  }
}
