package io.longtape.keras.savedmodels;

import java.util.List;
import java.util.Optional;

/** The ops on files that a model cannot do without, and which of their inputs name files. */
enum FileOp {
  SAVE("SaveV2", Part.SAVE, 0),
  MERGE("MergeV2Checkpoints", Part.SAVE, 0, 1),
  SHARDED("ShardedFilename", Part.SAVE, 0),
  RESTORE("RestoreV2", Part.RESTORE, 0),
  TEXT_FILE("InitializeTableFromTextFile", Part.INIT, 1),
  TEXT_FILE_V2("InitializeTableFromTextFileV2", Part.INIT, 1);

  /** The parts of a model that use files, each with files of its own. */
  enum Part {
    SAVE("the saver's saving"),
    RESTORE("the saver's restoring"),
    INIT("the filling of tables from the model's assets");

    private final String description;

    Part(String description) {
      this.description = description;
    }

    @Override
    public String toString() {
      return description;
    }
  }

  private final String op;
  private final Part part;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is
  private final List<Integer> fileInputs;

  FileOp(String op, Part part, Integer... fileInputs) {
    this.op = op;
    this.part = part;
    this.fileInputs = List.of(fileInputs);
  }

  static Optional<FileOp> of(String op) {
    for (FileOp fileOp : values()) {
      if (fileOp.op.equals(op)) {
        return Optional.of(fileOp);
      }
    }
    return Optional.empty();
  }

  Part part() {
    return part;
  }

  List<Integer> fileInputs() {
    return fileInputs;
  }
}
