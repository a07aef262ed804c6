package io.longtape.keras.savedmodels;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The command that starts the process of a model. */
final class ChildCommand {

  /** What the system and TensorFlow need; all else, such as tokens, stays here. */
  private static final Set<String> ENVIRONMENT =
      Set.of(
          "HOME",
          "LANG",
          "LC_ALL",
          "LD_LIBRARY_PATH",
          "DYLD_LIBRARY_PATH",
          "PATH",
          "SYSTEMROOT",
          "TEMP",
          "TMP",
          "TMPDIR",
          "TZ",
          "USERPROFILE",
          "WINDIR",
          "CUDA_VISIBLE_DEVICES",
          "OMP_NUM_THREADS",
          "TF_ENABLE_ONEDNN_OPTS",
          "TF_NUM_INTEROP_THREADS",
          "TF_NUM_INTRAOP_THREADS");

  static final String CRASH_LOG = "crash.log";
  private static final String LOG_LEVEL = "TF_CPP_MIN_LOG_LEVEL";
  private static final String ERRORS_ALONE = "2";
  private static final String JAVACPP = "org.bytedeco.javacpp.";

  private ChildCommand() {}

  /**
   * Prepares the process, with its output and its errors in one stream.
   *
   * @param main the class that is run; its argument is the socket
   * @param home a directory for what a crash leaves behind
   * @param socket where the process reaches this one
   */
  static ProcessBuilder of(Class<?> main, Path home, Path socket, ChildLimits limits) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + limits.heap());
    command.add("-XX:+ExitOnOutOfMemoryError");
    // A short start counts for more than fast Java code: the work is done by TensorFlow.
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    command.add("-XX:-UsePerfData");
    command.add("-XX:-CreateCoredumpOnCrash");
    command.add("-XX:ErrorFile=" + home.resolve(CRASH_LOG));
    command.add("-Djava.library.path=" + System.getProperty("java.library.path", ""));
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith(JAVACPP))
        .sorted()
        .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
    command.add("-D" + JAVACPP + "maxPhysicalBytes=" + limits.memory());
    command.add("-cp");
    command.add(ClassSources.classPath(main));
    command.add(main.getName());
    command.add(socket.toString());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> !ENVIRONMENT.contains(name.toUpperCase(Locale.ROOT)));
    environment.put(LOG_LEVEL, ERRORS_ALONE);
    return builder;
  }
}
