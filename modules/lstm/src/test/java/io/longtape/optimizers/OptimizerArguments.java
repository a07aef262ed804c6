package io.longtape.optimizers;

import com.fasterxml.jackson.databind.JsonNode;
import io.longtape.optimizers.schedules.GoldenSchedules;
import io.longtape.optimizers.schedules.LearningRateSchedule;

/** Optimizers by Keras's names of them and of their arguments. */
final class OptimizerArguments {

  private OptimizerArguments() {}

  static Optimizer optimizer(JsonNode node) {
    JsonNode arguments = node.get("arguments");
    String[] excluded =
        OptimizerCase.items(node.get("excluded")).stream()
            .map(JsonNode::asText)
            .toArray(String[]::new);
    return switch (node.get("optimizer").asText()) {
      case "Adam" -> adam(Adam.of(rate(arguments, 0.001)), arguments, excluded);
      case "AdamW" -> adamW(AdamW.of(rate(arguments, 0.001)), arguments, excluded);
      case "SGD" -> sgd(SGD.of(rate(arguments, 0.01)), arguments, excluded);
      case "RMSprop" -> rmsProp(RMSprop.of(rate(arguments, 0.001)), arguments, excluded);
      case "Nadam" -> moments(Nadam.of(rate(arguments, 0.001)), arguments, excluded);
      default -> throw new IllegalArgumentException(node.toString());
    };
  }

  private static LearningRateSchedule rate(JsonNode arguments, double otherwise) {
    JsonNode rate = arguments.get("learning_rate");
    return rate != null && rate.isObject()
        ? GoldenSchedules.schedule(rate)
        : LearningRateSchedule.constant(rate == null ? otherwise : rate.asDouble());
  }

  private static Optimizer adam(Adam made, JsonNode arguments, String... excluded) {
    Adam adam = moments(made, arguments, excluded);
    return arguments.has("amsgrad") ? adam.withAmsgrad(arguments.get("amsgrad").asBoolean()) : adam;
  }

  private static Optimizer adamW(AdamW made, JsonNode arguments, String... excluded) {
    AdamW adam = moments(made, arguments, excluded);
    return arguments.has("amsgrad") ? adam.withAmsgrad(arguments.get("amsgrad").asBoolean()) : adam;
  }

  private static Optimizer sgd(SGD made, JsonNode arguments, String... excluded) {
    SGD sgd = common(made, arguments, excluded);
    if (arguments.has("momentum")) {
      sgd = sgd.withMomentum(arguments.get("momentum").asDouble());
    }
    return arguments.has("nesterov")
        ? sgd.withNesterov(arguments.get("nesterov").asBoolean())
        : sgd;
  }

  private static Optimizer rmsProp(RMSprop made, JsonNode arguments, String... excluded) {
    RMSprop rms = common(made, arguments, excluded);
    if (arguments.has("rho")) {
      rms = rms.withRho(arguments.get("rho").asDouble());
    }
    if (arguments.has("momentum")) {
      rms = rms.withMomentum(arguments.get("momentum").asDouble());
    }
    if (arguments.has("epsilon")) {
      rms = rms.withEpsilon(arguments.get("epsilon").asDouble());
    }
    return arguments.has("centered")
        ? rms.withCentered(arguments.get("centered").asBoolean())
        : rms;
  }

  private static <O extends MomentOptimizer<O>> O moments(
      O made, JsonNode arguments, String... excluded) {
    O optimizer = common(made, arguments, excluded);
    if (arguments.has("beta_1")) {
      optimizer = optimizer.withBeta1(arguments.get("beta_1").asDouble());
    }
    if (arguments.has("beta_2")) {
      optimizer = optimizer.withBeta2(arguments.get("beta_2").asDouble());
    }
    return arguments.has("epsilon")
        ? optimizer.withEpsilon(arguments.get("epsilon").asDouble())
        : optimizer;
  }

  private static <O extends KerasOptimizer<O>> O common(
      O made, JsonNode arguments, String... excluded) {
    O optimizer = made.withExcludedFromWeightDecay(excluded).withClipping(clipping(arguments));
    return arguments.has("weight_decay")
        ? optimizer.withWeightDecay(arguments.get("weight_decay").asDouble())
        : optimizer;
  }

  private static Clipping clipping(JsonNode arguments) {
    if (arguments.has("clipvalue")) {
      return Clipping.byValue(arguments.get("clipvalue").asDouble());
    }
    if (arguments.has("clipnorm")) {
      return Clipping.byNorm(arguments.get("clipnorm").asDouble());
    }
    return arguments.has("global_clipnorm")
        ? Clipping.byGlobalNorm(arguments.get("global_clipnorm").asDouble())
        : Clipping.none();
  }
}
