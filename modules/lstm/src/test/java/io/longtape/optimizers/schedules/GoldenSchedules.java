package io.longtape.optimizers.schedules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Schedules by Keras's names of them and of their arguments. */
public final class GoldenSchedules {

  private GoldenSchedules() {}

  /** The numbers of src/test/python/optimizers.py. */
  public static JsonNode golden() {
    try (InputStream in =
        GoldenSchedules.class.getResourceAsStream("/io/longtape/golden/optimizers.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static LearningRateSchedule schedule(JsonNode node) {
    JsonNode config = node.get("config");
    return switch (node.get("class_name").asText()) {
      case "ExponentialDecay" ->
          ExponentialDecay.of(initial(config), steps(config), config.get("decay_rate").asDouble())
              .withStaircase(config.path("staircase").asBoolean());
      case "InverseTimeDecay" ->
          InverseTimeDecay.of(initial(config), steps(config), config.get("decay_rate").asDouble())
              .withStaircase(config.path("staircase").asBoolean());
      case "PolynomialDecay" -> polynomial(config);
      case "PiecewiseConstantDecay" -> piecewise(config);
      case "CosineDecay" -> cosine(config);
      case "CosineDecayRestarts" -> restarts(config);
      default -> throw new IllegalArgumentException(node.toString());
    };
  }

  private static double initial(JsonNode config) {
    return config.get("initial_learning_rate").asDouble();
  }

  private static long steps(JsonNode config) {
    return config.get("decay_steps").asLong();
  }

  private static LearningRateSchedule polynomial(JsonNode config) {
    PolynomialDecay decay = PolynomialDecay.of(initial(config), steps(config));
    if (config.has("end_learning_rate")) {
      decay = decay.withEndLearningRate(config.get("end_learning_rate").asDouble());
    }
    if (config.has("power")) {
      decay = decay.withPower(config.get("power").asDouble());
    }
    return decay.withCycle(config.path("cycle").asBoolean());
  }

  private static LearningRateSchedule piecewise(JsonNode config) {
    List<Long> boundaries = new ArrayList<>();
    config.get("boundaries").forEach(boundary -> boundaries.add(boundary.asLong()));
    List<Double> values = new ArrayList<>();
    config.get("values").forEach(value -> values.add(value.asDouble()));
    return PiecewiseConstantDecay.of(boundaries, values);
  }

  private static LearningRateSchedule cosine(JsonNode config) {
    CosineDecay decay =
        CosineDecay.of(initial(config), steps(config)).withAlpha(config.path("alpha").asDouble());
    return config.has("warmup_target")
        ? decay.withWarmup(
            config.get("warmup_target").asDouble(), config.get("warmup_steps").asLong())
        : decay;
  }

  private static LearningRateSchedule restarts(JsonNode config) {
    CosineDecayRestarts decay =
        CosineDecayRestarts.of(initial(config), config.get("first_decay_steps").asLong());
    if (config.has("t_mul")) {
      decay = decay.withTMul(config.get("t_mul").asDouble());
    }
    if (config.has("m_mul")) {
      decay = decay.withMMul(config.get("m_mul").asDouble());
    }
    return config.has("alpha") ? decay.withAlpha(config.get("alpha").asDouble()) : decay;
  }
}
