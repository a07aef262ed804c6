package io.longtape.checkpoints;

import java.nio.file.Path;

/** Writes one checkpoint after the other, and a line after each, until it is killed. */
final class CheckpointLoop {

  static final int NUMBERS = 4_000_000;

  private CheckpointLoop() {}

  public static void main(String[] arguments) {
    CheckpointDirectory directory = CheckpointDirectory.of(Path.of(arguments[0])).withKeep(1);
    for (long step = Long.parseLong(arguments[1]); ; step++) {
      directory.save(States.at(step, NUMBERS));
      System.out.println(step);
    }
  }
}
