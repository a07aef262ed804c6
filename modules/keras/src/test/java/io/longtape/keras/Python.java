package io.longtape.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;

/** What the scripts in src/test/python answer in JSON. */
public final class Python {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Python() {}

  /** The answers of load.py to requests. */
  static JsonNode load(JsonNode requests, Path folder) throws IOException, InterruptedException {
    Path file = folder.resolve("requests.json");
    JSON.writeValue(file.toFile(), requests);
    return json("load.py", file.toString());
  }

  /** What a script printed, as JSON. */
  public static JsonNode json(String script, String... arguments)
      throws IOException, InterruptedException {
    return JSON.readTree(io.longtape.Python.run(script, arguments));
  }
}
