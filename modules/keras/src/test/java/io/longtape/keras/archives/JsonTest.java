package io.longtape.keras.archives;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.longtape.serving.ModelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {

  private static final ReadLimits LIMITS = new ReadLimits(1000, 100, 5, 5);

  @Test
  void readsWhatPythonWrites() {
    JsonNode json = read("{\"a\": NaN, \"b\": -Infinity, \"c\": [1, null, true]}");
    assertThat(json.get("a").asDouble()).isNaN();
    assertThat(json.get("b").asDouble()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(json.get("c")).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1]|is not a JSON object",
        "7|is not a JSON object",
        "''|is not a JSON object",
        "{\"a\": 1, \"a\": 2}|damaged JSON: Duplicate field 'a'",
        "{\"a\": 1} 2|damaged JSON: Trailing token",
        "{\"a\": [[[[[1]]]]]}|damaged JSON: Document nesting depth (6) exceeds",
        "{\"a\": |damaged JSON: Unexpected end-of-input",
        "{\"a\": wrong}|damaged JSON: Unrecognized token 'wrong'",
      })
  void refuses(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("model.keras: config.json: ")
        .hasMessageContaining(message);
  }

  @Test
  void refusesMoreThanTheLimit() {
    assertThatThrownBy(() -> read("{\"a\": \"" + "b".repeat(100) + "\"}"))
        .isInstanceOf(ModelException.class)
        .hasMessage("model.keras: config.json: has 109 bytes of JSON, more than 100");
  }

  private static JsonNode read(String text) {
    return Json.read(text.getBytes(UTF_8), Place.of("model.keras").in("config.json"), LIMITS);
  }
}
