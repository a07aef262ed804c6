package io.longtape.layers.preprocessing;

import java.util.Locale;
import java.util.regex.Pattern;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TString;

/**
 * What is done to a text before it is split, as the argument of Keras's {@code TextVectorization}.
 * As there, only the letters A to Z become lower case, and only ASCII punctuation is removed.
 */
public enum Standardize {
  /** The text stays as it is. */
  NONE(false, false),
  /** Lower case. */
  LOWER(true, false),
  /** No punctuation. */
  STRIP_PUNCTUATION(false, true),
  /** Both: Keras's default. */
  LOWER_AND_STRIP_PUNCTUATION(true, true);

  private static final String PUNCTUATION = "[!\"#$%&()\\*\\+,-\\./:;<=>?@\\[\\\\\\]^_`{|}~\\']";
  private static final Pattern PATTERN = Pattern.compile(PUNCTUATION);
  private static final Pattern UPPER = Pattern.compile("[A-Z]+");

  private final boolean lower;
  private final boolean strip;

  Standardize(boolean lower, boolean strip) {
    this.lower = lower;
    this.strip = strip;
  }

  /** Its name in Keras, null for {@link #NONE}. */
  String kerasName() {
    return this == NONE ? null : name().toLowerCase(Locale.ROOT);
  }

  String apply(String text) {
    String result = text;
    if (lower) {
      result = UPPER.matcher(result).replaceAll(match -> match.group().toLowerCase(Locale.ROOT));
    }
    return strip ? PATTERN.matcher(result).replaceAll("") : result;
  }

  Operand<TString> apply(Ops tf, Operand<TString> text) {
    Operand<TString> result = text;
    if (lower) {
      result = tf.strings.lower(result);
    }
    return strip ? tf.strings.staticRegexReplace(result, PUNCTUATION, "") : result;
  }
}
