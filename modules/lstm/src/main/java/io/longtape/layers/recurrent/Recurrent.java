package io.longtape.layers.recurrent;

import static java.util.Objects.requireNonNull;

import io.longtape.activations.KerasActivation;
import io.longtape.config.KerasConfig;
import io.longtape.initializers.Initializer;
import io.longtape.layers.Dropout;
import io.longtape.layers.InputSpec;
import io.longtape.layers.MaskedTensor;
import io.longtape.layers.NamedLayer;
import io.longtape.layers.Pass;
import io.longtape.layers.Shapes;
import io.longtape.layers.WeightOptions;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.tensorflow.framework.activations.Activation;
import org.tensorflow.framework.constraints.Constraint;
import org.tensorflow.framework.regularizers.Regularizer;

/**
 * What {@link LSTM}, {@link GRU} and {@link SimpleRNN} have in common: the arguments of {@code
 * keras.layers.RNN} and of all cells.
 *
 * <p>Reads {@code [batch, time, features]} and, as further inputs, the initial states, each {@code
 * [batch, units]}; without them the states start at zero. Gives {@code [batch, units]}, the output
 * of the last step, or {@code [batch, time, units]} with {@link #withReturnSequences}, and behind
 * it the states with {@link #withReturnState}. At a step that is masked out the states stay what
 * they are and the output of the step before comes again, so a padded sequence gives what it gives
 * without padding. Of Keras's arguments {@code activity_regularizer} and {@code use_cudnn} are left
 * out.
 *
 * @param <L> the layer itself
 */
public abstract sealed class Recurrent<L extends Recurrent<L>> extends NamedLayer<L>
    permits LSTM, GRU, SimpleRNN {

  final int units;
  Activation activation = KerasActivation.TANH;
  boolean useBias = true;
  WeightOptions kernel = WeightOptions.of(Initializer.glorotUniform());
  WeightOptions recurrentKernel = WeightOptions.of(Initializer.orthogonal());
  WeightOptions bias = WeightOptions.of(Initializer.zeros());
  RecurrentDropout dropout = new RecurrentDropout(0, 0, OptionalLong.empty());
  boolean returnSequences;
  boolean returnState;
  boolean goBackwards;
  boolean zeroOutputForMask;
  boolean stateful;
  Optional<Boolean> unroll = Optional.empty();

  Recurrent(int units) {
    this.units = Shapes.atLeastOne("units", units);
  }

  abstract Cell cell();

  WeightOptions biasOptions() {
    return bias;
  }

  /**
   * The same layer with another activation of what is stored.
   *
   * @param choice the default is tanh
   * @return the layer
   */
  public final L withActivation(Activation choice) {
    return with(copy -> copy.activation = requireNonNull(choice, "activation"));
  }

  /**
   * The same layer with or without a bias.
   *
   * @param choice the default is true
   * @return the layer
   */
  public final L withUseBias(boolean choice) {
    return with(copy -> copy.useBias = choice);
  }

  /**
   * The same layer with another start of the kernel, which weighs the input.
   *
   * @param choice the default is Glorot uniform
   * @return the layer
   */
  public final L withKernelInitializer(Initializer choice) {
    return with(copy -> copy.kernel = copy.kernel.withInitializer(choice));
  }

  /**
   * The same layer with another start of the recurrent kernel, which weighs the state.
   *
   * @param choice the default is orthogonal
   * @return the layer
   */
  public final L withRecurrentInitializer(Initializer choice) {
    return with(copy -> copy.recurrentKernel = copy.recurrentKernel.withInitializer(choice));
  }

  /**
   * The same layer with another start of the bias.
   *
   * @param choice the default is zeros
   * @return the layer
   */
  public final L withBiasInitializer(Initializer choice) {
    return with(copy -> copy.bias = copy.bias.withInitializer(choice));
  }

  /**
   * The same layer with a penalty on the kernel.
   *
   * @param choice what is added to the loss; the default is nothing
   * @return the layer
   */
  public final L withKernelRegularizer(Regularizer choice) {
    return with(copy -> copy.kernel = copy.kernel.withRegularizer(choice));
  }

  /**
   * The same layer with a penalty on the recurrent kernel.
   *
   * @param choice what is added to the loss; the default is nothing
   * @return the layer
   */
  public final L withRecurrentRegularizer(Regularizer choice) {
    return with(copy -> copy.recurrentKernel = copy.recurrentKernel.withRegularizer(choice));
  }

  /**
   * The same layer with a penalty on the bias.
   *
   * @param choice what is added to the loss; the default is nothing
   * @return the layer
   */
  public final L withBiasRegularizer(Regularizer choice) {
    return with(copy -> copy.bias = copy.bias.withRegularizer(choice));
  }

  /**
   * The same layer with a constraint on the kernel.
   *
   * @param choice what the kernel goes through after each update; the default is nothing
   * @return the layer
   */
  public final L withKernelConstraint(Constraint choice) {
    return with(copy -> copy.kernel = copy.kernel.withConstraint(choice));
  }

  /**
   * The same layer with a constraint on the recurrent kernel.
   *
   * @param choice what the recurrent kernel goes through after each update; the default is nothing
   * @return the layer
   */
  public final L withRecurrentConstraint(Constraint choice) {
    return with(copy -> copy.recurrentKernel = copy.recurrentKernel.withConstraint(choice));
  }

  /**
   * The same layer with a constraint on the bias.
   *
   * @param choice what the bias goes through after each update; the default is nothing
   * @return the layer
   */
  public final L withBiasConstraint(Constraint choice) {
    return with(copy -> copy.bias = copy.bias.withConstraint(choice));
  }

  /**
   * The same layer with dropout of its input while training: what is dropped is drawn once a batch,
   * the same for all steps.
   *
   * @param rate the share to drop, from 0 to below 1; the default is 0
   * @return the layer
   * @throws IllegalArgumentException when the rate is out of range
   */
  public final L withDropout(double rate) {
    float checked = Dropout.requireRate("dropout", rate);
    return with(copy -> copy.dropout = copy.dropout.withInputRate(checked));
  }

  /**
   * The same layer with dropout of its state while training: what is dropped is drawn once a batch,
   * the same for all steps.
   *
   * @param rate the share to drop, from 0 to below 1; the default is 0
   * @return the layer
   * @throws IllegalArgumentException when the rate is out of range
   */
  public final L withRecurrentDropout(double rate) {
    float checked = Dropout.requireRate("recurrent dropout", rate);
    return with(copy -> copy.dropout = copy.dropout.withStateRate(checked));
  }

  /**
   * The same layer with a seed of its own for dropout.
   *
   * @param choice decides, with the step, what is dropped; by default the model's seed
   * @return the layer
   */
  public final L withSeed(long choice) {
    return with(copy -> copy.dropout = copy.dropout.withSeed(choice));
  }

  /**
   * The same layer with the outputs of all steps, or of the last one.
   *
   * @param choice the default is false: the last one; the mask is passed on with all of them
   * @return the layer
   */
  public final L withReturnSequences(boolean choice) {
    return with(copy -> copy.returnSequences = choice);
  }

  /**
   * The same layer with its last states as further outputs.
   *
   * @param choice the default is false
   * @return the layer
   */
  public final L withReturnState(boolean choice) {
    return with(copy -> copy.returnState = choice);
  }

  /**
   * The same layer from the last time step to the first. All outputs come in that order too: the
   * first one belongs to the last step.
   *
   * @param choice the default is false
   * @return the layer
   */
  public final L withGoBackwards(boolean choice) {
    return with(copy -> copy.goBackwards = choice);
  }

  /**
   * The same layer with zeros as outputs of masked steps, in the place of the output before.
   *
   * @param choice the default is false
   * @return the layer
   */
  public final L withZeroOutputForMask(boolean choice) {
    return with(copy -> copy.zeroOutputForMask = choice);
  }

  /**
   * The same layer going on with each batch where the one before ended: row i of a batch continues
   * row i of the batch before. It needs an input with a batch size. The states are weights that are
   * not trained, {@code rnn_state} and {@code rnn_state_1}, which start at zero.
   *
   * @param choice the default is false: each batch starts anew
   * @return the layer
   */
  public final L withStateful(boolean choice) {
    return with(copy -> copy.stateful = choice);
  }

  /**
   * The same layer with its steps unrolled or as a loop, where it is part of a graph. An unrolled
   * graph is faster, but takes long to start when there are many steps; a loop's gradient has none
   * of its own. Eagerly the steps are always unrolled.
   *
   * @param choice true for one step's ops after the other's, which a known number of steps up to
   *     4096 allows; by default that is chosen for up to 256 steps
   * @return the layer
   */
  public final L withUnroll(boolean choice) {
    return with(copy -> copy.unroll = Optional.of(choice));
  }

  /**
   * Its states for one example, as Keras's {@code state_size}.
   *
   * @return {@code [units]} for each: h, and for an LSTM c
   */
  public final List<InputSpec> states() {
    return Collections.nCopies(cell().states(), InputSpec.floats(units));
  }

  /**
   * Whether it reads the last time step first.
   *
   * @return as {@link #withGoBackwards} said
   */
  public final boolean goesBackwards() {
    return goBackwards;
  }

  /**
   * Whether its output is zeros at masked steps.
   *
   * @return as {@link #withZeroOutputForMask} said
   */
  public final boolean givesZerosForMask() {
    return zeroOutputForMask;
  }

  @Override
  public final int outputs() {
    return returnState ? 1 + cell().states() : 1;
  }

  @Override
  public final Optional<KerasConfig> config() {
    KerasConfig.Builder config =
        startConfig()
            .with("return_sequences", returnSequences)
            .with("return_state", returnState)
            .with("go_backwards", goBackwards)
            .with("stateful", stateful)
            .with("unroll", unroll.orElse(false))
            .with("zero_output_for_mask", zeroOutputForMask)
            .with("units", units)
            .withPart("activation", KerasActivation.kerasNameOf(activation))
            .with("use_bias", useBias)
            .with("activity_regularizer", null);
    kernel.addTo(config, "kernel");
    recurrentKernel.addTo(config, "recurrent");
    bias.addTo(config, "bias");
    dropout.addTo(config);
    addOwnTo(config);
    return config.build();
  }

  /** Adds the arguments that not all recurrent layers have. */
  abstract void addOwnTo(KerasConfig.Builder config);

  @Override
  public final List<MaskedTensor> call(Pass pass, List<MaskedTensor> inputs) {
    return RecurrentCall.of(this, pass, inputs);
  }
}
