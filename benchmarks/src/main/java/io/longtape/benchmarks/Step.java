package io.longtape.benchmarks;

/** A training step that can be repeated. */
interface Step extends AutoCloseable {

  /**
   * Forward, backward, update.
   *
   * @return the loss before the update
   */
  float run();

  @Override
  void close();
}
