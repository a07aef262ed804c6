package io.longtape.scenario.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What part a contestant plays in a comparison. In JSON the names are in lower case. */
public enum Kind {
  /** A trained network: what the example is about. */
  @JsonProperty("model")
  MODEL,

  /** A rule or a simpler method that a model has to beat to be worth its cost. */
  @JsonProperty("baseline")
  BASELINE,

  /** A check of the method itself, such as a model trained on shuffled labels. */
  @JsonProperty("control")
  CONTROL
}
