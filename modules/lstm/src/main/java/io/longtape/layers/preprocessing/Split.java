package io.longtape.layers.preprocessing;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.ragged.RaggedTensorToSparse;
import org.tensorflow.op.strings.StringSplit;
import org.tensorflow.op.strings.UnicodeDecode;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;

/** How a text becomes tokens, as the argument of Keras's {@code TextVectorization}. */
public enum Split {
  /** At ASCII white space, which is dropped: Keras's default. */
  WHITESPACE {
    @Override
    List<String> apply(String text) {
      return SPACE.splitAsStream(text).filter(token -> !token.isEmpty()).toList();
    }

    @Override
    Tokens apply(Ops tf, Operand<TString> texts) {
      StringSplit split = tf.strings.stringSplit(texts, tf.constant(""));
      return new Tokens(split.values(), split.indices(), split.shape());
    }
  },
  /** Each Unicode code point by itself. */
  CHARACTER {
    @Override
    List<String> apply(String text) {
      return text.codePoints().mapToObj(Character::toString).toList();
    }

    @Override
    Tokens apply(Ops tf, Operand<TString> texts) {
      UnicodeDecode<TInt64> decoded = tf.strings.unicodeDecode(texts, UTF_8, TInt64.class);
      Operand<TInt64> count = tf.size(decoded.charValues(), TInt64.class);
      Operand<TInt64> splits =
          tf.range(tf.constant(0L), tf.math.add(count, tf.constant(1L)), tf.constant(1L));
      Operand<TString> values = tf.strings.unicodeEncode(decoded.charValues(), splits, UTF_8);
      RaggedTensorToSparse<TString> sparse =
          tf.ragged.raggedTensorToSparse(List.of(decoded.rowSplits()), values);
      return new Tokens(sparse.sparseValues(), sparse.sparseIndices(), sparse.sparseDenseShape());
    }
  };

  private static final String UTF_8 = "UTF-8";
  private static final Pattern SPACE = Pattern.compile("[ \\t\\n\\x0B\\f\\r]+");

  /** Its name in Keras. */
  String kerasName() {
    return name().toLowerCase(Locale.ROOT);
  }

  abstract List<String> apply(String text);

  abstract Tokens apply(Ops tf, Operand<TString> texts);
}
