package io.longtape.keras.configs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.longtape.optimizers.Adam;
import io.longtape.optimizers.AdamW;
import io.longtape.optimizers.Clipping;
import io.longtape.optimizers.Nadam;
import io.longtape.optimizers.Optimizer;
import io.longtape.optimizers.RMSprop;
import io.longtape.optimizers.SGD;
import io.longtape.optimizers.schedules.LearningRateSchedule;

/** Optimizers from Keras's objects. */
final class OptimizerReader {

  private static final double RATE = 0.001;

  private OptimizerReader() {}

  /** The optimizer, given as an object or by its name alone. */
  static Optimizer read(JsonNode json) {
    KerasObject object =
        json.isTextual()
            ? new KerasObject(json.asText(), "", JsonNodeFactory.instance.objectNode())
            : KerasObject.of(json, "optimizer");
    Arguments of =
        object.arguments("optimizer (%s)".formatted(KerasObject.shown(object.className())));
    try {
      Optimizer optimizer = optimizer(object.className(), of);
      of.requireAllRead();
      return optimizer;
    } catch (IllegalArgumentException e) {
      throw Failure.of(of.where() + ": " + e.getMessage(), e);
    }
  }

  private static Optimizer optimizer(String kind, Arguments of) {
    of.requireFalse("use_ema");
    of.requireNull("loss_scale_factor", "gradient_accumulation_steps");
    of.ignore("name", "ema_momentum", "ema_overwrite_frequency", "jit_compile");
    of.ignore("is_legacy_optimizer");
    if (of.number("decay", 0) != 0) {
      throw of.wrong("decay", "only 0 is supported; use a schedule");
    }
    double decay = of.has("weight_decay") ? of.number("weight_decay") : 0;
    return switch (kind) {
      case "Adam", "adam" ->
          Adam.of(rate(of, RATE))
              .withBeta1(of.number("beta_1", 0.9))
              .withBeta2(of.number("beta_2", 0.999))
              .withEpsilon(of.number("epsilon", 1e-7))
              .withAmsgrad(of.flag("amsgrad", false))
              .withClipping(clipping(of))
              .withWeightDecay(decay);
      case "AdamW", "adamw" ->
          AdamW.of(rate(of, RATE))
              .withBeta1(of.number("beta_1", 0.9))
              .withBeta2(of.number("beta_2", 0.999))
              .withEpsilon(of.number("epsilon", 1e-7))
              .withAmsgrad(of.flag("amsgrad", false))
              .withClipping(clipping(of))
              .withWeightDecay(of.number("weight_decay", 0.004));
      case "Nadam", "nadam" ->
          Nadam.of(rate(of, RATE))
              .withBeta1(of.number("beta_1", 0.9))
              .withBeta2(of.number("beta_2", 0.999))
              .withEpsilon(of.number("epsilon", 1e-7))
              .withClipping(clipping(of))
              .withWeightDecay(decay);
      case "SGD", "sgd" ->
          SGD.of(rate(of, 0.01))
              .withMomentum(of.number("momentum", 0))
              .withNesterov(of.flag("nesterov", false))
              .withClipping(clipping(of))
              .withWeightDecay(decay);
      case "RMSprop", "rmsprop" ->
          RMSprop.of(rate(of, RATE))
              .withRho(of.number("rho", 0.9))
              .withMomentum(of.number("momentum", 0))
              .withEpsilon(of.number("epsilon", 1e-7))
              .withCentered(of.flag("centered", false))
              .withClipping(clipping(of))
              .withWeightDecay(decay);
      default ->
          throw Failure.of(
              of.where()
                  + ": there is no such optimizer here; there are: Adam, AdamW, Nadam, RMSprop,"
                  + " SGD");
    };
  }

  private static LearningRateSchedule rate(Arguments of, double byDefault) {
    JsonNode rate = of.node("learning_rate");
    return rate.isObject()
        ? ScheduleReader.read(rate, of.where() + ", argument 'learning_rate'")
        : LearningRateSchedule.constant(of.number("learning_rate", byDefault));
  }

  private static Clipping clipping(Arguments of) {
    Clipping clipping = Clipping.none();
    int kinds = 0;
    if (of.has("clipnorm")) {
      clipping = Clipping.byNorm(of.number("clipnorm"));
      kinds++;
    }
    if (of.has("global_clipnorm")) {
      clipping = Clipping.byGlobalNorm(of.number("global_clipnorm"));
      kinds++;
    }
    if (of.has("clipvalue")) {
      clipping = Clipping.byValue(of.number("clipvalue"));
      kinds++;
    }
    if (kinds > 1) {
      throw Failure.of(
          of.where() + ": only one of clipnorm, global_clipnorm and clipvalue can be given");
    }
    return clipping;
  }
}
