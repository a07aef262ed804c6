package io.longtape.keras.savedmodels;

import io.longtape.autodiff.GradientTape;
import io.longtape.serving.ModelException;
import java.io.File;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.Loader;
import org.tensorflow.Tensor;
import org.tensorflow.internal.c_api.TF_Tensor;
import org.tensorflow.ndarray.Shape;

/**
 * The jars and directories of what a model's process runs. The property {@code java.class.path}
 * does not tell them: under Maven's exec:java, for example, it holds the launcher of Maven alone.
 */
final class ClassSources {

  private static final List<Class<?>> NEEDED =
      List.of(
          ClassSources.class,
          ModelException.class,
          GradientTape.class,
          Tensor.class,
          TF_Tensor.class,
          Shape.class,
          Loader.class,
          com.google.protobuf.Message.class);

  private ClassSources() {}

  /**
   * The class path.
   *
   * @param main the class that is run
   * @throws ModelException when a class does not come from a jar or a directory of its own
   */
  static String classPath(Class<?> main) {
    Set<Path> places = new LinkedHashSet<>();
    places.add(place(main));
    for (Class<?> type : NEEDED) {
      places.add(place(type));
    }
    for (String extension : List.of("", "-gpu")) {
      addNatives(Loader.getPlatform() + extension, places);
    }
    return places.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private static Path place(Class<?> type) {
    URL url =
        type.getProtectionDomain().getCodeSource() == null
            ? null
            : type.getProtectionDomain().getCodeSource().getLocation();
    if (url == null || !url.getProtocol().equals("file")) {
      throw new ModelException(
          "a process for a model needs %s in a jar or a directory, but it comes from %s"
              .formatted(type.getName(), url));
    }
    return path(url);
  }

  /** Adds nothing when the library was installed on the system: Java's own path finds it then. */
  private static void addNatives(String platform, Set<Path> places) {
    String name = System.mapLibraryName("jnitensorflow");
    URL url =
        ClassSources.class
            .getClassLoader()
            .getResource("org/tensorflow/internal/c_api/" + platform + "/" + name);
    if (url == null) {
      return;
    }
    try {
      if (url.openConnection() instanceof JarURLConnection jar
          && jar.getJarFileURL().getProtocol().equals("file")) {
        places.add(path(jar.getJarFileURL()));
      } else if (url.getProtocol().equals("file")) {
        places.add(path(url).resolve("../../../../../..").normalize());
      } else {
        throw new ModelException(
            "a process for a model needs TensorFlow in a jar or a directory, but it comes from "
                + url);
      }
    } catch (IOException e) {
      throw new ModelException("cannot find the jar of " + url, e);
    }
  }

  private static Path path(URL url) {
    try {
      return Path.of(url.toURI()).toAbsolutePath();
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new ModelException("cannot find the file of " + url, e);
    }
  }
}
