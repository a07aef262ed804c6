package io.longtape.keras.configs;

import com.fasterxml.jackson.databind.JsonNode;
import io.longtape.layers.InputSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/** Types of inputs and of what layers compute with. */
final class DataType {

  private static final Map<String, Class<? extends TType>> INPUTS = new LinkedHashMap<>();

  static {
    INPUTS.put("float32", TFloat32.class);
    INPUTS.put("float64", TFloat64.class);
    INPUTS.put("int32", TInt32.class);
    INPUTS.put("int64", TInt64.class);
    INPUTS.put("bool", TBool.class);
    INPUTS.put("string", TString.class);
  }

  private DataType() {}

  /** Refuses a layer that does not compute in float32. */
  static void requireFloat32(Arguments of) {
    JsonNode value = of.node("dtype");
    if (!value.isMissingNode() && !value.isNull() && !name(value).equals("float32")) {
      throw of.wrong("dtype", "only float32 is supported");
    }
  }

  /** The type of an input, of those of {@link InputSpec}. */
  static Class<? extends TType> ofInput(Arguments of) {
    JsonNode value = of.node("dtype");
    if (value.isMissingNode() || value.isNull()) {
      return TFloat32.class;
    }
    Class<? extends TType> type = INPUTS.get(name(value));
    if (type == null) {
      throw of.wrong("dtype", "supported are: " + String.join(", ", INPUTS.keySet()));
    }
    return type;
  }

  /** How Keras calls the type of an input. */
  static String kerasName(Class<? extends TType> type) {
    return INPUTS.entrySet().stream()
        .filter(entry -> entry.getValue() == type)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  private static String name(JsonNode dtype) {
    return dtype.isTextual() ? dtype.asText() : dtype.path("config").path("name").asText();
  }
}
