package io.longtape.keras.configs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.longtape.networks.LayeredNetwork;
import io.longtape.serving.ModelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever happens to a config, it ends in a network or in one line. */
class MutatedConfigsTest {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int CASES = Boolean.getBoolean("longtape.full") ? 20_000 : 400;

  private int refused;
  private int read;

  @Test
  void networks() {
    List<JsonNode> sources = new ArrayList<>();
    for (Fixture fixture : Fixture.all("networks.json")) {
      sources.add(fixture.json().get("model"));
      sources.add(fixture.json().get("legacy"));
    }
    Random random = new Random(5);
    for (int i = 0; i < CASES; i++) {
      JsonNode mutant = mutant(sources.get(random.nextInt(sources.size())), random);
      endsWell(mutant, () -> NetworkConfig.read(mutant, layer -> Optional.empty()));
    }
    assertThat(refused).isGreaterThan(CASES / 4);
    assertThat(read).isGreaterThan(CASES / 20);
  }

  @Test
  void waysToTrain() {
    List<Fixture> sources = Fixture.all("compiled.json");
    Random random = new Random(6);
    for (int i = 0; i < CASES; i++) {
      Fixture source = sources.get(random.nextInt(sources.size()));
      LayeredNetwork network =
          NetworkConfig.read(source.json().get("model"), layer -> Optional.empty()).network();
      JsonNode mutant = mutant(source.json().get("compile_config"), random);
      endsWell(mutant, () -> CompileConfig.read(mutant, network));
    }
    assertThat(refused).isGreaterThan(CASES / 4);
    assertThat(read).isGreaterThan(CASES / 20);
  }

  private void endsWell(JsonNode mutant, Runnable reader) {
    try {
      reader.run();
      read++;
    } catch (ModelException e) {
      assertThat(e.getMessage()).hasSizeBetween(10, 510).doesNotContain("\n");
      refused++;
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError(mutant.toString(), e);
    }
  }

  /** A copy in which one to three values are others. */
  private static JsonNode mutant(JsonNode source, Random random) {
    JsonNode copy = source.deepCopy();
    for (int i = random.nextInt(3); i >= 0; i--) {
      List<ContainerNode<?>> containers = new ArrayList<>();
      collect(copy, containers);
      ContainerNode<?> chosen = containers.get(random.nextInt(containers.size()));
      if (chosen.isEmpty()) {
        continue;
      }
      int place = random.nextInt(chosen.size());
      if (chosen instanceof ArrayNode array) {
        change(array, place, random);
      } else {
        change((ObjectNode) chosen, place, random);
      }
    }
    return copy;
  }

  private static void change(ArrayNode array, int place, Random random) {
    switch (random.nextInt(3)) {
      case 0 -> array.remove(place);
      case 1 -> array.insert(place, array.get(random.nextInt(array.size())).deepCopy());
      default -> array.set(place, value(array.get(place), random));
    }
  }

  private static void change(ObjectNode object, int place, Random random) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    String name = names.get(place);
    switch (random.nextInt(4)) {
      case 0 -> object.remove(name);
      case 1 -> object.set(names.get(random.nextInt(names.size())), object.get(name).deepCopy());
      default -> object.set(name, value(object.get(name), random));
    }
  }

  private static JsonNode value(JsonNode before, Random random) {
    return switch (random.nextInt(14)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.booleanNode(!before.asBoolean());
      case 2 -> JSON.numberNode(-1);
      case 3 -> JSON.numberNode(0);
      case 4 -> JSON.numberNode(before.asInt() + 1);
      case 5 -> JSON.numberNode(Integer.MAX_VALUE);
      case 6 -> JSON.numberNode(1L << 40);
      case 7 -> JSON.numberNode(1e300);
      case 8 -> JSON.textNode("");
      case 9 -> JSON.textNode("line\nbreak");
      case 10 -> JSON.arrayNode().add(before.deepCopy());
      case 11 -> JSON.objectNode().set("config", before.deepCopy());
      case 12 -> JSON.arrayNode();
      default -> JSON.textNode(before.asText() + "x");
    };
  }

  private static void collect(JsonNode json, List<ContainerNode<?>> found) {
    if (json instanceof ContainerNode<?> container) {
      found.add(container);
      json.forEach(child -> collect(child, found));
    }
  }
}
