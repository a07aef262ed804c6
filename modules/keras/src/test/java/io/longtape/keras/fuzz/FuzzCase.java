package io.longtape.keras.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A damaged file.
 *
 * @param name says from what and how it was made; the seed is in it
 * @param bytes what it holds
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier
record FuzzCase(String name, byte[] bytes) {

  static final Path MODELS = Path.of("../../models");

  private static final String CONFIG = "config.json";
  private static final String WEIGHTS = "model.weights.h5";

  /** A damaged {@code .keras} file; the same seed gives the same. */
  static FuzzCase keras(long seed) throws IOException {
    Random random = new Random(seed);
    Path file = any("model.keras", random);
    byte[] zip = Files.readAllBytes(file);
    Map<String, byte[]> members = new LinkedHashMap<>(Zips.read(zip));
    ByteMutator damage = new ByteMutator(random);
    int kind = random.nextInt(20);
    String how;
    byte[] bytes;
    if (kind < 4) {
      how = "bytes";
      bytes = damage.mutate(zip);
    } else if (kind < 6) {
      how = "zip";
      bytes = new ZipAttacks(random).attack(members);
    } else {
      how = member(kind, members);
      boolean json = kind < 14;
      members.computeIfPresent(
          how,
          (name, content) ->
              json
                  ? new JsonMutator(random).mutate(new String(content, UTF_8)).getBytes(UTF_8)
                  : damage.mutate(content));
      bytes = Zips.write(members);
    }
    return new FuzzCase(name(seed, file, how), bytes);
  }

  /** A damaged legacy {@code .h5} file. */
  static FuzzCase h5(long seed) throws IOException {
    Random random = new Random(seed);
    Path file = any("model.h5", random);
    byte[] bytes = Files.readAllBytes(file);
    return new FuzzCase(name(seed, file, "bytes"), new ByteMutator(random).mutate(bytes));
  }

  private static String member(int kind, Map<String, byte[]> members) {
    return switch (kind) {
      case 13 -> "metadata.json";
      case 14 -> CONFIG;
      case 15 ->
          members.keySet().stream()
              .filter(name -> name.startsWith("assets/"))
              .findFirst()
              .orElse(WEIGHTS);
      default -> kind < 13 ? CONFIG : WEIGHTS;
    };
  }

  private static Path any(String name, Random random) throws IOException {
    try (Stream<Path> folders = Files.list(MODELS)) {
      List<Path> files =
          folders
              .map(folder -> folder.resolve(name))
              .filter(Files::isRegularFile)
              .sorted()
              .toList();
      return files.get(random.nextInt(files.size()));
    }
  }

  private static String name(long seed, Path file, String how) {
    return "%d: %s of %s".formatted(seed, how, MODELS.relativize(file));
  }
}
