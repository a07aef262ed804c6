package io.longtape.keras.configs;

import io.longtape.layers.Normalization;
import io.longtape.layers.preprocessing.Split;
import io.longtape.layers.preprocessing.Standardize;
import io.longtape.layers.preprocessing.TextVectorization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Layers that turn raw data into numbers, from their arguments. */
final class PreprocessingReader {

  private static final Map<String, Standardize> STANDARDIZE = new LinkedHashMap<>();
  private static final Map<String, Split> SPLIT = new LinkedHashMap<>();

  /** Keras's least standard deviation. */
  private static final double EPSILON = 1e-7;

  static {
    STANDARDIZE.put("lower_and_strip_punctuation", Standardize.LOWER_AND_STRIP_PUNCTUATION);
    STANDARDIZE.put("lower", Standardize.LOWER);
    STANDARDIZE.put("strip_punctuation", Standardize.STRIP_PUNCTUATION);
    STANDARDIZE.put(Arguments.NULL, Standardize.NONE);
    SPLIT.put("whitespace", Split.WHITESPACE);
    SPLIT.put("character", Split.CHARACTER);
  }

  private PreprocessingReader() {}

  /** With the vocabulary of the config, or else one that stands beside it. */
  static TextVectorization textVectorization(Arguments of, Optional<List<String>> beside) {
    of.requireOnly("output_mode", "int");
    of.requireFalse("sparse");
    of.requireFalse("ragged");
    of.requireOnly("encoding", "utf-8");
    of.requireNull("ngrams", "idf_weights");
    of.ignore("dtype", "pad_to_max_tokens", "vocabulary_size", "batch_input_shape");
    Optional<List<String>> vocabulary = of.texts("vocabulary").or(() -> beside);
    TextVectorization layer =
        vocabulary
            .map(TextVectorization::of)
            .orElseThrow(() -> of.wrong("vocabulary", "a vocabulary is needed"))
            .withStandardize(
                of.choice("standardize", Standardize.LOWER_AND_STRIP_PUNCTUATION, STANDARDIZE))
            .withSplit(of.choice("split", Split.WHITESPACE, SPLIT));
    OptionalInt most = of.optionalPositive("max_tokens");
    if (most.isPresent()) {
      layer = layer.withMaxTokens(most.getAsInt());
    }
    OptionalInt length = of.optionalPositive("output_sequence_length");
    return length.isPresent() ? layer.withOutputSequenceLength(length.getAsInt()) : layer;
  }

  /** With the mean and the variance of the config. */
  static Normalization normalization(Arguments of) {
    of.requireFalse("invert");
    int[] axes = of.axes("axis", -1);
    if (axes.length != 1 || axes[0] != -1) {
      throw of.wrong("axis", "only the last axis, -1, is supported");
    }
    double[] variance = of.numbers("variance");
    double[] scale = new double[variance.length];
    for (int i = 0; i < scale.length; i++) {
      scale[i] = Math.max(Math.sqrt(variance[i]), EPSILON);
    }
    return Normalization.of(of.numbers("mean"), scale);
  }
}
