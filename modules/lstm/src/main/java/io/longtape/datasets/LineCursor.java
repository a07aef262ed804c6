package io.longtape.datasets;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** The lines of files, one file open at a time. */
final class LineCursor implements ExampleCursor {

  private final Iterator<Path> files;
  private final Function<String, Example> parser;
  private BufferedReader reader;
  private Path file;
  private String line;
  private long number;

  LineCursor(List<Path> files, Function<String, Example> parser) {
    this.files = files.iterator();
    this.parser = parser;
  }

  @Override
  public boolean hasNext() {
    try {
      while (line == null && (reader != null || files.hasNext())) {
        if (reader == null) {
          file = files.next();
          number = 0;
          reader = Files.newBufferedReader(file);
        }
        line = reader.readLine();
        number++;
        if (line == null) {
          close();
        }
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
    return line != null;
  }

  @Override
  public Example next() {
    if (!hasNext()) {
      throw new NoSuchElementException("there are no more lines");
    }
    String text = line;
    line = null;
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s, line %d: %s".formatted(file, number, e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    if (reader != null) {
      try {
        reader.close();
      } catch (IOException e) {
        throw unreadable(e);
      } finally {
        reader = null;
      }
    }
  }

  private UncheckedIOException unreadable(IOException e) {
    return new UncheckedIOException("cannot read %s: %s".formatted(file, e), e);
  }
}
