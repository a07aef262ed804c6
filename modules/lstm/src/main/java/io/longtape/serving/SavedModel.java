package io.longtape.serving;

import io.longtape.serving.SignatureCall.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * A SavedModel that was loaded, whose signature {@code serving_default} takes and gives float32 or
 * float64 tensors.
 */
public final class SavedModel implements Servable {

  static final String TAG = "serve";
  static final String EXTRA = "assets.extra";
  private static final String GRAPH = "saved_model.pb";

  private final SavedModelBundle bundle;
  private final SignatureCall call;

  private SavedModel(SavedModelBundle bundle, SignatureCall call) {
    this.bundle = bundle;
    this.call = call;
  }

  /**
   * Loads a model.
   *
   * @param directory the SavedModel directory
   * @return the model, which the caller closes
   * @throws ModelException when there is no model, or one that TensorFlow cannot load or whose
   *     signature is missing or has tensors of other types
   */
  public static SavedModel load(Path directory) {
    requireDirectory(directory);
    if (!Files.isRegularFile(directory.resolve(GRAPH))) {
      throw new ModelException(directory + " is not a model directory: it holds no " + GRAPH);
    }
    SavedModelBundle bundle;
    try {
      bundle =
          SavedModelBundle.loader(directory.toString())
              .withTags(TAG)
              .withConfigProto(SignatureCall.IN_CALLERS_THREAD)
              .load();
    } catch (TensorFlowException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new ModelException(
          "TensorFlow cannot load the model in " + directory + ": " + reason, e);
    }
    try {
      SignatureDef signature = signature(directory, bundle);
      return new SavedModel(
          bundle,
          new SignatureCall(
              bundle.session(),
              ports(directory, signature.getInputsMap()),
              ports(directory, signature.getOutputsMap())));
    } catch (RuntimeException e) {
      bundle.close();
      throw e;
    }
  }

  /**
   * A file that was saved with a model by {@link InferenceGraph#save}.
   *
   * @param directory the SavedModel directory
   * @param name the file's name
   * @return what it holds
   * @throws ModelException when the directory or the file is missing or cannot be read
   */
  public static byte[] extra(Path directory, String name) {
    requireDirectory(directory);
    Path file = directory.resolve(EXTRA).resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new ModelException(
          directory + " does not hold such a model: there is no " + EXTRA + "/" + name);
    }
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new ModelException("cannot read " + file + ": " + e, e);
    }
  }

  @Override
  public double[] call(Map<String, double[]> values, int batch, String output) {
    return call.run(values, batch, output);
  }

  @Override
  public Shape inputShape(String input) {
    return call.inputShape(input);
  }

  @Override
  public void close() {
    bundle.close();
  }

  private static void requireDirectory(Path directory) {
    if (!Files.isDirectory(directory)) {
      String found = Files.exists(directory) ? "it is a file" : "it does not exist";
      throw new ModelException(directory + " is not a model directory: " + found);
    }
  }

  private static SignatureDef signature(Path directory, SavedModelBundle bundle) {
    Map<String, SignatureDef> signatures = bundle.metaGraphDef().getSignatureDefMap();
    SignatureDef signature = signatures.get(SIGNATURE);
    if (signature == null) {
      throw new ModelException(
          "the model in "
              + directory
              + " has no signature "
              + SIGNATURE
              + "; it has: "
              + String.join(", ", signatures.keySet()));
    }
    return signature;
  }

  private static Map<String, Port> ports(Path directory, Map<String, TensorInfo> tensors) {
    Map<String, Port> ports = new LinkedHashMap<>();
    tensors.forEach(
        (name, info) -> {
          DataType type = info.getDtype();
          if (type != DataType.DT_FLOAT && type != DataType.DT_DOUBLE) {
            throw new ModelException(
                "the tensor '"
                    + name
                    + "' of the model in "
                    + directory
                    + " is "
                    + type
                    + "; float or double is expected");
          }
          ports.put(
              name,
              new Port(
                  info.getName(),
                  oneExample(info.getTensorShape()),
                  type == DataType.DT_DOUBLE ? TFloat64.class : TFloat32.class));
        });
    return ports;
  }

  private static Shape oneExample(TensorShapeProto shape) {
    return Shape.of(
        shape.getDimList().stream().skip(1).mapToLong(TensorShapeProto.Dim::getSize).toArray());
  }
}
