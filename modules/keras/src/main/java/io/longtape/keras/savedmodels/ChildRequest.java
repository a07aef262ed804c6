package io.longtape.keras.savedmodels;

/** What a model's process is asked for, and how it answers. */
enum ChildRequest {
  LOAD,
  RUN,
  WEIGHTS,
  RESET,
  SAVE;

  /** The first number that the process sends; it stands for this version of the messages. */
  static final int GREETING = 0x4c540001;

  /** Answers: tensors by name follow, which may be none. */
  static final int DONE = 0;

  /** Answers: the message of an IllegalArgumentException follows. */
  static final int ILLEGAL = 1;

  /** Answers: the message of a ModelException follows. */
  static final int FAILED = 2;
}
