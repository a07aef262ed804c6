package io.longtape.keras.configs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.longtape.Python;
import io.longtape.models.CompileOptions;
import io.longtape.networks.LayeredNetwork;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What Keras makes of networks and of ways to train that were read and written again. */
@EnabledIfSystemProperty(named = "longtape.python", matches = ".+")
class WrittenConfigsIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void kerasReadsTheSameNetworks() throws Exception {
    boolean full = Boolean.getBoolean("longtape.full");
    String made = folder.resolve("made.json").toString();
    Python.run("written_configs.py", "make", made, full ? "all" : "some");
    ArrayNode written = JSON.createArrayNode();
    for (JsonNode model : models(made)) {
      written.add(network(model).write());
    }
    assertThat(written).hasSizeGreaterThan(full ? 300 : 15);
    assertThat(Python.run("written_configs.py", "check", made, write(written))).isEmpty();
  }

  @Test
  void kerasTrainsTheSameWay() throws Exception {
    String made = folder.resolve("made.json").toString();
    Python.run("compile_configs.py", "make", made);
    ArrayNode written = JSON.createArrayNode();
    for (JsonNode model : models(made).get("cases")) {
      LayeredNetwork network = network(model).network();
      CompileOptions options =
          CompileConfig.read(model.get("compile_config"), network).orElseThrow();
      written.add(CompileConfig.write(options, network.outputs()));
    }
    assertThat(Python.run("compile_configs.py", "check", made, write(written))).isEmpty();
  }

  private static JsonNode models(String made) throws IOException {
    return JSON.readTree(new File(made));
  }

  private static NetworkConfig network(JsonNode model) {
    return NetworkConfig.read(model.get("model"), layer -> Optional.empty());
  }

  private String write(JsonNode content) throws IOException {
    File file = folder.resolve("written.json").toFile();
    JSON.writeValue(file, content);
    return file.toString();
  }
}
