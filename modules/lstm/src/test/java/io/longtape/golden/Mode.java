package io.longtape.golden;

/** The ways to run a network. */
public enum Mode {
  EAGER,
  STATIC_GRAPH,
  GRAPH_OF_FREE_BATCH,
  GRAPH_OF_FREE_BATCH_AND_TIME
}
