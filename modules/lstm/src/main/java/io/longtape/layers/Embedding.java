package io.longtape.layers;

import io.longtape.config.KerasConfig;
import io.longtape.initializers.Initializer;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.framework.constraints.Constraint;
import org.tensorflow.framework.regularizers.Regularizer;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/**
 * A vector for each token id, as {@code keras.layers.Embedding}.
 *
 * <p>Input {@code [batch, ...]} of ids from 0 to below {@code inputDim}, such as {@code [batch,
 * time]}; int32 or int64, other numbers are cut to int32. Output {@code [batch, ..., outputDim]}.
 * Weight: {@code embeddings [inputDim, outputDim]} (uniform in plus or minus 0.05), whose gradient
 * is sparse: it holds only the rows that were read.
 */
public final class Embedding extends NamedLayer<Embedding> implements UnaryLayer {

  private final int inputDim;
  private final int outputDim;
  private WeightOptions embeddings = WeightOptions.of(Initializer.randomUniform());
  private boolean maskZero;

  private Embedding(int inputDim, int outputDim) {
    this.inputDim = inputDim;
    this.outputDim = outputDim;
  }

  /**
   * A layer of that many vectors.
   *
   * @param inputDim the size of the vocabulary, padding included: the largest id plus 1
   * @param outputDim the size of each vector
   * @return the layer
   * @throws IllegalArgumentException when one is below 1
   */
  public static Embedding of(int inputDim, int outputDim) {
    return new Embedding(
        Shapes.atLeastOne("inputDim", inputDim), Shapes.atLeastOne("outputDim", outputDim));
  }

  /**
   * The same layer, with or without a mask that hides the id 0.
   *
   * @param choice whether 0 is padding; the default is false, and a mask of the input is dropped
   * @return the layer
   */
  public Embedding withMaskZero(boolean choice) {
    return with(copy -> copy.maskZero = choice);
  }

  /**
   * The same layer with another start of its vectors.
   *
   * @param choice the default is uniform in plus or minus 0.05
   * @return the layer
   */
  public Embedding withEmbeddingsInitializer(Initializer choice) {
    return with(copy -> copy.embeddings = embeddings.withInitializer(choice));
  }

  /**
   * The same layer with a penalty on its vectors, all of them.
   *
   * @param choice what is added to the loss; the default is nothing
   * @return the layer
   */
  public Embedding withEmbeddingsRegularizer(Regularizer choice) {
    return with(copy -> copy.embeddings = embeddings.withRegularizer(choice));
  }

  /**
   * The same layer with a constraint on its vectors.
   *
   * @param choice what they go through after each update; the default is nothing
   * @return the layer
   */
  public Embedding withEmbeddingsConstraint(Constraint choice) {
    return with(copy -> copy.embeddings = embeddings.withConstraint(choice));
  }

  /**
   * The size of the vocabulary.
   *
   * @return ids are from 0 to below this
   */
  public int inputDim() {
    return inputDim;
  }

  @Override
  public Optional<KerasConfig> config() {
    KerasConfig.Builder config =
        startConfig().with("input_dim", inputDim).with("output_dim", outputDim);
    embeddings.addTo(config, "embeddings");
    return config
        .with("activity_regularizer", null)
        .with("mask_zero", maskZero)
        .with("quantization_config", null)
        .build();
  }

  @Override
  public MaskedTensor call(Pass pass, MaskedTensor input) {
    return call(pass, numbers(pass.path(), input.tensor()));
  }

  private <T extends TNumber> MaskedTensor call(Pass pass, Operand<T> given) {
    Ops tf = pass.tf();
    boolean whole = given.type() == TInt32.class || given.type() == TInt64.class;
    MaskedTensor rows =
        MaskedTensor.of(
            pass.rows(
                embeddings.spec("embeddings", inputDim, outputDim),
                whole ? given : tf.dtypes.cast(given, TInt32.class)));
    return maskZero ? rows.withMask(tf.math.notEqual(given, tf.zerosLike(given))) : rows;
  }

  private static Operand<? extends TNumber> numbers(String layer, Operand<?> input) {
    Class<? extends TType> type = input.asOutput().type();
    if (!TNumber.class.isAssignableFrom(type)) {
      throw new IllegalArgumentException(
          "layer '%s' expects token ids, int32 or int64, but got %s of shape %s"
              .formatted(layer, input.asOutput().dataType(), input.shape()));
    }
    return input.asOutput().expect(type.asSubclass(TNumber.class));
  }
}
