package io.longtape.serving;

import io.longtape.layers.Dense;
import io.longtape.layers.Embedding;
import io.longtape.layers.Input;
import io.longtape.layers.SymbolicTensor;
import io.longtape.layers.preprocessing.TextVectorization;
import io.longtape.layers.recurrent.LSTM;
import io.longtape.networks.Functional;
import java.util.List;

/**
 * A classifier of raw texts, {@code text} in, {@code score} and the words' numbers {@code ids} out.
 */
final class Texts {

  private Texts() {}

  static Functional of(String... words) {
    Input text = Input.strings().withName("text");
    TextVectorization vectorization =
        TextVectorization.of(List.of(words)).withOutputSequenceLength(5).withName("ids");
    SymbolicTensor ids = vectorization.apply(text);
    SymbolicTensor embedded =
        Embedding.of(vectorization.vocabularySize(), 3).withMaskZero(true).apply(ids);
    SymbolicTensor score = Dense.of(1).withName("score").apply(LSTM.of(4).apply(embedded));
    return Functional.of(List.of(text), List.of(score, ids));
  }
}
