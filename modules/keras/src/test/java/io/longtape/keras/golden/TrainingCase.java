package io.longtape.keras.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.longtape.Golden;
import io.longtape.datasets.ArrayExamples;
import io.longtape.datasets.Slot;
import io.longtape.losses.BinaryCrossentropy;
import io.longtape.losses.ClassWeights;
import io.longtape.losses.Loss;
import io.longtape.losses.MeanAbsoluteError;
import io.longtape.losses.MeanSquaredError;
import io.longtape.losses.SparseCategoricalCrossentropy;
import io.longtape.metrics.Accuracy;
import io.longtape.metrics.LossMetric;
import io.longtape.metrics.Metric;
import io.longtape.models.CompileOptions;
import io.longtape.models.Model;
import io.longtape.optimizers.Adam;
import io.longtape.optimizers.Clipping;
import io.longtape.weights.WeightValues;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** One case of src/test/python/training_cases.py, and the Java model that it describes. */
record TrainingCase(String name, JsonNode json) {

  /** A compiled model with the weights at which Keras started; the caller closes it. */
  Model model(boolean eagerly) {
    Model model = Model.of(Networks.of(json.get("config")).network(), 1);
    model.setWeights(Golden.weights(json.get("weights")));
    Metric[] metrics =
        StreamSupport.stream(json.path("metrics").spliterator(), false)
            .map(metric -> metric(metric.asText()))
            .toArray(Metric[]::new);
    model.compile(
        CompileOptions.of(optimizer(), loss()).withMetrics(metrics).withRunEagerly(eagerly));
    return model;
  }

  WeightValues after() {
    return Golden.weights(json.get("after"));
  }

  /** A batch, or the data of a fit, without its class weights. */
  ArrayExamples examples(JsonNode batch) {
    boolean ids = json.get("config").toString().contains("\"Embedding\"");
    boolean classes = loss() instanceof SparseCategoricalCrossentropy;
    ArrayExamples examples =
        ArrayExamples.of(array(batch.get("x"), ids), array(batch.get("y"), classes));
    JsonNode weights = batch.path("sampleWeights");
    return weights.isMissingNode()
        ? examples
        : examples.with(Slot.SAMPLE_WEIGHT, Golden.value(weights).data());
  }

  static Optional<ClassWeights> classWeights(JsonNode batch) {
    if (!batch.has("classWeights")) {
      return Optional.empty();
    }
    Map<Integer, Double> weights = new HashMap<>();
    batch
        .get("classWeights")
        .properties()
        .forEach(
            entry -> weights.put(Integer.valueOf(entry.getKey()), entry.getValue().asDouble()));
    return Optional.of(ClassWeights.of(weights));
  }

  /** The Java name of one of Keras's logs. */
  static String log(String kerasName) {
    return kerasName.replace("mae", "mean_absolute_error");
  }

  private Adam optimizer() {
    JsonNode config = json.get("optimizer");
    Adam adam = Adam.of(config.get("learning_rate").asDouble());
    if (config.has("clipvalue")) {
      return adam.withClipping(Clipping.byValue(config.get("clipvalue").asDouble()));
    }
    if (config.has("clipnorm")) {
      return adam.withClipping(Clipping.byNorm(config.get("clipnorm").asDouble()));
    }
    if (config.has("global_clipnorm")) {
      return adam.withClipping(Clipping.byGlobalNorm(config.get("global_clipnorm").asDouble()));
    }
    return adam;
  }

  private Loss loss() {
    String loss = json.get("loss").asText();
    return switch (loss) {
      case "mean_squared_error" -> MeanSquaredError.of();
      case "mean_absolute_error" -> MeanAbsoluteError.of();
      case "binary_crossentropy" -> BinaryCrossentropy.of();
      case "sparse_categorical_crossentropy" -> SparseCategoricalCrossentropy.of();
      default -> throw new IllegalArgumentException(loss);
    };
  }

  private static Metric metric(String name) {
    return switch (name) {
      case "mae" -> LossMetric.of(MeanAbsoluteError.of());
      case "accuracy" -> Accuracy.of();
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static NdArray<?> array(JsonNode json, boolean ints) {
    WeightValues.Value value = Golden.value(json);
    Shape shape = value.shape();
    if (!ints) {
      return NdArrays.wrap(shape, DataBuffers.of(value.data(), true, false));
    }
    int[] data = new int[value.data().length];
    for (int i = 0; i < data.length; i++) {
      data[i] = (int) value.data()[i];
    }
    return NdArrays.wrap(shape, DataBuffers.of(data, true, false));
  }
}
