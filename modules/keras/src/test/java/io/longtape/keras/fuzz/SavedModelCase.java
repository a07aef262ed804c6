package io.longtape.keras.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Message;
import io.longtape.keras.savedmodels.PythonModel;
import io.longtape.keras.savedmodels.SavedModelLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.SavedModel;

/**
 * A SavedModel whose {@code saved_model.pb} is damaged.
 *
 * @param name says from what and how it was made; the seed is in it
 * @param source the model that it was made from
 * @param graph the damaged file
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier
record SavedModelCase(String name, Path source, byte[] graph) {

  private static final String GRAPH = "saved_model.pb";
  private static final SavedModelLoader LOADER =
      SavedModelLoader.create().withMemoryLimit(1L << 30).withTimeout(Duration.ofSeconds(8));

  /** A damaged model; the same seed gives the same. */
  static SavedModelCase of(long seed) throws IOException {
    Random random = new Random(seed);
    List<Path> sources;
    try (Stream<Path> folders = Files.list(FuzzCase.MODELS)) {
      sources =
          folders.filter(folder -> Files.exists(folder.resolve("saved_model"))).sorted().toList();
    }
    Path source = sources.get(random.nextInt(sources.size()));
    byte[] bytes = Files.readAllBytes(source.resolve("saved_model").resolve(GRAPH));
    int kind = random.nextInt(10);
    String how = kind < 3 ? "bytes" : kind < 9 ? "graph" : "message";
    byte[] damaged =
        switch (how) {
          case "bytes" -> new ByteMutator(random).mutate(bytes);
          case "graph" -> withGraphMutated(SavedModel.parseFrom(bytes), random).toByteArray();
          default -> new ProtoMutator(random).mutate(SavedModel.parseFrom(bytes)).toByteArray();
        };
    String name = "%d: %s of %s".formatted(seed, how, source.getFileName());
    return new SavedModelCase(name, source, damaged);
  }

  /** Writes the whole model. */
  void write(Path directory) throws IOException {
    Path saved = source.resolve("saved_model");
    try (Stream<Path> files = Files.walk(saved)) {
      for (Path file : files.toList()) {
        Files.copy(file, directory.resolve(saved.relativize(file).toString()));
      }
    }
    Files.write(directory.resolve(GRAPH), graph);
  }

  /** Loads the model in a child process and calls it as its golden values were made. */
  void loadAndCall(Path directory) throws IOException {
    JsonNode golden = new ObjectMapper().readTree(source.resolve("golden.json").toFile());
    Map<String, NdArray<?>> inputs = new TreeMap<>();
    golden
        .at("/calls/0/inputs")
        .properties()
        .forEach(input -> inputs.put(input.getKey(), array(input.getValue())));
    try (PythonModel model = LOADER.loadInChildProcess(directory)) {
      model.call(inputs);
    } catch (IllegalArgumentException e) {
      // It is a model, but has other inputs than before.
      if (e.getMessage().isBlank()) {
        throw new AssertionError("a refusal without a reason", e);
      }
    }
  }

  private static Message withGraphMutated(SavedModel model, Random random) {
    GraphDef graph = model.getMetaGraphs(0).getGraphDef();
    SavedModel.Builder changed = model.toBuilder();
    changed.getMetaGraphsBuilder(0).setGraphDef((GraphDef) new ProtoMutator(random).mutate(graph));
    return changed.build();
  }

  private static NdArray<?> array(JsonNode value) {
    Shape shape = Shape.of(stream(value.get("shape")).mapToLong(JsonNode::asLong).toArray());
    JsonNode data = value.get("data");
    if (value.get("dtype").asText().equals("string")) {
      String[] strings = stream(data).map(JsonNode::asText).toArray(String[]::new);
      return NdArrays.wrap(shape, DataBuffers.of(strings, false, false));
    }
    double[] numbers = stream(data).mapToDouble(JsonNode::asDouble).toArray();
    return NdArrays.wrap(shape, DataBuffers.of(numbers, false, false));
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
