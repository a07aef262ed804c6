package io.longtape.keras.configs;

import io.longtape.activations.KerasActivation;
import io.longtape.layers.Activation;
import io.longtape.layers.AdditiveAttention;
import io.longtape.layers.Concatenate;
import io.longtape.layers.Dense;
import io.longtape.layers.Dropout;
import io.longtape.layers.Embedding;
import io.longtape.layers.Flatten;
import io.longtape.layers.GlobalAveragePooling1D;
import io.longtape.layers.GlobalMaxPooling1D;
import io.longtape.layers.LayerNormalization;
import io.longtape.layers.Masking;
import io.longtape.layers.NamedLayer;
import io.longtape.layers.RepeatVector;
import io.longtape.serving.ModelException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** Layers from Keras's objects. */
final class LayerReader {

  private static final Set<String> MODELS = Set.of("Sequential", "Functional", "Model");

  private final Function<String, Optional<List<String>>> vocabularies;

  LayerReader(Function<String, Optional<List<String>>> vocabularies) {
    this.vocabularies = vocabularies;
  }

  /**
   * A layer and whether it is trained.
   *
   * @param layer has a name
   * @param where its name, place and class, for messages
   * @param trainable whether its weights are trained
   */
  record Placed(NamedLayer<?> layer, String where, boolean trainable) {

    String name() {
      return layer.name().orElseThrow();
    }

    boolean isTrained(String layerName) {
      return trainable && name().equals(layerName);
    }
  }

  /**
   * Reads a layer.
   *
   * @param object the layer
   * @param place where it is in the model, such as {@code layers[3]}
   * @throws ModelException when the layer or an argument of it is unknown here
   */
  Placed read(KerasObject object, String place) {
    String kind = KerasObject.shown(object.className());
    String name = object.arguments("%s (%s)".formatted(place, kind)).text("name");
    String where = "layer '%s' (%s, %s)".formatted(KerasObject.shown(name), place, kind);
    Arguments of = object.arguments(where);
    of.ignore("name", "batch_input_shape", "batch_shape", "autocast");
    boolean trainable = of.flag("trainable", true);
    try {
      NamedLayer<?> layer = layer(object, of, place).withName(name);
      of.requireAllRead();
      return new Placed(layer, where, trainable);
    } catch (IllegalArgumentException e) {
      throw Failure.of(where + ": " + e.getMessage(), e);
    }
  }

  private NamedLayer<?> layer(KerasObject object, Arguments of, String place) {
    if (object.isOp()) {
      throw Failure.of(of.where() + ": an op between layers is not supported");
    }
    if (MODELS.contains(object.className())) {
      throw Failure.of(of.where() + ": a model inside of a model is not supported");
    }
    if (object.className().equals("TextVectorization")) {
      return PreprocessingReader.textVectorization(of, vocabularies.apply(of.text("name")));
    }
    DataType.requireFloat32(of);
    return switch (object.className()) {
      case "LSTM" -> RecurrentReader.lstm(of);
      case "GRU" -> RecurrentReader.gru(of);
      case "SimpleRNN" -> RecurrentReader.simpleRnn(of);
      case "Bidirectional", "TimeDistributed" ->
          new WrapperReader(this, of, place).read(object.className());
      case "Dense" -> dense(of);
      case "Embedding" -> embedding(of);
      case "LayerNormalization" -> layerNormalization(of);
      case "AdditiveAttention" -> additiveAttention(of);
      case "Normalization" -> PreprocessingReader.normalization(of);
      case "Activation" ->
          Activation.of(ActivationReader.read(of, "activation", KerasActivation.LINEAR));
      case "Concatenate" -> Concatenate.of((int) of.whole("axis", Integer.MIN_VALUE, 254));
      case "Dropout" -> dropout(of);
      case "Masking" -> Masking.of(of.number("mask_value", 0));
      case "RepeatVector" -> RepeatVector.of(of.units("n"));
      case "Flatten" -> {
        of.requireOnly("data_format", "channels_last");
        yield Flatten.of();
      }
      case "GlobalAveragePooling1D" -> {
        of.requireOnly("data_format", "channels_last");
        yield GlobalAveragePooling1D.of().withKeepdims(of.flag("keepdims", false));
      }
      case "GlobalMaxPooling1D" -> {
        of.requireOnly("data_format", "channels_last");
        yield GlobalMaxPooling1D.of().withKeepdims(of.flag("keepdims", false));
      }
      default -> throw Failure.of(of.where() + ": there is no such layer here");
    };
  }

  private static Dense dense(Arguments of) {
    of.requireNull("activity_regularizer", "quantization_config", "lora_rank", "lora_alpha");
    Dense layer =
        Dense.of(of.units("units"))
            .withActivation(ActivationReader.read(of, "activation", KerasActivation.LINEAR))
            .withUseBias(of.flag("use_bias", true));
    layer =
        new WeightReader<>(
                Dense::withKernelInitializer,
                Dense::withKernelRegularizer,
                Dense::withKernelConstraint)
            .read(layer, of, "kernel");
    return new WeightReader<>(
            Dense::withBiasInitializer, Dense::withBiasRegularizer, Dense::withBiasConstraint)
        .read(layer, of, "bias");
  }

  private static Embedding embedding(Arguments of) {
    of.requireNull("activity_regularizer", "quantization_config", "lora_rank", "lora_alpha");
    of.ignore("input_length");
    return new WeightReader<>(
            Embedding::withEmbeddingsInitializer,
            Embedding::withEmbeddingsRegularizer,
            Embedding::withEmbeddingsConstraint)
        .read(
            Embedding.of(of.positive("input_dim"), of.units("output_dim"))
                .withMaskZero(of.flag("mask_zero", false)),
            of,
            "embeddings");
  }

  private static LayerNormalization layerNormalization(Arguments of) {
    of.requireFalse("rms_scaling");
    LayerNormalization layer =
        LayerNormalization.of()
            .withAxis(of.axes("axis", -1))
            .withEpsilon(of.number("epsilon", 1e-3))
            .withCenter(of.flag("center", true))
            .withScale(of.flag("scale", true));
    layer =
        new WeightReader<>(
                LayerNormalization::withBetaInitializer,
                LayerNormalization::withBetaRegularizer,
                LayerNormalization::withBetaConstraint)
            .read(layer, of, "beta");
    return new WeightReader<>(
            LayerNormalization::withGammaInitializer,
            LayerNormalization::withGammaRegularizer,
            LayerNormalization::withGammaConstraint)
        .read(layer, of, "gamma");
  }

  private static AdditiveAttention additiveAttention(Arguments of) {
    AdditiveAttention layer =
        AdditiveAttention.of()
            .withUseScale(of.flag("use_scale", true))
            .withDropout(of.number("dropout", 0));
    of.requireFalse("causal");
    OptionalLong seed = of.optionalLong("seed");
    return seed.isPresent() ? layer.withSeed(seed.getAsLong()) : layer;
  }

  private static Dropout dropout(Arguments of) {
    of.requireNull("noise_shape");
    Dropout layer = Dropout.of(of.number("rate"));
    OptionalLong seed = of.optionalLong("seed");
    return seed.isPresent() ? layer.withSeed(seed.getAsLong()) : layer;
  }
}
