package io.longtape.layers.preprocessing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.HashTable;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;

/** Words and their numbers: 0 is padding, 1 any word that is not known. */
final class Vocabulary {

  private static final List<String> SPECIAL = List.of("", "[UNK]");
  private static final int UNKNOWN = 1;

  private final List<String> words;
  private final Map<String, Integer> ids = new HashMap<>();

  private Vocabulary(List<String> words) {
    this.words = List.copyOf(words);
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.isEmpty()) {
        throw new IllegalArgumentException(
            "the empty word may only stand at index 0, before '[UNK]', but is also at " + (i + 2));
      }
      if (ids.put(word, i + SPECIAL.size()) != null) {
        throw new IllegalArgumentException("the word '" + word + "' is in the vocabulary twice");
      }
    }
  }

  /** Words with or without the special ones before them. */
  static Vocabulary of(List<String> words) {
    boolean whole = words.size() >= SPECIAL.size() && words.subList(0, 2).equals(SPECIAL);
    return new Vocabulary(whole ? words.subList(2, words.size()) : words);
  }

  /** The most frequent tokens; of those with the same count the last by their bytes first. */
  static Vocabulary adapt(Stream<String> tokens, long size) {
    Map<String, Long> counts =
        tokens
            .filter(token -> !SPECIAL.contains(token))
            .collect(groupingBy(token -> token, counting()));
    Comparator<Map.Entry<String, Long>> order = Map.Entry.comparingByValue();
    order =
        order.thenComparing(
            Map.Entry.comparingByKey(
                (a, b) -> Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8))));
    return new Vocabulary(
        counts.entrySet().stream()
            .sorted(order.reversed())
            .limit(size - SPECIAL.size())
            .map(Map.Entry::getKey)
            .toList());
  }

  boolean isEmpty() {
    return words.isEmpty();
  }

  /** Without the special words. */
  List<String> words() {
    return words;
  }

  /** With the special words. */
  List<String> all() {
    List<String> all = new ArrayList<>(SPECIAL);
    all.addAll(words);
    return all;
  }

  int id(String word) {
    return ids.getOrDefault(word, UNKNOWN);
  }

  Operand<TInt64> ids(Ops tf, Operand<TString> tokens) {
    Ops init = tf.withInitScope();
    // Models in one process share tables by name: the name says what is in it.
    String name = "vocabulary_" + UUID.nameUUIDFromBytes(String.join("\0", words).getBytes(UTF_8));
    HashTable table = init.hashTable(TString.class, TInt64.class, HashTable.sharedName(name));
    init.initializeTable(
        table,
        init.constant(NdArrays.vectorOfObjects(words.toArray(String[]::new))),
        init.constant(LongStream.range(2, words.size() + 2L).toArray()));
    return tf.lookupTableFind(table, tokens, tf.constant((long) UNKNOWN));
  }
}
