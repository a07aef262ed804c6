package io.longtape.keras.configs;

import io.longtape.config.KerasConfig;
import io.longtape.layers.LayerCall;
import io.longtape.layers.MaskedTensor;
import io.longtape.layers.TimeDistributed;
import io.longtape.layers.recurrent.Bidirectional;
import io.longtape.layers.recurrent.Recurrent;
import io.longtape.networks.LayerObserver;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/**
 * Counts the time steps that are unrolled while a network is built: a file of a few lines must not
 * make a graph without end.
 */
final class StepCount implements LayerObserver {

  private static final long MOST = 10_000;

  /** So many steps are unrolled where nothing is said. */
  private static final long UNROLLED = 256;

  private long steps;

  @Override
  public void called(
      String name, LayerCall call, List<MaskedTensor> inputs, List<MaskedTensor> outputs) {
    boolean recurrent =
        call.layer() instanceof Recurrent<?>
            || call.layer() instanceof Bidirectional
            || call.layer() instanceof TimeDistributed;
    if (!recurrent) {
      return;
    }
    long longest = longestTime(inputs.get(0).tensor().shape());
    if (longest <= UNROLLED || call.layer().config().map(StepCount::unrolls).orElse(true)) {
      steps += longest;
    }
    if (steps > MOST) {
      throw Failure.of(
          "layer '%s': the recurrent layers up to here unroll more than %d time steps; leave the time open"
              .formatted(KerasObject.shown(name), MOST));
    }
  }

  private static long longestTime(Shape shape) {
    long longest = 0;
    for (int axis = 1; axis < shape.numDimensions() - 1; axis++) {
      longest = Math.max(longest, shape.get(axis));
    }
    return longest;
  }

  private static boolean unrolls(KerasConfig layer) {
    return layer.arguments().entrySet().stream()
        .anyMatch(
            argument ->
                argument.getValue() instanceof KerasConfig inner
                    ? unrolls(inner)
                    : argument.getKey().equals("unroll")
                        && Boolean.TRUE.equals(argument.getValue()));
  }
}
