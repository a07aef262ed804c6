package io.longtape.keras.configs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.longtape.serving.ModelException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of Keras is not there, or is no network at all, is refused by name and place. */
class RefusedNetworksTest {

  private static final String INPUT = input("x", "[null, 5, 2]");

  private static String input(String name, String shape) {
    return """
        {"module": "keras.layers", "class_name": "InputLayer", "name": "%s", "inbound_nodes": [],
         "config": {"name": "%s", "batch_shape": %s, "dtype": "float32"}}"""
        .formatted(name, name, shape);
  }

  private static String layer(String kind, String arguments) {
    return """
        {"module": "keras.layers", "class_name": "%s", "registered_name": null,
         "config": {"name": "it"%s}}"""
        .formatted(kind, arguments.isEmpty() ? "" : ", " + arguments);
  }

  private static String sequential(String... layers) {
    return """
        {"module": "keras", "class_name": "Sequential", "config": {"name": "s", "layers": [%s]}}"""
        .formatted(String.join(",", layers));
  }

  private static String functional(String layers, String outputs) {
    return """
        {"class_name": "Functional", "config": {"name": "f", "layers": [%s],
         "input_layers": [["x", 0, 0]], "output_layers": %s}}"""
        .formatted(layers, outputs);
  }

  private static String dense(String name, String node) {
    return """
        {"class_name": "Dense", "name": "%s", "inbound_nodes": [%s],
         "config": {"name": "%s", "units": 2}}"""
        .formatted(name, node, name);
  }

  private static String reads(String layer) {
    return """
        {"args": [{"class_name": "__keras_tensor__", "config": {"shape": [null, 5, 2],
         "dtype": "float32", "keras_history": ["%s", 0, 0]}}], "kwargs": {}}"""
        .formatted(layer);
  }

  private static void assertRefused(String model, String message) {
    assertThatThrownBy(() -> read(model)).isInstanceOf(ModelException.class).hasMessage(message);
  }

  private static NetworkConfig read(String model) throws JsonProcessingException {
    JsonNode json = new ObjectMapper().readTree(model);
    return NetworkConfig.read(json, layer -> Optional.empty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ZeroPadding1D || there is no such layer here
          MultiHeadAttention || there is no such layer here
          Sequential || a model inside of a model is not supported
          Functional || a model inside of a model is not supported
          Dense || argument 'units' is missing; must be a whole number from 1 to 134217728
          Dense | "units": -1 | argument 'units' is -1; must be a whole number from 1 to 134217728
          Dense | "units": 2147483648 | argument 'units' is 2147483648; must be a whole number from 1 to 134217728
          Dense | "units": 1.5 | argument 'units' is 1.5; must be a whole number from 1 to 134217728
          Dense | "units": "2" | argument 'units' is "2"; must be a whole number from 1 to 134217728
          Dense | "units": 2, "lora_rank": 4 | argument 'lora_rank' is 4; only null is supported
          Dense | "units": 2, "activity_regularizer": "l2" | argument 'activity_regularizer' is "l2"; only null is supported
          Dense | "units": 2, "colour": null | argument 'colour' is null; there is no such argument here
          Dense | "units": 2, "use_bias": 1 | argument 'use_bias' is 1; must be true or false
          Dense | "units": 2, "dtype": "mixed_float16" | argument 'dtype' is "mixed_float16"; only float32 is supported
          Dense | "units": 2, "activation": {} | argument 'activation' is {}; supported are Keras's functions by name
          Dense | "units": 2, "kernel_initializer": "stft" | argument 'kernel_initializer' is "stft"; there is no such initializer here
          Dense | "units": 2, "kernel_constraint": "max" | argument 'kernel_constraint' is "max"; supported constraints are: MaxNorm, MinMaxNorm, NonNeg, UnitNorm
          Dropout | "rate": 0.5, "noise_shape": [1] | argument 'noise_shape' is [1]; only null is supported
          Dropout | "rate": 1.5 | rate must be at least 0 and below 1, but is 1.5
          LayerNormalization | "rms_scaling": true | argument 'rms_scaling' is true; only false is supported
          LayerNormalization | "axis": [] | argument 'axis' is []; must be an axis or a list of axes
          Flatten | "data_format": "channels_first" | argument 'data_format' is "channels_first"; only channels_last is supported
          Normalization | "mean": [1.0], "variance": null | argument 'variance' is null; must be a list of numbers
          TextVectorization | "vocabulary": null | argument 'vocabulary' is null; a vocabulary is needed
          TextVectorization | "vocabulary": ["a"], "ngrams": 2 | argument 'ngrams' is 2; only null is supported
          TextVectorization | "vocabulary": ["a"], "output_mode": "tf_idf" | argument 'output_mode' is "tf_idf"; only int is supported
          TextVectorization | "vocabulary": ["a"], "split": null | argument 'split' is null; supported are: whitespace, character
          TextVectorization | "vocabulary": "words.txt" | argument 'vocabulary' is "words.txt"; must be a list of texts
          """)
  void layersAndArgumentsByNameAndPlace(String kind, String arguments, String problem) {
    assertRefused(
        sequential(INPUT, layer(kind, arguments == null ? "" : arguments)),
        "layer 'it' (layers[1], %s): %s".formatted(kind, problem));
  }

  @Test
  void activationsThatAreNotThere() {
    assertRefused(
        sequential(INPUT, layer("Dense", "\"units\": 2, \"activation\": \"glu\"")),
        "layer 'it' (layers[1], Dense): argument 'activation' is \"glu\"; there is no activation"
            + " 'glu'; the nearest of 18 are: elu, gelu, relu");
  }

  @Test
  void whatIsInsideOfWrappers() {
    assertRefused(
        sequential(INPUT, layer("TimeDistributed", "\"layer\": " + layer("Dense", "\"units\": 0"))),
        "layer 'it' (layers[1].layer, Dense): argument 'units' is 0; must be a whole number from 1"
            + " to 134217728");
    assertRefused(
        sequential(INPUT, layer("Bidirectional", "\"layer\": " + layer("Dense", "\"units\": 2"))),
        "layer 'it' (layers[1], Bidirectional): argument 'layer' is {\"module\":\"keras.layers\","
            + "\"class_name\":\"Dense\",\"registered_na...; it must be an LSTM, a GRU or a SimpleRNN");
  }

  @Test
  void regularizersByName() {
    String orthogonal =
        """
        "units": 2, "kernel_regularizer": {"module": "keras.regularizers",
        "class_name": "OrthogonalRegularizer", "config": {"factor": 0.01}}""";
    assertRefused(
        sequential(INPUT, layer("Dense", orthogonal)),
        "layer 'it' (layers[1], Dense): argument 'kernel_regularizer' is {\"module\":\"keras"
            + ".regularizers\",\"class_name\":\"OrthogonalRegul...; supported regularizers are: L1, L2, L1L2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"module": "keras.layers", "class_name": "Lambda", "config": {"name": "l"}} | a Lambda is code of the model's own, which is never run here
          {"class_name": "Lambda", "config": {"name": "l"}} | a Lambda is code of the model's own, which is never run here
          {"module": "my.layers", "class_name": "Mine", "registered_name": "Mine", "config": {"name": "l"}} | Mine of 'my.layers' is code of the model's own, which is never run here
          {"module": null, "class_name": "Mine", "registered_name": "Mine", "config": {"name": "l"}} | Mine is code of the model's own, which is never run here
          {"module": "keras.layers", "class_name": "Dense", "registered_name": "pk>Dense", "config": {"name": "l"}} | Dense of 'keras.layers' is code of the model's own, which is never run here
          {"class_name": "pk>Dense", "config": {"name": "l"}} | pk>Dense is code of the model's own, which is never run here
          {"module": "kerasy", "class_name": "Dense", "config": {"name": "l"}} | Dense of 'kerasy' is code of the model's own, which is never run here
          """)
  void codeOfTheModelsOwn(String layer, String problem) {
    assertRefused(sequential(INPUT, layer), "layers[1]: " + problem);
  }

  @Test
  void modelsThatAreNone() {
    assertRefused("[]", "the model must be an object with a class_name, but is []");
    assertRefused("{}", "the model must be an object with a class_name, but is {}");
    assertRefused(
        "{\"class_name\": \"Sequential\"}",
        "the model (Sequential): 'config' must be an object, but is missing");
    assertRefused(
        sequential(), "the model (Sequential): 'layers' must be a list of 1 to 500 layers");
    assertRefused(
        "{\"class_name\": \"Cake\", \"config\": {\"name\": \"c\", \"layers\": [1]}}",
        "the model (Cake): there is no such model here; there are: Sequential, Functional");
    assertRefused(sequential(INPUT), "the model (Sequential): has no layer but its input");
    assertRefused(
        sequential(layer("Dense", "\"units\": 2")),
        "the model (Sequential): the shape of its input is not known; build it before it is saved");
  }

  @Test
  void graphsWithLoopsAndLooseEnds() {
    assertRefused(
        functional(
            INPUT + "," + dense("a", reads("b")) + "," + dense("b", reads("a")), "[\"a\", 0, 0]"),
        "layer 'b' (layers[2], Dense): reads [a, 0, 0]; which is not there or needs this layer itself");
    assertRefused(
        functional(INPUT + "," + dense("a", reads("nowhere")), "[\"a\", 0, 0]"),
        "layer 'a' (layers[1], Dense): reads [nowhere, 0, 0]; there is no such layer");
    assertRefused(
        functional(INPUT + "," + dense("a", reads("x")), "[\"a\", 1, 0]"),
        "the model (Functional): nothing gives its output [a, 1, 0]");
    assertRefused(
        functional(INPUT + "," + dense("a", ""), "[\"a\", 0, 0]"),
        "layer 'a' (layers[1], Dense): nothing leads to it; inbound_nodes has no call");
    assertRefused(
        functional(
            INPUT + "," + dense("a", reads("x")) + "," + dense("a", reads("x")), "[\"a\", 0, 0]"),
        "layers[2] (Dense): there are two layers named 'a'");
    assertRefused(
        functional(INPUT + "," + dense("a", "{\"args\": [1], \"kwargs\": {}}"), "[\"a\", 0, 0]"),
        "layer 'a' (layers[1], Dense): reads 1, which is not a tensor of the network");
    assertRefused(
        functional(
            INPUT + "," + dense("a", "[[\"x\", 0, 0, {\"mask\": [\"y\", 0, 0]}]]"),
            "[\"a\", 0, 0]"),
        "layer 'a' (layers[1], Dense): is called with argument 'mask' = [\"y\",0,0], which is not supported");
  }

  @Test
  void opsBetweenLayers() {
    String add =
        """
        {"module": "keras.src.ops.numpy", "class_name": "Add", "registered_name": "Add",
         "config": {"name": "add"}, "name": "add", "inbound_nodes": [%s]}"""
            .formatted(reads("x"));
    assertRefused(
        functional(INPUT + "," + add, "[\"add\", 0, 0]"),
        "layer 'add' (layers[1], Add): an op between layers is not supported");
  }

  @Test
  void statesAndAMaskThatKerasIgnores() {
    String masking =
        """
        {"class_name": "Masking", "name": "m", "inbound_nodes": [%s], "config": {"name": "m"}}"""
            .formatted(reads("x"));
    String rnn =
        """
        {"class_name": "SimpleRNN", "name": "r", "config": {"name": "r", "units": 2},
         "inbound_nodes": [[["m", 0, 0, {"initial_state": [["d", 0, 0]]}]]]}""";
    String pooling =
        """
        {"class_name": "GlobalMaxPooling1D", "name": "d", "inbound_nodes": [%s],
         "config": {"name": "d"}}"""
            .formatted(reads("x"));
    assertRefused(
        functional(String.join(",", INPUT, masking, pooling, rnn), "[\"r\", 0, 0]"),
        "layer 'r' (layers[3], SimpleRNN): reads initial states and a sequence with a mask, which"
            + " Keras ignores there; call it with the argument mask");
  }

  @Test
  void sizesThatFillTheMemory() {
    String wide = "\"input_dim\": 2147483647, \"output_dim\": 100000";
    assertRefused(
        sequential(input("x", "[null, 3]"), layer("Embedding", wide)),
        "the model (Sequential): the weight 'it/embeddings' of shape [2147483647, 100000] is too large");
    assertRefused(
        sequential(input("x", "[null, 65536, 65536]"), layer("Flatten", "")),
        "layers[0] (InputLayer): argument 'batch_shape' is [null,65536,65536]; must be a list of"
            + " sizes from 1 on, or null for one that is not known");
    assertRefused(
        sequential(
            input("x", "[null, 1000000, 2]"), layer("LSTM", "\"units\": 1, \"unroll\": true")),
        "the model (Sequential): layer 'it' cannot unroll 1000000 time steps; more than 4096 need a loop");
  }

  @Test
  void depthsThatFillTheStack() {
    String nested = layer("Dense", "\"units\": 2");
    for (int i = 0; i < 20; i++) {
      nested = layer("TimeDistributed", "\"layer\": " + nested);
    }
    assertRefused(
        sequential(INPUT, nested),
        "layer 'it' (layers[1].layer.layer.layer.layer.layer.layer.layer, TimeDistributed): layers inside"
            + " of layers are nested too deep");
    String many =
        IntStream.range(0, 501)
            .mapToObj(i -> dense("d" + i, reads("x")))
            .collect(Collectors.joining(","));
    assertRefused(
        functional(INPUT + "," + many, "[\"d0\", 0, 0]"),
        "the model (Functional): 'layers' must be a list of 1 to 500 layers");
  }

  /** The longest chain that is taken still fits on the stack. */
  @Test
  @EnabledIfSystemProperty(named = "longtape.full", matches = "true")
  void chainsAsLongAsAllowed() throws JsonProcessingException {
    String chain =
        dense("d0", reads("x"))
            + IntStream.range(1, 499)
                .mapToObj(i -> "," + dense("d" + i, reads("d" + (i - 1))))
                .collect(Collectors.joining());
    assertThat(read(functional(INPUT + "," + chain, "[\"d498\", 0, 0]")).network().layers())
        .hasSize(499);
  }

  @Test
  void layersThatDoNotFitEachOther() {
    assertRefused(
        sequential(input("x", "[null, 5]"), layer("LSTM", "\"units\": 2")),
        "the model (Sequential): layer 'it' expects [batch, time, features], but got [-1," + " 5]");
  }

  @Test
  void namesOnOneLine() {
    assertRefused(
        sequential(INPUT, layer("New\\nLine", "")),
        "layer 'it' (layers[1], New Line): there is no such layer here");
  }
}
