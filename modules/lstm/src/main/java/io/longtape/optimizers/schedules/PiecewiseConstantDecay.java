package io.longtape.optimizers.schedules;

import io.longtape.config.KerasConfig;
import java.util.List;
import java.util.Optional;

/**
 * One rate up to a step, another up to a later one and so on, as {@code
 * keras.optimizers.schedules.PiecewiseConstantDecay}: {@code values[0]} up to and with step {@code
 * boundaries[0]}, then {@code values[1]} up to and with step {@code boundaries[1]}, and the last
 * value after the last boundary.
 *
 * @param boundaries steps, from 0, each above the one before
 * @param values rates above 0, one more than boundaries
 */
public record PiecewiseConstantDecay(List<Long> boundaries, List<Double> values)
    implements LearningRateSchedule {

  /**
   * A checked schedule.
   *
   * @param boundaries steps, from 0, each above the one before
   * @param values rates above 0, one more than boundaries
   * @throws IllegalArgumentException when boundaries or values are none of these
   */
  public PiecewiseConstantDecay {
    boundaries = List.copyOf(boundaries);
    values = List.copyOf(values);
    if (values.size() != boundaries.size() + 1) {
      throw new IllegalArgumentException(
          "there must be one value more than boundaries, but there are %d values %s and %d boundaries %s"
              .formatted(values.size(), values, boundaries.size(), boundaries));
    }
    long last = -1;
    for (long boundary : boundaries) {
      if (boundary <= last) {
        throw new IllegalArgumentException(
            "boundaries must rise from 0 or above, but are " + boundaries);
      }
      last = boundary;
    }
    values.forEach(value -> Range.positive("each value", value));
  }

  /**
   * A schedule of steps and rates.
   *
   * @param boundaries steps, from 0, each above the one before
   * @param values rates above 0, one more than boundaries
   * @return the schedule
   * @throws IllegalArgumentException when boundaries or values are none of these
   */
  public static PiecewiseConstantDecay of(List<Long> boundaries, List<Double> values) {
    return new PiecewiseConstantDecay(boundaries, values);
  }

  @Override
  public Optional<KerasConfig> config() {
    return Configs.of(this)
        .with("boundaries", boundaries)
        .with("values", values)
        .with("name", "PiecewiseConstant")
        .build();
  }

  @Override
  public double rate(long step) {
    int piece = 0;
    while (piece < boundaries.size() && step > boundaries.get(piece)) {
      piece++;
    }
    return values.get(piece);
  }
}
