package io.longtape.layers.preprocessing;

import static java.util.Objects.requireNonNull;

import io.longtape.config.KerasConfig;
import io.longtape.layers.MaskedTensor;
import io.longtape.layers.NamedLayer;
import io.longtape.layers.Pass;
import io.longtape.layers.Shapes;
import io.longtape.layers.UnaryLayer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;

/**
 * Turns texts into the numbers of their words, as {@code keras.layers.TextVectorization} with
 * {@code output_mode="int"}: standardize, split, look up, pad.
 *
 * <p>Input strings {@code [batch]} or {@code [batch, 1]}, output int64 {@code [batch, tokens]}: 0
 * for padding, 1 for words that are not in the vocabulary, then the vocabulary in its order. There
 * are as many tokens as in the longest text of the batch unless {@link #withOutputSequenceLength}
 * sets a length.
 *
 * <p>As the first layer of a network that is exported it makes a SavedModel that reads raw text;
 * its table is filled when the model is loaded. For training, {@link #ids} gives the same numbers
 * without TensorFlow, so that each text is converted once.
 */
public final class TextVectorization extends NamedLayer<TextVectorization> implements UnaryLayer {

  private Vocabulary vocabulary;
  private Standardize standardize = Standardize.LOWER_AND_STRIP_PUNCTUATION;
  private Split split = Split.WHITESPACE;
  private OptionalInt maxTokens = OptionalInt.empty();
  private OptionalInt length = OptionalInt.empty();

  private TextVectorization(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /**
   * A layer without a vocabulary, which {@link #adapt} gives it.
   *
   * @return the layer
   */
  public static TextVectorization of() {
    return new TextVectorization(Vocabulary.of(List.of()));
  }

  /**
   * A layer with a vocabulary.
   *
   * @param vocabulary the words from number 2 on; {@code ""} and {@code "[UNK]"} may stand before
   *     them, as {@link #vocabulary} gives them
   * @return the layer
   * @throws IllegalArgumentException when there is no word, an empty one, or one twice
   */
  public static TextVectorization of(List<String> vocabulary) {
    Vocabulary given = Vocabulary.of(vocabulary);
    if (given.isEmpty()) {
      throw new IllegalArgumentException("the vocabulary holds no word");
    }
    return new TextVectorization(given);
  }

  /**
   * The same layer with a largest vocabulary.
   *
   * @param choice the most numbers there may be, those of padding and unknown words included, at
   *     least 3; by default any
   * @return the layer
   * @throws IllegalArgumentException when it is below 3 or the vocabulary is larger already
   */
  public TextVectorization withMaxTokens(int choice) {
    if (choice < 3) {
      throw new IllegalArgumentException("maxTokens must be at least 3, but is " + choice);
    }
    if (vocabularySize() > choice) {
      throw new IllegalArgumentException(
          "the vocabulary has %d words with padding and unknown ones, more than maxTokens %d"
              .formatted(vocabularySize(), choice));
    }
    return with(copy -> copy.maxTokens = OptionalInt.of(choice));
  }

  /**
   * The same layer with another standardization.
   *
   * @param choice the default is lower case without punctuation
   * @return the layer
   */
  public TextVectorization withStandardize(Standardize choice) {
    return with(copy -> copy.standardize = requireNonNull(choice, "standardize"));
  }

  /**
   * The same layer with another split.
   *
   * @param choice the default is at white space
   * @return the layer
   */
  public TextVectorization withSplit(Split choice) {
    return with(copy -> copy.split = requireNonNull(choice, "split"));
  }

  /**
   * The same layer with a fixed number of tokens: shorter texts are padded, longer ones cut.
   *
   * @param choice at least 1; by default the longest text of a batch decides
   * @return the layer
   * @throws IllegalArgumentException when it is below 1
   */
  public TextVectorization withOutputSequenceLength(int choice) {
    Shapes.atLeastOne("outputSequenceLength", choice);
    return with(copy -> copy.length = OptionalInt.of(choice));
  }

  /**
   * The same layer with the vocabulary of texts: the most frequent words first, of equally frequent
   * ones the last by their UTF-8 bytes first, as in Keras. Choose how to standardize, how to split
   * and how many words before.
   *
   * @param texts what the words are counted in
   * @return the layer
   * @throws IllegalArgumentException when there is no word in the texts
   */
  public TextVectorization adapt(Collection<String> texts) {
    Vocabulary found =
        Vocabulary.adapt(
            texts.stream().flatMap(text -> tokens(text).stream()),
            maxTokens.orElse(Integer.MAX_VALUE));
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no word in the %d texts to adapt to".formatted(texts.size()));
    }
    return with(copy -> copy.vocabulary = found);
  }

  /**
   * The words in the order of their numbers, as Keras's {@code get_vocabulary}.
   *
   * @return {@code ""}, {@code "[UNK]"} and the words
   */
  public List<String> vocabulary() {
    return vocabulary.all();
  }

  /**
   * How many numbers there are: the {@code inputDim} of an embedding behind this layer.
   *
   * @return with those of padding and unknown words
   */
  public int vocabularySize() {
    return vocabulary.all().size();
  }

  /**
   * The numbers of one text, without TensorFlow.
   *
   * @param text the raw text
   * @return as many as {@link #withOutputSequenceLength} says, else one for each token
   * @throws IllegalStateException when there is no vocabulary
   */
  public int[] ids(String text) {
    requireVocabulary();
    int[] ids = tokens(text).stream().mapToInt(vocabulary::id).toArray();
    return length.isPresent() ? Arrays.copyOf(ids, length.getAsInt()) : ids;
  }

  @Override
  public Optional<KerasConfig> config() {
    return vocabulary.isEmpty()
        ? Optional.empty()
        : startConfig()
            .withOptional("max_tokens", maxTokens)
            .with("standardize", standardize.kerasName())
            .with("split", split.kerasName())
            .with("ngrams", null)
            .with("output_mode", "int")
            .withOptional("output_sequence_length", length)
            .with("pad_to_max_tokens", false)
            .with("sparse", false)
            .with("ragged", false)
            .with("vocabulary", vocabulary.words())
            .with("idf_weights", null)
            .with("encoding", "utf-8")
            .with("vocabulary_size", vocabularySize())
            .build();
  }

  @Override
  public MaskedTensor call(Pass pass, MaskedTensor input) {
    requireVocabulary();
    Ops tf = pass.tf();
    Tokens tokens = split.apply(tf, standardize.apply(tf, texts(pass, input.tensor())));
    Operand<TInt64> ids = vocabulary.ids(tf, tokens.values());
    return MaskedTensor.of(
        length.isPresent() ? tokens.rows(tf, ids, length.getAsInt()) : tokens.rows(tf, ids));
  }

  /** The strings {@code [batch]}. */
  private static Operand<TString> texts(Pass pass, Operand<?> input) {
    Shape shape = input.shape();
    boolean flat = shape.numDimensions() == 1;
    if (input.asOutput().type() != TString.class
        || !(flat || (shape.numDimensions() == 2 && shape.get(1) == 1))) {
      throw new IllegalArgumentException(
          "layer '%s' expects strings [batch] or [batch, 1], but got %s of shape %s"
              .formatted(pass.path(), input.asOutput().dataType(), shape));
    }
    Operand<TString> strings = input.asOutput().expect(TString.class);
    return flat ? strings : pass.tf().reshape(strings, pass.tf().constant(new long[] {-1}));
  }

  private List<String> tokens(String text) {
    // Through UTF-8 as in TensorFlow, where half a surrogate pair has no place.
    String sound = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    return split.apply(standardize.apply(sound));
  }

  private void requireVocabulary() {
    if (vocabulary.isEmpty()) {
      throw new IllegalStateException(
          "a text vectorization has no vocabulary yet; give it one or adapt it to texts");
    }
  }
}
