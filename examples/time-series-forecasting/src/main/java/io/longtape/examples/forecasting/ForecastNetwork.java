package io.longtape.examples.forecasting;

import io.longtape.activations.KerasActivation;
import io.longtape.layers.Dense;
import io.longtape.layers.InputSpec;
import io.longtape.layers.MaskedTensor;
import io.longtape.layers.Normalization;
import io.longtape.layers.Pass;
import io.longtape.layers.ReversibleInstanceNormalization;
import io.longtape.layers.recurrent.LSTM;
import io.longtape.networks.Network;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * The forecaster: an LSTM reads the past, and for each step of the horizon a small dense network,
 * the same for all steps, joins what the LSTM kept with what is known of that step.
 *
 * <p>Reads raw values, {@code past [batch, context, columns]} and {@code future [batch, horizon,
 * columns]}, and scales them inside. Each window's own level and spread are removed from the
 * targets and restored (reversible instance normalisation); a lagged target keeps the spread and
 * loses the level of its own window. The output is {@code [batch, horizon, targets, quantiles]} in
 * units of the window's spread.
 */
final class ForecastNetwork implements Network {

  static final String PAST = "past";
  static final String FUTURE = "future";
  static final String FORECAST = "forecast";

  private final ForecasterSchema schema;
  private final FeatureLayout layout;

  ForecastNetwork(ForecasterSchema schema) {
    this.schema = schema;
    this.layout = FeatureLayout.of(schema);
  }

  @Override
  public Map<String, InputSpec> inputs() {
    Map<String, InputSpec> inputs = new LinkedHashMap<>();
    inputs.put(PAST, spec(schema.context(), layout.pastWidth()));
    if (layout.futureWidth() > 0) {
      inputs.put(FUTURE, spec(schema.horizon(), layout.futureWidth()));
    }
    return inputs;
  }

  @Override
  public Map<String, InputSpec> targets() {
    return Map.of(FORECAST, spec(schema.horizon(), layout.targets()));
  }

  @Override
  public Map<String, MaskedTensor> call(Pass pass, Map<String, MaskedTensor> inputs) {
    return Map.of(FORECAST, MaskedTensor.of(quantiles(pass, inputs)));
  }

  /** {@code [batch, horizon, targets, quantiles]} in units of the window's spread. */
  private Operand<TFloat32> quantiles(Pass pass, Map<String, MaskedTensor> inputs) {
    Ops tf = pass.tf();
    Operand<TFloat32> past = scaled(tf, inputs.get(PAST).tensor(), layout.pastScaling());
    Operand<TFloat32> targets = columns(tf, past, 0, layout.targets());
    ReversibleInstanceNormalization window = ReversibleInstanceNormalization.of(tf, targets);
    Operand<TFloat32> normalized = window.normalize(targets);
    List<Operand<TFloat32>> seen = new ArrayList<>(List.of(normalized));
    List<Operand<TFloat32>> known = new ArrayList<>();
    addCovariates(tf, inputs, past, window, seen, known);
    if (schema.hasProfile()) {
      known.add(profile(tf, normalized));
    }

    MaskedTensor sequence = MaskedTensor.of(join(tf, seen));
    for (int layer = 1; layer <= schema.layers(); layer++) {
      LSTM lstm = LSTM.of(schema.units()).withReturnSequences(layer < schema.layers());
      sequence = lstm.call(pass.in("lstm_" + layer), List.of(sequence)).get(0);
    }
    return head(pass, sequence.floats("lstm"), known);
  }

  @Override
  public Operand<TFloat32> labels(
      Pass pass,
      Map<String, MaskedTensor> inputs,
      String output,
      Operand<? extends TNumber> target) {
    Ops tf = pass.tf();
    return window(tf, inputs).normalize(scaled(tf, target, layout.targetScaling()));
  }

  /** What is served: the forecast in raw units, its quantiles in order. */
  Map<String, MaskedTensor> serve(Pass pass, Map<String, MaskedTensor> inputs, double[] margins) {
    Ops tf = pass.tf();
    Operand<TFloat32> sorted = sorted(tf, quantiles(pass, inputs));
    float[] widening = new float[margins.length];
    for (int i = 0; i < widening.length; i++) {
      widening[i] = (float) margins[i];
    }
    Operand<TFloat32> widened = sorted(tf, tf.math.add(sorted, tf.constant(widening)));
    ReversibleInstanceNormalization window = window(tf, inputs);
    Normalization scaling = layout.targetScaling();
    List<Operand<TFloat64>> raw = new ArrayList<>();
    for (Operand<TFloat32> quantile :
        tf.unstack(widened, (long) margins.length, Unstack.axis(3L)).output()) {
      raw.add(scaling.invert(tf, window.restore(quantile)));
    }
    return Map.of(FORECAST, MaskedTensor.of(tf.stack(raw, Stack.axis(3L))));
  }

  private void addCovariates(
      Ops tf,
      Map<String, MaskedTensor> inputs,
      Operand<TFloat32> past,
      ReversibleInstanceNormalization window,
      List<Operand<TFloat32>> seen,
      List<Operand<TFloat32>> known) {
    if (layout.pastOnly() > 0) {
      seen.add(columns(tf, past, layout.targets(), layout.pastOnly()));
    }
    if (layout.futureWidth() == 0) {
      return;
    }
    Operand<TFloat32> future = scaled(tf, inputs.get(FUTURE).tensor(), layout.futureScaling());
    int shift = layout.targets() + layout.pastOnly();
    for (FeatureLayout.Block block : layout.future()) {
      Operand<TFloat32> before = columns(tf, past, shift + block.from(), block.width());
      Operand<TFloat32> after = columns(tf, future, block.from(), block.width());
      if (block.lagged()) {
        ReversibleInstanceNormalization earlier = window.about(before);
        before = earlier.normalize(before);
        after = earlier.normalize(after);
      }
      seen.add(before);
      known.add(after);
    }
  }

  /** What the context shows at each step's place in the season, on average. */
  private Operand<TFloat32> profile(Ops tf, Operand<TFloat32> normalized) {
    int season = schema.season();
    int seasons = schema.context() / season;
    int from = schema.context() - seasons * season;
    Operand<TFloat32> whole =
        tf.slice(
            normalized,
            tf.constant(new int[] {0, from, 0}),
            tf.constant(new int[] {-1, seasons * season, -1}));
    Operand<TFloat32> byPlace =
        tf.reshape(whole, tf.constant(new long[] {-1, seasons, season, layout.targets()}));
    Operand<TFloat32> mean = tf.math.mean(byPlace, tf.constant(1));
    int[] places = new int[schema.horizon()];
    for (int step = 0; step < places.length; step++) {
      places[step] = step % season;
    }
    return tf.gather(mean, tf.constant(places), tf.constant(1));
  }

  private Operand<TFloat32> head(
      Pass pass, Operand<TFloat32> memory, List<Operand<TFloat32>> known) {
    Ops tf = pass.tf();
    int horizon = schema.horizon();
    Operand<TFloat32> kept =
        tf.tile(tf.expandDims(memory, tf.constant(1)), tf.constant(new int[] {1, horizon, 1}));
    // How far ahead the step is, from above 0 to 1: a column like the others.
    float[][][] steps = new float[1][horizon][1];
    for (int step = 0; step < horizon; step++) {
      steps[0][step][0] = (step + 1f) / horizon;
    }
    Operand<TFloat32> ahead =
        tf.math.add(tf.math.mul(columns(tf, kept, 0, 1), tf.constant(0f)), tf.constant(steps));
    List<Operand<TFloat32>> all = new ArrayList<>(List.of(kept, ahead));
    all.addAll(known);
    MaskedTensor hidden =
        Dense.of(schema.units())
            .withActivation(KerasActivation.RELU)
            .call(pass.in("dense"), MaskedTensor.of(join(tf, all)));
    int quantiles = schema.outputs();
    MaskedTensor flat = Dense.of(layout.targets() * quantiles).call(pass.in(FORECAST), hidden);
    return tf.reshape(
        flat.floats(FORECAST), tf.constant(new long[] {-1, horizon, layout.targets(), quantiles}));
  }

  private ReversibleInstanceNormalization window(Ops tf, Map<String, MaskedTensor> inputs) {
    Operand<TFloat32> past = scaled(tf, inputs.get(PAST).tensor(), layout.pastScaling());
    return ReversibleInstanceNormalization.of(tf, columns(tf, past, 0, layout.targets()));
  }

  private static Operand<TFloat32> sorted(Ops tf, Operand<TFloat32> quantiles) {
    int count = Math.toIntExact(quantiles.shape().get(-1));
    Operand<TFloat32> descending = tf.nn.topK(quantiles, tf.constant(count), TInt32.class).values();
    return tf.reverse(descending, tf.constant(new int[] {3}));
  }

  private static Operand<TFloat32> join(Ops tf, List<Operand<TFloat32>> parts) {
    return parts.size() == 1 ? parts.get(0) : tf.concat(parts, tf.constant(-1));
  }

  private static Operand<TFloat32> scaled(Ops tf, Operand<?> raw, Normalization scaling) {
    return scaling.scale(tf, raw.asOutput().expect(TFloat64.class));
  }

  private static Operand<TFloat32> columns(Ops tf, Operand<TFloat32> values, int from, int width) {
    return tf.slice(
        values, tf.constant(new int[] {0, 0, from}), tf.constant(new int[] {-1, -1, width}));
  }

  private static InputSpec spec(int steps, int columns) {
    return new InputSpec(Shape.of(steps, columns), TFloat64.class);
  }
}
