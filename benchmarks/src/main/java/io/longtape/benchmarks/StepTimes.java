package io.longtape.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.TensorFlow;

/**
 * Times training steps one by one, as {@code tape_step.py} does, and prints one line of JSON.
 * {@link SideBySide} starts it.
 */
final class StepTimes {

  static final String EAGER = "eager";
  static final String GRAPH = "graph";
  static final String ADD_GRADIENTS = "add-gradients";
  static final String FORWARD = "forward";
  static final String RECORDED = "forward-recorded";
  static final String RECORDING = "recording";

  private static final int LOSSES = 3;

  private StepTimes() {}

  /**
   * What one process measured.
   *
   * @param versions of the language and TensorFlow
   * @param results by what was measured
   */
  record Report(String versions, Map<String, Measured> results) {}

  /**
   * Measures.
   *
   * @param arguments what to measure, the number of steps to warm up, and of those to measure
   * @throws IOException when the report cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    int warmUp = Integer.parseInt(arguments[1]);
    int steps = Integer.parseInt(arguments[2]);
    String versions =
        "Java %s, TensorFlow %s".formatted(Runtime.version().feature(), TensorFlow.version());
    Map<String, Measured> results = measure(arguments[0], warmUp, steps);
    System.out.println(new ObjectMapper().writeValueAsString(new Report(versions, results)));
  }

  static Map<String, Measured> measure(String what, int warmUp, int steps) {
    if (what.equals(FORWARD)) {
      return forward(warmUp, steps);
    }
    try (Step step =
        switch (what) {
          case EAGER -> new EagerStep();
          case GRAPH -> GraphStep.byTape();
          case ADD_GRADIENTS -> GraphStep.byAddGradients();
          default -> throw new IllegalArgumentException("there is no step '" + what + "'");
        }) {
      List<Double> losses = new ArrayList<>();
      for (int i = 0; i < LOSSES; i++) {
        losses.add((double) step.run());
      }
      for (int i = 0; i < warmUp; i++) {
        step.run();
      }
      double[] times = new double[steps];
      for (int i = 0; i < steps; i++) {
        times[i] = milliseconds(step::run);
      }
      return Map.of(what, new Measured(losses, Measured.Quartiles.of(times)));
    }
  }

  /** In pairs, the one first that was second before, so that both meet the same machine. */
  private static Map<String, Measured> forward(int warmUp, int steps) {
    try (EagerStep step = new EagerStep()) {
      List<Double> losses = List.of((double) step.forward());
      double[] plain = new double[steps];
      double[] recorded = new double[steps];
      double[] ratios = new double[steps];
      for (int i = -warmUp; i < steps; i++) {
        boolean plainFirst = i % 2 == 0;
        double first = milliseconds(plainFirst ? step::forward : step::recordedForward);
        double second = milliseconds(plainFirst ? step::recordedForward : step::forward);
        if (i >= 0) {
          plain[i] = plainFirst ? first : second;
          recorded[i] = plainFirst ? second : first;
          ratios[i] = recorded[i] / plain[i];
        }
      }
      Map<String, Measured> results = new LinkedHashMap<>();
      results.put(FORWARD, new Measured(losses, Measured.Quartiles.of(plain)));
      results.put(RECORDED, new Measured(losses, Measured.Quartiles.of(recorded)));
      results.put(RECORDING, new Measured(losses, Measured.Quartiles.of(ratios)));
      return results;
    }
  }

  private static double milliseconds(Runnable step) {
    long start = System.nanoTime();
    step.run();
    return (System.nanoTime() - start) / 1e6;
  }
}
