package io.longtape.models;

/** What a step is for. */
enum Mode {
  TRAIN,
  TEST,
  PREDICT
}
