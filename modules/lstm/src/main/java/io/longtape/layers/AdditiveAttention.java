package io.longtape.layers;

import io.longtape.config.KerasConfig;
import io.longtape.initializers.Initializer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * Attention with an additive score (Bahdanau et al. 2015), as {@code
 * keras.layers.AdditiveAttention}: {@code score = sum(scale * tanh(query + key))}, and each query
 * gets the values weighted by the softmax of its scores.
 *
 * <p>Reads a query {@code [batch, queryTime, features]}, a value {@code [batch, valueTime, size]}
 * and, if it is not the value, a key {@code [batch, valueTime, features]}. Output {@code [batch,
 * queryTime, size]}. Values that their mask hides have no weight; where the query's mask hides a
 * step the output is 0, and that mask goes on with the output. Weight: {@code scale [features]}
 * (Glorot uniform).
 */
public final class AdditiveAttention extends NamedLayer<AdditiveAttention> {

  /** Is taken from hidden scores, as in Keras. */
  private static final float HIDDEN = 1e9f;

  private boolean useScale = true;
  private float dropout;
  private OptionalLong seed = OptionalLong.empty();

  private AdditiveAttention() {}

  /**
   * A layer with a learned scale.
   *
   * @return the layer
   */
  public static AdditiveAttention of() {
    return new AdditiveAttention();
  }

  /**
   * The same layer with or without a learned scale.
   *
   * @param choice the default is true
   * @return the layer
   */
  public AdditiveAttention withUseScale(boolean choice) {
    return with(copy -> copy.useScale = choice);
  }

  /**
   * The same layer with dropout of the weights while training.
   *
   * @param rate the share to drop, from 0 to below 1; the default is 0
   * @return the layer
   * @throws IllegalArgumentException when the rate is out of range
   */
  public AdditiveAttention withDropout(double rate) {
    return with(copy -> copy.dropout = Dropout.requireRate("dropout", rate));
  }

  /**
   * The same layer with a seed of its own for dropout.
   *
   * @param choice decides, with the step, what is dropped; by default the model's seed
   * @return the layer
   */
  public AdditiveAttention withSeed(long choice) {
    return with(copy -> copy.seed = OptionalLong.of(choice));
  }

  @Override
  public Optional<KerasConfig> config() {
    return startConfig()
        .with("use_scale", useScale)
        .withFloat("dropout", dropout)
        .withOptional("seed", seed)
        .build();
  }

  @Override
  public List<MaskedTensor> call(Pass pass, List<MaskedTensor> inputs) {
    List<Operand<TFloat32>> tensors =
        inputs.stream().map(input -> input.floats(pass.path())).toList();
    requireShapes(pass.path(), tensors.stream().map(Operand::shape).toList());
    Operand<TFloat32> value = tensors.get(1);
    Operand<TFloat32> scores = scores(pass, tensors.get(0), tensors.get(tensors.size() - 1));
    Operand<TFloat32> weights = weights(pass, scores, inputs.get(1).mask());
    Operand<TFloat32> out = pass.tf().train.batchMatMul(weights, value, TFloat32.class);
    MaskedTensor query = inputs.get(0);
    return List.of(
        query.withTensor(
            query.mask().map(mask -> zeroWhereHidden(pass.tf(), out, mask)).orElse(out)));
  }

  /** {@code [batch, queryTime, valueTime]}. */
  private Operand<TFloat32> scores(Pass pass, Operand<TFloat32> query, Operand<TFloat32> key) {
    Ops tf = pass.tf();
    Operand<TFloat32> pairs =
        tf.math.tanh(
            tf.math.add(tf.expandDims(query, tf.constant(2)), tf.expandDims(key, tf.constant(1))));
    if (useScale) {
      WeightOptions scale = WeightOptions.of(Initializer.glorotUniform());
      pairs = tf.math.mul(pairs, pass.weight(scale.spec("scale", query.shape().get(2))));
    }
    return tf.reduceSum(pairs, tf.constant(-1));
  }

  private Operand<TFloat32> weights(
      Pass pass, Operand<TFloat32> scores, Optional<Operand<TBool>> mask) {
    Ops tf = pass.tf();
    Operand<TFloat32> weights =
        tf.nn.softmax(mask.map(counts -> hide(tf, scores, counts)).orElse(scores));
    return pass.training() && dropout > 0
        ? Dropout.drop(tf, weights, dropout, pass.randomKey(seed, "dropout"))
        : weights;
  }

  private static Operand<TFloat32> hide(Ops tf, Operand<TFloat32> scores, Operand<TBool> counts) {
    Operand<TFloat32> hidden = tf.math.sub(scores, tf.constant(HIDDEN));
    return tf.select(tf.expandDims(counts, tf.constant(1)), scores, hidden);
  }

  private static Operand<TFloat32> zeroWhereHidden(
      Ops tf, Operand<TFloat32> out, Operand<TBool> mask) {
    return tf.select(tf.expandDims(mask, tf.constant(2)), out, tf.constant(0f));
  }

  private static void requireShapes(String layer, List<Shape> shapes) {
    boolean fits = shapes.size() == 2 || shapes.size() == 3;
    for (Shape shape : shapes) {
      fits &= !shape.isUnknown() && shape.numDimensions() == 3;
    }
    if (fits) {
      Shape query = shapes.get(0);
      Shape value = shapes.get(1);
      Shape key = shapes.get(shapes.size() - 1);
      fits =
          query.get(2) != Shape.UNKNOWN_SIZE
              && query.get(2) == key.get(2)
              && Shapes.compatible(value.get(1), key.get(1));
    }
    if (!fits) {
      throw new IllegalArgumentException(
          ("layer '%s' expects a query [batch, queryTime, features], a value [batch, valueTime, "
                  + "size] and perhaps a key [batch, valueTime, features], but got %s")
              .formatted(
                  layer, shapes.stream().map(Shape::toString).collect(Collectors.joining(", "))));
    }
  }
}
