package io.longtape.evaluation.forecast;

import java.util.SplittableRandom;

/** Uniform draws from the history, the same ones for the same seed and origin. */
record RandomDraw(long seed) implements ForecastRule {
  // Not SplittableRandom's own increment, or neighbouring origins would share one stream.
  private static final long ORIGIN_STEP = 0xD1342543DE82EF95L;

  @Override
  public String id() {
    return "random-draw";
  }

  @Override
  public String description() {
    return "Draws each step at random from the history";
  }

  @Override
  public int minimumHistory() {
    return 1;
  }

  @Override
  public double[] forecast(History history, int horizon) {
    history.requireFor(this, horizon);
    var random = new SplittableRandom(seed ^ (history.length() * ORIGIN_STEP));
    double[] forecast = new double[horizon];
    for (int step = 0; step < horizon; step++) {
      forecast[step] = history.at(random.nextInt(history.length()));
    }
    return forecast;
  }
}
