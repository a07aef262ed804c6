package io.longtape.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.longtape.weights.WeightValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;

/** Training states to write, and how to tell them apart to the bit. */
public final class States {

  static final String FINGERPRINT = "lstm(units=4) adam(0.001) batch=32";
  static final float ODD_NAN = Float.intBitsToFloat(0x7fc12345);

  private States() {}

  /** A state with every odd number there is. */
  static TrainingState full() {
    Map<String, WeightValues.Value> weights = new LinkedHashMap<>();
    weights.put(
        "lstm/lstm_cell/kernel", value(Shape.of(2, 3), 1, -2, 0.1f, -0f, Float.MIN_VALUE, 3e9f));
    weights.put(
        "dense/bias",
        value(Shape.of(4), Float.NaN, ODD_NAN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY));
    weights.put("scale \"ä\\n\"", value(Shape.scalar(), 7));
    weights.put("nothing", value(Shape.of(0, 3)));
    Map<String, double[]> sums = new LinkedHashMap<>();
    sums.put("loss", new double[] {0.1, 3});
    sums.put("accuracy", new double[] {Double.NaN, Double.MIN_VALUE, -0.0});
    Map<String, Double> logs = new LinkedHashMap<>();
    logs.put("loss", 0.1 + 0.2);
    logs.put("accuracy", 1 / 3.0);
    logs.put("val_loss", Double.NEGATIVE_INFINITY);
    Map<String, CallbackState> callbacks = new LinkedHashMap<>();
    callbacks.put(
        "1 EarlyStopping",
        new CallbackState(
            Map.of("best", Double.longBitsToDouble(0x7ff8000000000123L)),
            Map.of("best", new WeightValues(Map.of("w", value(Shape.of(1), 5))))));
    callbacks.put("0 CsvLogger", CallbackState.of(Map.of("epoch", 2.0)));
    return new TrainingState(
        FINGERPRINT,
        new WeightValues(weights),
        new WeightValues(Map.of("m", value(Shape.of(2), 0.25f, 0.5f))),
        123_456_789_012L,
        3,
        17,
        sums,
        Long.MIN_VALUE,
        1e-3,
        List.of(logs, Map.of()),
        callbacks);
  }

  /** A state of one weight that tells its iteration. */
  public static TrainingState at(long iterations, int numbers) {
    float[] data = new float[numbers];
    Arrays.fill(data, (float) iterations);
    return new TrainingState(
        FINGERPRINT,
        new WeightValues(Map.of("w", value(Shape.of(numbers), data))),
        new WeightValues(Map.of()),
        iterations,
        1,
        0,
        Map.of(),
        1,
        0.5,
        List.of(),
        Map.of());
  }

  static WeightValues.Value value(Shape shape, float... data) {
    return new WeightValues.Value(shape, data);
  }

  static void assertSame(TrainingState found, TrainingState expected) {
    assertThat(text(found)).isEqualTo(text(expected));
  }

  private static String text(TrainingState state) {
    List<String> lines = new ArrayList<>();
    lines.add(state.fingerprint());
    lines.add(text(state.weights()));
    lines.add(text(state.slots()));
    lines.add(state.iterations() + " " + state.epoch() + " " + state.step() + " " + state.seed());
    state
        .metricSums()
        .forEach(
            (name, values) ->
                lines.add(name + Arrays.stream(values).mapToObj(States::bits).toList()));
    lines.add(bits(state.learningRate()));
    state.history().forEach(logs -> lines.add(text(logs)));
    state
        .callbacks()
        .forEach(
            (name, callback) -> {
              lines.add(name + text(callback.numbers()));
              callback.weights().forEach((key, weights) -> lines.add(key + text(weights)));
            });
    return String.join("\n", lines);
  }

  private static String text(Map<String, Double> numbers) {
    List<String> texts = new ArrayList<>();
    numbers.forEach((name, number) -> texts.add(name + "=" + bits(number)));
    return texts.toString();
  }

  private static String text(WeightValues weights) {
    List<String> texts = new ArrayList<>();
    for (String name : weights.names()) {
      WeightValues.Value value = weights.get(name);
      int[] bits = new int[value.data().length];
      for (int i = 0; i < bits.length; i++) {
        bits[i] = Float.floatToRawIntBits(value.data()[i]);
      }
      texts.add(name + value.shape() + Arrays.toString(bits));
    }
    return texts.toString();
  }

  private static String bits(double value) {
    return Long.toHexString(Double.doubleToRawLongBits(value));
  }
}
