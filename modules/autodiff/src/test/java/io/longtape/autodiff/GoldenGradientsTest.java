package io.longtape.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.longtape.autodiff.gradients.IndexedSlices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.EagerSession;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/** Gradients of many programs agree with Python's, eagerly, compiled and in graphs. */
class GoldenGradientsTest {

  /** Without the rewriting of graphs, which takes most of the time that a graph runs once. */
  private static final ConfigProto PLAIN =
      ConfigProto.newBuilder()
          .setGraphOptions(
              GraphOptions.newBuilder()
                  .setRewriteOptions(RewriterConfig.newBuilder().setDisableMetaOptimizer(true)))
          .build();

  private static EagerSession session;

  @BeforeAll
  static void open() {
    session = EagerSession.create();
  }

  @AfterAll
  static void close() {
    session.close();
  }

  static Stream<Named<JsonNode>> cases() {
    return GoldenGradients.cases();
  }

  @Test
  void thereAreEnough() {
    assertThat(GoldenGradients.cases().count()).isGreaterThanOrEqualTo(500);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void eagerInFloat32(JsonNode golden) {
    eager(golden, TFloat32.class);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void eagerInFloat64(JsonNode golden) {
    eager(golden, TFloat64.class);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void inAGraphInFloat32(JsonNode golden) {
    graph(golden, TFloat32.class, ConfigProto.getDefaultInstance());
  }

  /** No gradient may ask for a size before the graph runs. */
  @ParameterizedTest
  @MethodSource("cases")
  void inAGraphOfUnknownSizesInFloat64(JsonNode golden) {
    graph(golden, TFloat64.class, PLAIN);
  }

  /**
   * The gradients that a case asks for; those of the second order are empty where it asks for none.
   */
  private record Gradients(List<Operand<TType>> first, List<Operand<TType>> second) {}

  private static void eager(JsonNode golden, Class<? extends TNumber> type) {
    for (int round = 1; round <= 2; round++) { // compiled the second time, but for second orders
      try (EagerScope scope = EagerScope.of(session)) {
        if (missing(golden, type)) {
          assertThatThrownBy(() -> firstOrder(scope, golden, type))
              .isInstanceOf(MissingGradientException.class);
          return;
        }
        check(golden, type, "first", firstOrder(scope, golden, type), Operand::asTensor);
        if (expected(golden, type).has("second")) {
          Gradients gradients =
              round == 1
                  ? bothOrders(scope, golden, type)
                  : bothOrdersOfOneTape(scope, golden, type);
          check(golden, type, "first", gradients.first, Operand::asTensor);
          check(golden, type, "second", gradients.second, Operand::asTensor);
        }
      }
    }
  }

  private static void graph(
      JsonNode golden, Class<? extends TNumber> type, ConfigProto configuration) {
    try (Graph graph = new Graph();
        Session run = new Session(graph, configuration)) {
      if (missing(golden, type)) {
        assertThatThrownBy(() -> firstOrder(graph, golden, type))
            .isInstanceOf(MissingGradientException.class);
        return;
      }
      boolean both = expected(golden, type).has("second");
      Gradients gradients =
          both
              ? bothOrders(graph, golden, type)
              : new Gradients(firstOrder(graph, golden, type), List.of());
      Session.Runner runner = run.runner();
      List<Operand<TType>> fetched = new ArrayList<>();
      Stream.concat(gradients.first.stream(), gradients.second.stream())
          .filter(gradient -> gradient != null)
          .forEach(
              gradient -> {
                fetched.add(gradient);
                // A result has a name of its own, where one gradient serves two sources.
                runner.fetch(Ops.create(graph).identity(gradient));
              });
      if (fetched.isEmpty()) {
        check(golden, type, "first", gradients.first, gradient -> null);
        return;
      }
      try (Result result = runner.run()) {
        check(golden, type, "first", gradients.first, g -> result.get(fetched.indexOf(g)));
        if (both) {
          check(golden, type, "second", gradients.second, g -> result.get(fetched.indexOf(g)));
        }
      }
    }
  }

  private static JsonNode expected(JsonNode golden, Class<? extends TNumber> type) {
    return golden.get(type == TFloat32.class ? "float32" : "float64");
  }

  private static boolean missing(JsonNode golden, Class<? extends TNumber> type) {
    return expected(golden, type).has("error");
  }

  private static List<Operand<TType>> firstOrder(
      ExecutionEnvironment env, JsonNode golden, Class<? extends TNumber> type) {
    try (GradientTape tape = GradientTape.of(env)) {
      Map<String, Operand<?>> inputs = inputs(env, tape.ops(), golden, type);
      return gradients(tape, golden, type, inputs);
    }
  }

  private static Gradients bothOrders(
      ExecutionEnvironment env, JsonNode golden, Class<? extends TNumber> type) {
    try (GradientTape outer = GradientTape.of(env);
        GradientTape inner = GradientTape.of(outer.environment())) {
      Map<String, Operand<?>> inputs = inputs(env, inner.ops(), golden, type);
      List<Operand<?>> sources = sources(golden, inputs);
      outer.watch(sources.toArray(Operand<?>[]::new));
      List<Operand<TType>> first = gradients(inner, golden, type, inputs);
      return new Gradients(first, secondOrder(outer, golden, type, first, sources));
    }
  }

  /** A persistent tape that differentiates its own gradient. */
  private static Gradients bothOrdersOfOneTape(
      ExecutionEnvironment env, JsonNode golden, Class<? extends TNumber> type) {
    try (GradientTape tape = GradientTape.persistent(env)) {
      Map<String, Operand<?>> inputs =
          GradientProgram.inputs(tape.ops(), golden.get("inputs"), type);
      List<Operand<TType>> first = gradients(tape, golden, type, inputs);
      List<Operand<?>> sources = sources(golden, inputs);
      return new Gradients(first, secondOrder(tape, golden, type, first, sources));
    }
  }

  private static List<Operand<TType>> secondOrder(
      GradientTape tape,
      JsonNode golden,
      Class<? extends TNumber> type,
      List<Operand<TType>> first,
      List<Operand<?>> sources) {
    List<Operand<TType>> there = first.stream().filter(gradient -> gradient != null).toList();
    List<Operand<?>> weights = new ArrayList<>();
    for (JsonNode array : golden.get("secondOutputGradients")) {
      weights.add(GradientProgram.constant(tape.ops(), array, type));
    }
    GradientOptions how = GradientOptions.defaults().withOutputGradients(weights);
    return tape.gradient(there, sources, how);
  }

  private static Map<String, Operand<?>> inputs(
      ExecutionEnvironment env, Ops tf, JsonNode golden, Class<? extends TNumber> type) {
    Map<String, Operand<?>> inputs = GradientProgram.inputs(tf, golden.get("inputs"), type);
    if (env.isGraph() && type == TFloat64.class) {
      inputs.replaceAll((name, input) -> unknownSizes(tf, input));
    }
    return inputs;
  }

  private static Operand<?> unknownSizes(Ops tf, Operand<?> input) {
    long[] sizes = new long[input.shape().numDimensions()];
    Arrays.fill(sizes, Shape.UNKNOWN_SIZE);
    return tf.placeholderWithDefault(input, Shape.of(sizes));
  }

  private static List<Operand<?>> sources(JsonNode golden, Map<String, Operand<?>> inputs) {
    List<Operand<?>> sources = new ArrayList<>();
    golden.get("sources").forEach(name -> sources.add(inputs.get(name.asText())));
    return sources;
  }

  private static List<Operand<TType>> gradients(
      GradientTape tape,
      JsonNode golden,
      Class<? extends TNumber> type,
      Map<String, Operand<?>> inputs) {
    List<Operand<?>> sources = sources(golden, inputs);
    tape.watch(sources.toArray(Operand<?>[]::new));
    GradientProgram program = new GradientProgram(golden.get("nodes"), type);
    List<Operand<?>> targets = program.run(tape.ops(), inputs, golden.get("targets"));
    List<Operand<?>> weights = new ArrayList<>();
    for (JsonNode array : golden.get("outputGradients")) {
      weights.add(GradientProgram.constant(tape.ops(), array, type));
    }
    GradientOptions how = GradientOptions.defaults().withOutputGradients(weights);
    return tape.gradient(targets, sources, how);
  }

  private interface Fetch {
    Tensor tensor(Operand<TType> gradient);
  }

  private static void check(
      JsonNode golden,
      Class<? extends TNumber> type,
      String order,
      List<Operand<TType>> gradients,
      Fetch fetch) {
    JsonNode expected = expected(golden, type).get(order);
    assertThat(gradients).hasSize(expected.size());
    for (int i = 0; i < gradients.size(); i++) {
      String what = order + " order, source " + i + ", " + type.getSimpleName();
      if (expected.get(i).isNull()) {
        assertThat(gradients.get(i)).as(what).isNull();
        continue;
      }
      assertThat(gradients.get(i)).as(what).isNotNull();
      assertThat(gradients.get(i) instanceof IndexedSlices)
          .as("sparse, " + what)
          .isEqualTo(expected.get(i).has("slices"));
      JsonNode dense = expected.get(i).get("dense");
      Tensor tensor = fetch.tensor(gradients.get(i));
      assertThat(Arrays.stream(tensor.shape().asArray()).boxed().toList())
          .as("shape, " + what)
          .isEqualTo(GoldenGradients.longs(dense.get("shape")));
      int number = order.equals("first") ? 1 : 2;
      GoldenGradients.assertClose(
          what, number, tensor, GradientProgram.doubles(dense.get("values")));
    }
  }
}
