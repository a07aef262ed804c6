package io.longtape.keras.savedmodels;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program around a model's process. */
@Timeout(120)
class CallerIT {

  private static final String MODEL = "../../models/stacked-forecaster/saved_model";

  @TempDir Path temporary;

  @Test
  void doesNotLoadTensorFlowAndTakesTheProcessWithItWhenItIsKilled() throws Exception {
    Process caller = start(ChildCaller.class.getName(), MODEL);
    try (BufferedReader lines = caller.inputReader(UTF_8)) {
      assertThat(lines.readLine()).isEqualTo(ChildCaller.LOADED);
      List<ProcessHandle> children = caller.children().toList();
      assertThat(children).hasSize(1);
      caller.destroyForcibly();
      children.get(0).onExit().get(10, TimeUnit.SECONDS);
      assertThat(children.get(0).isAlive()).isFalse();
    } finally {
      caller.descendants().forEach(ProcessHandle::destroyForcibly);
      caller.destroyForcibly();
    }
  }

  @Test
  void mayHaveItsClassesFromAClassLoaderOfItsOwn() throws Exception {
    Process caller = start(ClassLoaderOfItsOwn.class.getName(), classPath(), MODEL);
    try (BufferedReader lines = caller.inputReader(UTF_8)) {
      assertThat(lines.readLine()).isEqualTo(ChildCaller.LOADED);
    } finally {
      caller.descendants().forEach(ProcessHandle::destroyForcibly);
      caller.destroyForcibly();
    }
  }

  /** Runs {@link ChildCaller} as Maven's exec:java would. */
  static final class ClassLoaderOfItsOwn {
    public static void main(String[] args) throws Exception {
      List<URL> urls = new ArrayList<>();
      for (String place : args[0].split(File.pathSeparator, -1)) {
        urls.add(Path.of(place).toUri().toURL());
      }
      System.setProperty("java.class.path", "nothing.jar");
      try (var loader =
          new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
        var main =
            loader.loadClass(ChildCaller.class.getName()).getDeclaredMethod("main", String[].class);
        main.setAccessible(true);
        main.invoke(null, (Object) new String[] {args[1]});
      }
    }
  }

  private Process start(String... arguments) throws IOException {
    List<String> command =
        Stream.concat(
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx128m",
                    "-Djava.io.tmpdir=" + temporary,
                    "-cp",
                    classPath()),
                Stream.of(arguments))
            .toList();
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }
}
