package io.longtape.keras.savedmodels;

import io.longtape.networks.Network;
import io.longtape.weights.WeightValues;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks at SavedModels and loads them. Before TensorFlow sees a model its graph is read as data:
 * ops that are not on the list of harmless ones, such as those that read and write files, are
 * refused unless they are allowed by name.
 *
 * <pre>{@code
 * try (PythonModel model = SavedModelLoader.create().load(Path.of("exported"))) {
 *   NdArray<?> answer = model.call("serving_default", new String[] {"a fine film"});
 * }
 * }</pre>
 */
public final class SavedModelLoader {

  private static final ChildLimits DEFAULTS = new ChildLimits(Duration.ofSeconds(60), 2L << 30);

  private final Set<String> allowedOps;
  private final ChildLimits limits;

  private SavedModelLoader(Set<String> allowedOps, ChildLimits limits) {
    this.allowedOps = allowedOps;
    this.limits = limits;
  }

  /**
   * A loader that allows harmless ops alone.
   *
   * @return the loader
   */
  public static SavedModelLoader create() {
    return new SavedModelLoader(Set.of(), DEFAULTS);
  }

  /**
   * The same loader with more ops allowed.
   *
   * @param ops such as {@code ReadFile}, in addition to those allowed before
   * @return the loader
   */
  public SavedModelLoader withAllowedOps(String... ops) {
    Set<String> allowed = new TreeSet<>(allowedOps);
    allowed.addAll(List.of(ops));
    return new SavedModelLoader(Collections.unmodifiableSet(allowed), limits);
  }

  /**
   * The same loader with another bound on the memory of a child process.
   *
   * @param bytes resident memory above which {@link #loadInChildProcess} ends the process, which
   *     takes about 400 MiB for the smallest of models; the default is 2 GiB
   * @return the loader
   * @throws IllegalArgumentException when it is not positive
   */
  public SavedModelLoader withMemoryLimit(long bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("the memory limit must be positive, but is " + bytes);
    }
    return new SavedModelLoader(allowedOps, new ChildLimits(limits.timeout(), bytes));
  }

  /**
   * The same loader with another bound on the time of a child process.
   *
   * @param timeout the longest that {@link #loadInChildProcess}, or a call of a model that it
   *     loaded, may take before the process is ended; the default is a minute
   * @return the loader
   * @throws IllegalArgumentException when it is not positive
   */
  public SavedModelLoader withTimeout(Duration timeout) {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("the timeout must be positive, but is " + timeout);
    }
    return new SavedModelLoader(allowedOps, new ChildLimits(timeout, limits.memory()));
  }

  /**
   * Reads a model's signatures without loading it, and without TensorFlow.
   *
   * @param directory the SavedModel directory
   * @return by name, in the order of the names
   * @throws io.longtape.serving.ModelException when there is no model, or its graph is damaged
   */
  public Map<String, SignatureInfo> inspect(Path directory) {
    Map<String, SignatureInfo> signatures = SavedSignatures.of(read(directory));
    return Collections.unmodifiableMap(signatures);
  }

  /**
   * Loads a model into this process. Its files must not change meanwhile: TensorFlow reads them
   * again after they were checked.
   *
   * @param directory the SavedModel directory
   * @return the model, which the caller closes
   * @throws io.longtape.serving.ModelException when there is no model, its graph is damaged or
   *     holds ops that are not allowed or have no kernel here, or TensorFlow cannot load it
   */
  public PythonModel load(Path directory) {
    return new HostedModel(loadHost(directory));
  }

  /** What {@link #load} does, for the process that does it for another. */
  ModelHost loadHost(Path directory) {
    GraphIndex graph = readChecked(directory);
    Kernels.requireKernels(graph);
    return InProcessHost.load(graph);
  }

  /**
   * Reads the weights of a signature of a model that cannot run here, as one that was exported on a
   * GPU with ops for GPUs.
   *
   * @param directory the SavedModel directory
   * @param signature its name
   * @return as {@link PythonModel#weights(String)}
   * @throws IllegalArgumentException when there is no such signature; the message lists those there
   *     are
   * @throws io.longtape.serving.ModelException as {@link #load}, but for missing kernels
   */
  public WeightValues weights(Path directory, String signature) {
    try (PythonModel model = new HostedModel(InProcessHost.load(readChecked(directory)))) {
      return model.weights(signature);
    }
  }

  /**
   * Reads the values for the weights of a native network from a model that need not run here.
   *
   * @param directory the SavedModel directory
   * @param signature the name of a signature that reads them
   * @param network has the same layers by the same names
   * @return as {@link PythonModel#weights(String, Network)}
   * @throws IllegalArgumentException as {@link PythonModel#weights(String, Network)}
   * @throws io.longtape.serving.ModelException as {@link #load}, but for missing kernels
   */
  public WeightValues weights(Path directory, String signature, Network network) {
    return WeightMatch.of(weights(directory, signature), network);
  }

  /**
   * Loads a model into a process of its own: whatever TensorFlow's native code does with it, an
   * abort, a crash, an endless loop, this process lives on, and does not load TensorFlow itself.
   * For models from people whom you do not know.
   *
   * <p>What is refused by {@link #load} is refused here too. The process runs as the same user: it
   * holds faults in, and is no wall against code made to break out of TensorFlow. It is given no
   * more of the environment than TensorFlow needs, and it ends with this process, even when this is
   * killed. Its calls run one after the other. An answer may fill a quarter of this JVM's heap at
   * most. Memory is watched where there is {@code /proc}, that is on Linux; elsewhere its Java heap
   * alone is bounded. The classes it needs are looked for where this JVM has them, in jars or
   * directories; one jar with jars in it does not do.
   *
   * @param directory the SavedModel directory
   * @return the model, which the caller closes; when its process has died, calls throw a {@code
   *     ModelException}
   * @throws io.longtape.serving.ModelException as {@link #load}, or when the process cannot be
   *     started, dies, takes too long or too much memory
   */
  public PythonModel loadInChildProcess(Path directory) {
    Map<String, SignatureInfo> signatures = SavedSignatures.of(readGuarded(directory));
    return new HostedModel(ChildHost.load(directory, signatures, allowedOps, limits));
  }

  private GraphIndex readChecked(Path directory) {
    TensorFlowStart.begin();
    return readGuarded(directory);
  }

  /** What can be checked without TensorFlow. */
  private GraphIndex readGuarded(Path directory) {
    GraphIndex graph = read(directory);
    GraphGuard.check(graph, new AllowedOps(allowedOps));
    ModelFiles.check(graph);
    return graph;
  }

  private static GraphIndex read(Path directory) {
    return new GraphIndex(directory, SavedModelFile.read(directory));
  }
}
