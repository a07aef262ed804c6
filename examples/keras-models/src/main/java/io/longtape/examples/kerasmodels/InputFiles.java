package io.longtape.examples.kerasmodels;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.longtape.data.DataException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of the user as text. */
final class InputFiles {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  private InputFiles() {}

  static JsonNode json(Path file) {
    try {
      JsonNode node = JSON.readTree(text(file));
      if (!node.isObject()) {
        throw new DataException(file + " holds no JSON object");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new DataException(
          "%s is not JSON: line %d: %s"
              .formatted(
                  file,
                  e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                  e.getOriginalMessage()),
          e);
    }
  }

  /** The whole file as UTF-8, without a byte order mark. */
  static String text(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new DataException(
          file + (Files.exists(file) ? " is a directory, expected a file" : " does not exist"));
    }
    try {
      String text = Files.readString(file, UTF_8);
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new DataException(file + " is not UTF-8 text", e);
    } catch (AccessDeniedException e) {
      throw new DataException("no permission to read " + file, e);
    } catch (IOException e) {
      throw new DataException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
