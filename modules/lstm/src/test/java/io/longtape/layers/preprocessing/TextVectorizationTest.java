package io.longtape.layers.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.longtape.Golden;
import io.longtape.layers.Input;
import io.longtape.layers.MaskedTensor;
import io.longtape.layers.Pass;
import io.longtape.networks.Sequential;
import io.longtape.networks.Trace;
import io.longtape.weights.ResourceWeights;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.EagerSession;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;

/** Against keras.layers.TextVectorization, see text_vectorization.py. */
class TextVectorizationTest {

  private static final TextVectorization FOXES =
      TextVectorization.of(List.of("the", "fox")).withOutputSequenceLength(3);

  private static JsonNode golden;
  private static List<String> texts;

  @BeforeAll
  static void read() throws IOException {
    try (InputStream in = Golden.class.getResourceAsStream("golden/text_vectorization.json")) {
      golden = new ObjectMapper().readTree(in);
    }
    texts = strings(golden.get("texts"));
  }

  @Test
  void givesKerasNumbersInAGraph() {
    assertThat(golden.get("layers")).hasSize(16);
    for (JsonNode layer : golden.get("layers")) {
      try (Graph graph = new Graph();
          Session session = new Session(graph)) {
        Ops tf = Ops.create(graph);
        Operand<TString> fed = tf.placeholder(TString.class, Placeholder.shape(Shape.of(-1)));
        Operand<TInt64> ids = call(tf, layer(layer), fed);
        assertThat(run(session, fed, ids, texts))
            .as("%s %s", layer.get("standardize"), layer.get("split"))
            .isEqualTo(rows(layer.get("batch")));
        for (int i = 0; i < texts.size(); i++) {
          assertThat(run(session, fed, ids, List.of(texts.get(i))))
              .as(texts.get(i))
              .isEqualTo(List.of(row(layer.get("each").get(i))));
        }
      }
    }
  }

  @Test
  void givesKerasNumbersEagerlyTwice() {
    JsonNode layer = golden.get("layers").get(1);
    try (EagerSession session = EagerSession.create()) {
      Ops tf = Ops.create(session);
      Operand<TString> fed = tf.constant(NdArrays.vectorOfObjects(texts.toArray(String[]::new)));
      for (int time = 0; time < 2; time++) {
        assertThat(rows(call(tf, layer(layer), fed).asTensor()))
            .isEqualTo(rows(layer.get("batch")));
      }
    }
  }

  @Test
  void givesKerasNumbersWithoutTensorFlow() {
    for (JsonNode node : golden.get("layers")) {
      TextVectorization layer = layer(node);
      assertThat(layer.vocabulary()).isEqualTo(strings(node.get("fullVocabulary")));
      assertThat(layer.vocabularySize()).isEqualTo(node.get("fullVocabulary").size());
      for (int i = 0; i < texts.size(); i++) {
        assertThat(asLongs(layer.ids(texts.get(i))))
            .as("%s %s %s", texts.get(i), node.get("standardize"), node.get("split"))
            .isEqualTo(row(node.get("each").get(i)));
      }
    }
  }

  @Test
  void adaptsToKerasVocabulary() {
    assertThat(golden.get("adapted")).hasSize(16);
    for (JsonNode node : golden.get("adapted")) {
      TextVectorization layer =
          TextVectorization.of().withStandardize(standardize(node)).withSplit(split(node));
      if (!node.get("maxTokens").isNull()) {
        layer = layer.withMaxTokens(node.get("maxTokens").asInt());
      }
      assertThat(layer.adapt(strings(node.get("texts"))).vocabulary())
          .as("%s %s", node.get("standardize"), node.get("split"))
          .isEqualTo(strings(node.get("fullVocabulary")));
    }
  }

  @Test
  void halfASurrogatePairIsAQuestionMarkEverywhere() {
    String broken = "a\ud83d the";
    TextVectorization layer =
        TextVectorization.of(List.of("a?", "the")).withStandardize(Standardize.NONE);
    assertThat(layer.ids(broken)).containsExactly(2, 3);
    try (EagerSession session = EagerSession.create()) {
      Ops tf = Ops.create(session);
      Operand<TString> fed = tf.constant(NdArrays.vectorOfObjects(broken));
      assertThat(rows(call(tf, layer, fed).asTensor())).isEqualTo(List.of(List.of(2L, 3L)));
    }
  }

  @Test
  void itsSizesAreKnownWhereTheyCanBe() {
    assertThat(output(Input.strings(), FOXES))
        .isEqualTo("InputSpec[shape=[3], type=%s, batch=-1]", TInt64.class);
    assertThat(output(Input.strings(1), TextVectorization.of(List.of("", "[UNK]", "the"))))
        .isEqualTo("InputSpec[shape=[-1], type=%s, batch=-1]", TInt64.class);
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> TextVectorization.of().ids("the fox"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("has no vocabulary yet");
    assertThatThrownBy(() -> TextVectorization.of(List.of("", "[UNK]")))
        .hasMessage("the vocabulary holds no word");
    assertThatThrownBy(() -> TextVectorization.of(List.of("fox", "the", "fox")))
        .hasMessage("the word 'fox' is in the vocabulary twice");
    assertThatThrownBy(() -> TextVectorization.of(List.of("the", "")))
        .hasMessageContaining("the empty word may only stand at index 0");
    assertThatThrownBy(() -> FOXES.withMaxTokens(3))
        .hasMessage(
            "the vocabulary has 4 words with padding and unknown ones, more than maxTokens 3");
    assertThatThrownBy(() -> TextVectorization.of().adapt(List.of("", "...")))
        .hasMessage("there is no word in the 2 texts to adapt to");
    assertThatThrownBy(() -> Trace.of(Sequential.of(Input.strings(2), FOXES)))
        .hasMessage(
            "layer 'text_vectorization' expects strings [batch] or [batch, 1], but got DT_STRING"
                + " of shape [-1, 2]");
    assertThatThrownBy(() -> Trace.of(Sequential.of(Input.ints(1), FOXES)))
        .hasMessageContaining("but got DT_INT32 of shape [-1, 1]");
  }

  private static String output(Input input, TextVectorization layer) {
    return Trace.of(Sequential.of(input, layer)).outputs().get("text_vectorization").toString();
  }

  private static Operand<TInt64> call(Ops tf, TextVectorization layer, Operand<TString> fed) {
    Pass pass = Pass.inference(tf, ResourceWeights.of(tf.scope().env(), List.of(), path -> false));
    return layer.call(pass, MaskedTensor.of(fed)).tensor().asOutput().expect(TInt64.class);
  }

  private static List<List<Long>> run(
      Session session, Operand<TString> fed, Operand<TInt64> ids, List<String> batch) {
    try (TString tensor = TString.tensorOf(NdArrays.vectorOfObjects(batch.toArray(String[]::new)));
        var result = session.runner().feed(fed, tensor).fetch(ids).run()) {
      return rows((TInt64) result.get(0));
    }
  }

  private static List<List<Long>> rows(TInt64 tensor) {
    List<List<Long>> rows = new ArrayList<>();
    for (long i = 0; i < tensor.shape().get(0); i++) {
      List<Long> row = new ArrayList<>();
      for (long j = 0; j < tensor.shape().get(1); j++) {
        row.add(tensor.getLong(i, j));
      }
      rows.add(row);
    }
    return rows;
  }

  private static TextVectorization layer(JsonNode node) {
    TextVectorization layer =
        TextVectorization.of(strings(node.get("vocabulary")))
            .withStandardize(standardize(node))
            .withSplit(split(node));
    JsonNode length = node.get("outputSequenceLength");
    return length.isNull() ? layer : layer.withOutputSequenceLength(length.asInt());
  }

  private static Standardize standardize(JsonNode node) {
    JsonNode name = node.get("standardize");
    return name.isNull()
        ? Standardize.NONE
        : Standardize.valueOf(name.asText().toUpperCase(Locale.ROOT));
  }

  private static Split split(JsonNode node) {
    return Split.valueOf(node.get("split").asText().toUpperCase(Locale.ROOT));
  }

  private static List<String> strings(JsonNode node) {
    List<String> strings = new ArrayList<>();
    node.forEach(element -> strings.add(element.asText()));
    return strings;
  }

  private static List<List<Long>> rows(JsonNode node) {
    List<List<Long>> rows = new ArrayList<>();
    node.forEach(element -> rows.add(row(element)));
    return rows;
  }

  private static List<Long> row(JsonNode node) {
    List<Long> row = new ArrayList<>();
    node.forEach(element -> row.add(element.asLong()));
    return row;
  }

  private static List<Long> asLongs(int[] ids) {
    List<Long> longs = new ArrayList<>();
    for (int id : ids) {
      longs.add((long) id);
    }
    return longs;
  }
}
