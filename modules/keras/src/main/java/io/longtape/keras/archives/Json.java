package io.longtape.keras.archives;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** Reads the JSON that Python writes, NaN and Infinity included, within limits. */
final class Json {

  private Json() {}

  static JsonNode read(byte[] bytes, Place place, ReadLimits limits) {
    if (bytes.length > limits.textBytes()) {
      throw place.error(
          "has %d bytes of JSON, more than %d".formatted(bytes.length, limits.textBytes()));
    }
    StreamReadConstraints constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(limits.jsonDepth())
            .maxStringLength(limits.textBytes())
            .build();
    JsonMapper mapper =
        JsonMapper.builder(
                JsonFactory.builder()
                    .streamReadConstraints(constraints)
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    try {
      JsonNode node = mapper.readTree(bytes);
      if (!node.isObject()) {
        throw place.error("is not a JSON object");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw place.error("damaged JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw place.cannotBe("read", e);
    }
  }
}
