package io.longtape.keras.configs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.longtape.initializers.Distribution;
import io.longtape.initializers.FanMode;
import io.longtape.initializers.Initializer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Initializers from arguments. Their seeds are left out: a weight's seed here is the model's, and
 * its first value comes from the file.
 */
final class InitializerReader {

  private static final Map<String, FanMode> MODES = new LinkedHashMap<>();
  private static final Map<String, Distribution> DISTRIBUTIONS = new LinkedHashMap<>();

  static {
    MODES.put("fan_in", FanMode.FAN_IN);
    MODES.put("fan_out", FanMode.FAN_OUT);
    MODES.put("fan_avg", FanMode.FAN_AVG);
    DISTRIBUTIONS.put("uniform", Distribution.UNIFORM);
    DISTRIBUTIONS.put("truncated_normal", Distribution.TRUNCATED_NORMAL);
    DISTRIBUTIONS.put("untruncated_normal", Distribution.UNTRUNCATED_NORMAL);
  }

  private InitializerReader() {}

  /** The initializer of an argument that is given. */
  static Initializer read(Arguments owner, String name) {
    JsonNode value = owner.node(name);
    String where = owner.where() + ", argument '" + name + "'";
    if (value.isTextual()) {
      Arguments none = Arguments.of(JsonNodeFactory.instance.objectNode(), where);
      return read(owner, name, value.asText(), none);
    }
    KerasObject object = KerasObject.of(value, where);
    Arguments arguments = object.arguments(where);
    Initializer initializer = read(owner, name, object.className(), arguments);
    arguments.ignore("seed", "dtype");
    arguments.requireAllRead();
    return initializer;
  }

  private static Initializer read(Arguments owner, String name, String kind, Arguments of) {
    return switch (kind) {
      case "GlorotUniform", "glorot_uniform" -> scaled(of, Initializer.glorotUniform());
      case "GlorotNormal", "glorot_normal" -> scaled(of, Initializer.glorotNormal());
      case "HeUniform", "he_uniform" -> scaled(of, Initializer.heUniform());
      case "HeNormal", "he_normal" -> scaled(of, Initializer.heNormal());
      case "LecunUniform", "lecun_uniform" -> scaled(of, Initializer.lecunUniform());
      case "LecunNormal", "lecun_normal" -> scaled(of, Initializer.lecunNormal());
      case "VarianceScaling", "variance_scaling" ->
          scaled(
              of,
              Initializer.varianceScaling(
                  of.number("scale", 1),
                  of.choice("mode", FanMode.FAN_IN, MODES),
                  of.choice("distribution", Distribution.TRUNCATED_NORMAL, DISTRIBUTIONS)));
      case "Orthogonal", "orthogonal", "OrthogonalInitializer" ->
          Initializer.orthogonal(of.number("gain", 1));
      case "Identity", "identity", "IdentityInitializer" ->
          Initializer.identity(of.number("gain", 1));
      case "Zeros", "zeros", "zero" -> Initializer.zeros();
      case "Ones", "ones", "one" -> Initializer.ones();
      case "Constant", "constant" -> Initializer.constant(of.number("value", 0));
      case "RandomNormal", "random_normal", "normal" ->
          Initializer.randomNormal(of.number("mean", 0), of.number("stddev", 0.05));
      case "TruncatedNormal", "truncated_normal" ->
          Initializer.truncatedNormal(of.number("mean", 0), of.number("stddev", 0.05));
      case "RandomUniform", "random_uniform", "uniform" ->
          Initializer.randomUniform(of.number("minval", -0.05), of.number("maxval", 0.05));
      default -> throw owner.wrong(name, "there is no such initializer here");
    };
  }

  private static Initializer scaled(Arguments arguments, Initializer initializer) {
    arguments.requireNull("input_axes", "output_axes");
    return initializer;
  }
}
