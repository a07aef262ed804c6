package io.longtape.keras.archives;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.longtape.checkpoints.AtomicFile;
import io.longtape.layers.preprocessing.TextVectorization;
import io.longtape.networks.LayeredNetwork;
import io.longtape.weights.WeightValues;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes files that Keras reads. The same model gives the same bytes. */
public final class KerasFileWriter {

  /** The Keras whose files these are like. */
  private static final String VERSION = "3.15.1";

  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private KerasFileWriter() {}

  /**
   * Writes a {@code .keras} file.
   *
   * @param file one that is there is replaced when the new one is whole
   * @param parts what goes into it
   * @throws IllegalArgumentException when a weight is missing or has another shape
   * @throws io.longtape.serving.ModelException when it cannot be written
   */
  public static void write(Path file, SavedParts parts) {
    Place place = Place.of(file.toString());
    WeightLayout layout = WeightLayout.of(parts.network());
    WeightsWriter weights = new WeightsWriter(layout, parts.weights());
    try {
      Map<String, byte[]> entries = new LinkedHashMap<>();
      entries.put(KerasArchive.METADATA, metadata());
      entries.put(KerasArchive.CONFIG, json(parts));
      entries.put(
          KerasArchive.WEIGHTS,
          weights.bytes(
              file,
              root ->
                  parts
                      .training()
                      .ifPresent(
                          training ->
                              weights.putOptimizer(
                                  root, training, layout.trained(parts.frozen())))));
      entries.putAll(vocabularies(parts.network(), layout));
      AtomicFile.write(file, out -> zip(entries, new FileOutputStream(out.getFD())));
    } catch (IOException e) {
      throw place.cannotBe("written", e);
    }
  }

  /**
   * Writes a {@code .weights.h5} file.
   *
   * @param file one that is there is replaced when the new one is whole
   * @param network gives the layers
   * @param weights a value for each weight of the network
   * @throws IllegalArgumentException when a weight is missing or has another shape
   * @throws io.longtape.serving.ModelException when it cannot be written
   */
  public static void writeWeights(Path file, LayeredNetwork network, WeightValues weights) {
    try {
      byte[] bytes = new WeightsWriter(WeightLayout.of(network), weights).bytes(file, root -> {});
      AtomicFile.write(file, out -> out.write(bytes));
    } catch (IOException e) {
      throw Place.of(file.toString()).cannotBe("written", e);
    }
  }

  private static byte[] metadata() {
    return "{\"keras_version\": \"%s\"}".formatted(VERSION).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] json(SavedParts parts) throws JsonProcessingException {
    return new JsonMapper().writeValueAsBytes(parts.config());
  }

  /** Keras reads a vocabulary from the layer's place and writes it to its table's, too. */
  private static Map<String, byte[]> vocabularies(LayeredNetwork network, WeightLayout layout) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    network
        .layers()
        .forEach(
            (name, layer) -> {
              if (layer instanceof TextVectorization text) {
                byte[] terms =
                    String.join("\n", text.vocabulary()).getBytes(StandardCharsets.UTF_8);
                files.put(KerasArchive.vocabularyOf(layout.group(name)), terms);
                files.put(KerasArchive.vocabularyOf(layout.group(name) + "/_lookup_layer"), terms);
              }
            });
    return files;
  }

  /** Leaves the file open, which its owner closes. */
  private static void zip(Map<String, byte[]> entries, OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
      CRC32 sum = new CRC32();
      sum.update(entry.getValue());
      ZipEntry header = new ZipEntry(entry.getKey());
      header.setMethod(ZipEntry.STORED);
      header.setSize(entry.getValue().length);
      header.setCrc(sum.getValue());
      header.setTimeLocal(NO_TIME);
      zip.putNextEntry(header);
      zip.write(entry.getValue());
      zip.closeEntry();
    }
    zip.finish();
  }
}
