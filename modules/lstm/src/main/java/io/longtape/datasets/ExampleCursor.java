package io.longtape.datasets;

import java.util.Iterator;

/** One reading of an {@link ExampleStream}, from its first example to its last. */
public interface ExampleCursor extends Iterator<Example>, AutoCloseable {

  /** Frees what the reading holds, such as a file. */
  @Override
  void close();
}
