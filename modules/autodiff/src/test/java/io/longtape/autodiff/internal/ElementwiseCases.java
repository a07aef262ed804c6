package io.longtape.autodiff.internal;

import static io.longtape.autodiff.internal.Case.op;

import java.util.ArrayList;
import java.util.List;

/** Ops that work on each element by itself, and on pairs that broadcast. */
final class ElementwiseCases {

  private static final List<String> EVERYWHERE =
      List.of(
          "Neg",
          "Square",
          "Exp",
          "Expm1",
          "Sin",
          "Cos",
          "Tan",
          "Sinh",
          "Cosh",
          "Tanh",
          "Asinh",
          "Atan",
          "Erf",
          "Erfc",
          "Sigmoid",
          "Softplus",
          "Softsign",
          "Elu",
          "Selu",
          "LeakyRelu",
          "Relu",
          "Relu6",
          "Abs",
          "Identity",
          "Snapshot");

  private static final List<String> POSITIVE =
      List.of(
          "Sqrt",
          "Rsqrt",
          "Log",
          "Log1p",
          "Reciprocal",
          "Inv",
          "Lgamma",
          "Digamma",
          "Expint",
          "Dawsn",
          "Spence",
          "BesselI0",
          "BesselI0e",
          "BesselI1",
          "BesselI1e");

  private static final List<String> UNIT = List.of("Asin", "Acos", "Atanh", "Erfinv");

  private static final List<String> PAIRS =
      List.of(
          "Add",
          "AddV2",
          "Sub",
          "Mul",
          "MulNoNan",
          "Div",
          "RealDiv",
          "DivNoNan",
          "Maximum",
          "Minimum",
          "SquaredDifference",
          "Pow",
          "Atan2",
          "Xlogy",
          "Xlog1py",
          "Xdivy",
          "FloorMod",
          "Mod",
          "TruncateMod");

  /** Linear or constant in dy, and a function of y or x. */
  private static final List<String> OF_OUTPUT_AND_DY =
      List.of("SigmoidGrad", "TanhGrad", "SqrtGrad", "RsqrtGrad", "ReciprocalGrad", "InvGrad");

  private static final List<String> OF_DY_AND_INPUT =
      List.of(
          "ReluGrad",
          "Relu6Grad",
          "LeakyReluGrad",
          "EluGrad",
          "SeluGrad",
          "SoftplusGrad",
          "SoftsignGrad");

  private ElementwiseCases() {}

  static List<Case> all() {
    List<Case> cases = new ArrayList<>();
    for (String type : EVERYWHERE) {
      cases.add(Case.of(type, (tf, x) -> op(tf, type, x), Point.of(2, 3)));
    }
    for (String type : POSITIVE) {
      cases.add(Case.of(type, (tf, x) -> op(tf, type, x), Point.positive(2, 2)));
    }
    for (String type : UNIT) {
      cases.add(Case.of(type, (tf, x) -> op(tf, type, x), Point.between(-0.8, 0.8, 3)));
    }
    cases.add(Case.of("Acosh", (tf, x) -> op(tf, "Acosh", x), Point.between(1.4, 3, 3)));
    cases.add(Case.of("Ndtri", (tf, x) -> op(tf, "Ndtri", x), Point.between(0.2, 0.8, 3)));
    cases.add(Case.first("Sign", (tf, x) -> op(tf, "Sign", x), Point.of(3)));
    for (String type : PAIRS) {
      pairs(cases, type);
    }
    for (String type : OF_OUTPUT_AND_DY) {
      cases.add(Case.of(type, (tf, x) -> op(tf, type, x), Point.between(0.2, 0.9, 3), Point.of(3)));
    }
    for (String type : OF_DY_AND_INPUT) {
      cases.add(Case.of(type, (tf, x) -> op(tf, type, x), Point.of(4), Point.of(4)));
    }
    special(cases);
    return cases;
  }

  private static void pairs(List<Case> cases, String type) {
    long[][][] shapes = {{{2, 3}, {2, 3}}, {{2, 3}, {3}}, {{2, 1}, {1, 3}}, {{}, {2, 1}}};
    for (long[][] shape : shapes) {
      cases.add(
          Case.of(
              type,
              (tf, x) -> op(tf, type, x),
              Point.positive(shape[0]),
              Point.between(0.7, 1.9, shape[1])));
    }
  }

  private static void special(List<Case> cases) {
    for (String type : List.of("Igamma", "Igammac")) {
      cases.add(
          Case.first(
              type, (tf, x) -> op(tf, type, x), Point.positive(2, 1), Point.between(0.7, 2, 3)));
    }
    cases.add(
        Case.of(
            "Polygamma",
            (tf, x) -> tf.math.polygamma(tf.constant(new double[] {1, 2}), x.get(0)),
            Point.between(1.2, 2.2, 3, 1)));
    cases.add(
        Case.of(
            "Zeta",
            (tf, x) -> tf.math.zeta(tf.constant(new double[] {2, 3}), x.get(0)),
            Point.positive(3, 1)));
    cases.add(
        Case.of(
            "Betainc",
            (tf, x) ->
                tf.math.betainc(
                    tf.constant(new double[] {1.5, 2}),
                    tf.constant(new double[] {0.7, 3}),
                    x.get(0)),
            Point.between(0.2, 0.8, 2)));
    cases.add(
        Case.of(
            "ClipByValue",
            (tf, x) -> tf.clipByValue(x.get(0), x.get(1), x.get(2)),
            Point.of(2, 3),
            Point.between(-0.7, -0.5, 2, 3),
            Point.between(0.5, 0.7, 2, 3)));
    cases.add(
        Case.of(
            "ClipByValue",
            (tf, x) -> tf.clipByValue(x.get(0), x.get(1), x.get(2)),
            Point.of(2, 3),
            Point.between(-0.7, -0.5),
            Point.between(0.5, 0.7)));
    cases.add(
        Case.of(
            "SelectV2",
            (tf, x) ->
                tf.select(tf.constant(new boolean[][] {{true}, {false}}), x.get(0), x.get(1)),
            Point.of(2, 3),
            Point.of(3)));
    cases.add(
        Case.of(
            "Select",
            (tf, x) ->
                op(tf, "Select", tf.constant(new boolean[] {true, false}), x.get(0), x.get(1)),
            Point.of(2, 3),
            Point.of(2, 3)));
  }
}
