package io.longtape.evaluation.forecast;

/** The line through the first and the last value. */
record Drift() implements ForecastRule {

  @Override
  public String id() {
    return "drift";
  }

  @Override
  public String description() {
    return "Carries on the line from the first to the last value";
  }

  @Override
  public int minimumHistory() {
    return 2;
  }

  @Override
  public double[] forecast(History history, int horizon) {
    history.requireFor(this, horizon);
    double last = history.last(1);
    double slope = (last - history.at(0)) / (history.length() - 1);
    double[] forecast = new double[horizon];
    for (int step = 0; step < horizon; step++) {
      forecast[step] = last + (step + 1) * slope;
    }
    return forecast;
  }
}
