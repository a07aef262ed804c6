package io.longtape.examples.forecasting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.NoSuchElementException;

/** A report.json as a reader of it sees it. */
record ReportFile(JsonNode json) {

  static ReportFile read(Path file) throws IOException {
    return new ReportFile(new ObjectMapper().readTree(file.toFile()));
  }

  JsonNode contestant(String id) {
    for (JsonNode contestant : json.get("contestants")) {
      if (contestant.get("id").asText().equals(id)) {
        return contestant;
      }
    }
    throw new NoSuchElementException("no contestant " + id);
  }

  double metric(String id, String key) {
    return contestant(id).get("metrics").get(key).asDouble();
  }
}
