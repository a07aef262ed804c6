package io.longtape.keras.configs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.tensorflow.framework.constraints.Constraint;
import org.tensorflow.framework.constraints.MaxNorm;
import org.tensorflow.framework.constraints.MinMaxNorm;
import org.tensorflow.framework.constraints.NonNeg;
import org.tensorflow.framework.constraints.UnitNorm;
import org.tensorflow.framework.regularizers.L1;
import org.tensorflow.framework.regularizers.L1L2;
import org.tensorflow.framework.regularizers.L2;
import org.tensorflow.framework.regularizers.Regularizer;

/** What keeps weights small, regularizers and constraints, from arguments. */
final class PenaltyReader {

  private static final double RATE = 0.01;

  private PenaltyReader() {}

  /** The regularizer of an argument that is given. */
  static Regularizer regularizer(Arguments owner, String name) {
    Part part = Part.of(owner, name);
    Arguments of = part.arguments;
    Regularizer regularizer =
        switch (part.kind) {
          case "L1", "l1" -> new L1((float) of.number("l1", RATE));
          case "L2", "l2" -> new L2((float) of.number("l2", RATE));
          case "L1L2", "l1_l2" -> new L1L2((float) of.number("l1", 0), (float) of.number("l2", 0));
          default -> throw owner.wrong(name, "supported regularizers are: L1, L2, L1L2");
        };
    of.requireAllRead();
    return regularizer;
  }

  /** The constraint of an argument that is given. */
  static Constraint constraint(Arguments owner, String name) {
    Part part = Part.of(owner, name);
    Arguments of = part.arguments;
    Constraint constraint =
        switch (part.kind) {
          case "MaxNorm", "max_norm" -> new MaxNorm(of.number("max_value", 2), of.axes("axis", 0));
          case "MinMaxNorm", "min_max_norm" ->
              new MinMaxNorm(
                  of.number("min_value", 0),
                  of.number("max_value", 1),
                  of.number("rate", 1),
                  of.axes("axis", 0));
          case "NonNeg", "non_neg" -> new NonNeg();
          case "UnitNorm", "unit_norm" -> new UnitNorm(of.axes("axis", 0));
          default ->
              throw owner.wrong(
                  name, "supported constraints are: MaxNorm, MinMaxNorm, NonNeg, UnitNorm");
        };
    of.requireAllRead();
    return constraint;
  }

  private record Part(String kind, Arguments arguments) {

    static Part of(Arguments owner, String name) {
      JsonNode value = owner.node(name);
      String where = owner.where() + ", argument '" + name + "'";
      if (value.isTextual()) {
        return new Part(value.asText(), Arguments.of(JsonNodeFactory.instance.objectNode(), where));
      }
      KerasObject object = KerasObject.of(value, where);
      return new Part(object.className(), object.arguments(where));
    }
  }
}
