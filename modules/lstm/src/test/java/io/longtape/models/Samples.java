package io.longtape.models;

import io.longtape.datasets.ArrayExamples;
import java.util.Random;

/** Small random data, the same in each run. */
final class Samples {

  private Samples() {}

  /** {@code [count, time, features]}, normal. */
  static float[][][] sequences(int count, int time, int features) {
    Random random = new Random(count * 31L + time);
    float[][][] x = new float[count][time][features];
    for (float[][] sequence : x) {
      for (float[] step : sequence) {
        for (int i = 0; i < features; i++) {
          step[i] = (float) random.nextGaussian();
        }
      }
    }
    return x;
  }

  /** {@code [count, time]} from 0 to below {@code vocabulary}, with zeros at the end of some. */
  static int[][] ids(int count, int time, int vocabulary) {
    Random random = new Random(count * 37L + time);
    int[][] x = new int[count][time];
    for (int[] sequence : x) {
      int length = 1 + random.nextInt(time);
      for (int i = 0; i < length; i++) {
        sequence[i] = 1 + random.nextInt(vocabulary - 1);
      }
    }
    return x;
  }

  /** {@code [count, 1]}: half of the mean of each sequence's first features. */
  static float[][] means(float[][][] sequences) {
    float[][] y = new float[sequences.length][1];
    for (int i = 0; i < y.length; i++) {
      for (float[] step : sequences[i]) {
        y[i][0] += step[0] / (2f * sequences[i].length);
      }
    }
    return y;
  }

  /** {@code [count]} class ids: the sum of each sequence's ids modulo the classes. */
  static int[] classes(int[][] ids, int classes) {
    int[] y = new int[ids.length];
    for (int i = 0; i < y.length; i++) {
      for (int id : ids[i]) {
        y[i] = (y[i] + id) % classes;
      }
    }
    return y;
  }

  /** Sequences {@code [time, features]} with their means. */
  static ArrayExamples regression(int count, int time, int features) {
    float[][][] x = sequences(count, time, features);
    return ArrayExamples.of(x, means(x));
  }
}
