package io.longtape.keras.savedmodels;

import java.nio.file.Files;
import java.nio.file.Path;

/** A program that loads a model in a child process, says so, and sleeps. */
final class ChildCaller {

  static final String LOADED = "loaded";
  static final String NATIVE = "with TensorFlow in this process";

  private ChildCaller() {}

  public static void main(String[] args) throws Exception {
    try (PythonModel model = SavedModelLoader.create().loadInChildProcess(Path.of(args[0]))) {
      model.call("serving_default", new float[1][28][4]);
      Path maps = Path.of("/proc/self/maps");
      boolean here = Files.exists(maps) && Files.readString(maps).contains("libtensorflow");
      System.out.println(here ? LOADED + " " + NATIVE : LOADED);
      Thread.sleep(600_000);
    }
  }
}
