package io.longtape.keras.configs;

import com.fasterxml.jackson.databind.JsonNode;
import io.longtape.optimizers.schedules.CosineDecay;
import io.longtape.optimizers.schedules.CosineDecayRestarts;
import io.longtape.optimizers.schedules.ExponentialDecay;
import io.longtape.optimizers.schedules.InverseTimeDecay;
import io.longtape.optimizers.schedules.LearningRateSchedule;
import io.longtape.optimizers.schedules.PiecewiseConstantDecay;
import io.longtape.optimizers.schedules.PolynomialDecay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Learning rate schedules from Keras's objects. */
final class ScheduleReader {

  private ScheduleReader() {}

  /**
   * Reads a schedule.
   *
   * @param where whose it is, for messages
   */
  static LearningRateSchedule read(JsonNode json, String where) {
    KerasObject object = KerasObject.of(json, where);
    Arguments of =
        object.arguments("%s (%s)".formatted(where, KerasObject.shown(object.className())));
    of.ignore("name");
    LearningRateSchedule schedule = schedule(object.className(), of);
    of.requireAllRead();
    return schedule;
  }

  private static LearningRateSchedule schedule(String kind, Arguments of) {
    return switch (kind) {
      case "CosineDecay" -> cosineDecay(of);
      case "CosineDecayRestarts" ->
          new CosineDecayRestarts(
              initial(of),
              steps(of, "first_decay_steps"),
              of.number("t_mul", 2),
              of.number("m_mul", 1),
              of.number("alpha", 0));
      case "ExponentialDecay" ->
          new ExponentialDecay(
              initial(of),
              steps(of, "decay_steps"),
              of.number("decay_rate"),
              of.flag("staircase", false));
      case "InverseTimeDecay" ->
          new InverseTimeDecay(
              initial(of),
              steps(of, "decay_steps"),
              of.number("decay_rate"),
              of.flag("staircase", false));
      case "PiecewiseConstantDecay" -> piecewise(of);
      case "PolynomialDecay" ->
          new PolynomialDecay(
              initial(of),
              steps(of, "decay_steps"),
              of.number("end_learning_rate", 0.0001),
              of.number("power", 1),
              of.flag("cycle", false));
      default -> throw Failure.of(of.where() + ": there is no such schedule here");
    };
  }

  private static CosineDecay cosineDecay(Arguments of) {
    CosineDecay decay =
        CosineDecay.of(initial(of), steps(of, "decay_steps")).withAlpha(of.number("alpha", 0));
    if (!of.has("warmup_target")) {
      of.ignore("warmup_steps");
      return decay;
    }
    return decay.withWarmup(of.number("warmup_target"), steps(of, "warmup_steps"));
  }

  private static PiecewiseConstantDecay piecewise(Arguments of) {
    List<Long> boundaries = new ArrayList<>();
    for (double boundary : of.numbers("boundaries")) {
      if (boundary != Math.rint(boundary)) {
        throw of.wrong("boundaries", "steps are whole numbers");
      }
      boundaries.add((long) boundary);
    }
    return PiecewiseConstantDecay.of(
        boundaries, Arrays.stream(of.numbers("values")).boxed().toList());
  }

  private static double initial(Arguments of) {
    return of.number("initial_learning_rate");
  }

  /** A number of steps, which Keras lets be a float. */
  private static long steps(Arguments of, String name) {
    double steps = of.number(name);
    if (steps != Math.rint(steps) || steps < 1 || steps > Long.MAX_VALUE) {
      throw of.wrong(name, "must be a whole number of steps from 1 on");
    }
    return (long) steps;
  }
}
