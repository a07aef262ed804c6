package io.longtape.evaluation.forecast;

/** The value a fixed number of steps before; the naive rule is the case of one step. */
record SeasonalLag(String id, String description, int lag) implements ForecastRule {

  SeasonalLag {
    Values.requireAtLeast("lag", lag, 1);
    if (id.isBlank()) {
      throw new IllegalArgumentException("the id of the rule is blank; it needs a name");
    }
  }

  @Override
  public int minimumHistory() {
    return lag;
  }

  @Override
  public double[] forecast(History history, int horizon) {
    history.requireFor(this, horizon);
    double[] forecast = new double[horizon];
    for (int step = 0; step < horizon; step++) {
      forecast[step] = history.last(lag - step % lag);
    }
    return forecast;
  }
}
