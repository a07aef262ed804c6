package io.longtape.examples.forecasting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * A made-up series as lines of CSV, the header first: {@code load} follows a cycle of {@code
 * season} rows and falls with {@code price}; {@code temp} follows the cycle and says little.
 */
final class SampleCsv {

  static final String HEADER = "time,temp,price,load";

  private SampleCsv() {}

  static List<String> daily(int rows) {
    return lines(rows, Period.ofDays(1), 7);
  }

  static List<String> lines(int rows, TemporalAmount step, int season) {
    Random random = new Random(7);
    List<String> lines = new ArrayList<>(List.of(HEADER));
    LocalDateTime start = LocalDateTime.of(2021, 3, 1, 0, 0);
    LocalDateTime time = start;
    for (int row = 0; row < rows; row++) {
      double cycle = Math.sin(2 * Math.PI * row / season);
      double temp = 10 + 8 * cycle + 0.5 * random.nextGaussian();
      double price = 4 + 2 * random.nextDouble();
      double load = 60 + 10 * cycle - 3 * price + 0.5 * random.nextGaussian();
      lines.add(String.format(Locale.ROOT, "%s,%.3f,%.3f,%.3f", time, temp, price, load));
      time = time.plus(step);
    }
    return lines;
  }

  static Path write(Path file, List<String> lines) {
    try {
      return Files.write(file, lines);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
