package io.longtape.models;

import io.longtape.callbacks.Callback;
import io.longtape.datasets.Batching;
import io.longtape.datasets.DataSet;
import io.longtape.losses.ClassWeights;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * How long and on what to train: the arguments of Keras's {@code Model.fit}.
 *
 * <p>By default batches of 32 in an order that is shuffled anew for each epoch by the model's seed.
 */
public final class FitOptions implements Cloneable {

  private static final int DEFAULT_BATCH_SIZE = 32;

  private final int epochs;
  private Optional<Batching> batching = Optional.empty();
  private int batchSize = DEFAULT_BATCH_SIZE;
  private boolean shuffle = true;
  private Optional<DataSet> validation = Optional.empty();
  private OptionalDouble validationSplit = OptionalDouble.empty();
  private List<Callback> callbacks = List.of();
  private Optional<ClassWeights> classWeights = Optional.empty();

  private FitOptions(int epochs) {
    this.epochs = epochs;
  }

  /**
   * Training for some epochs.
   *
   * @param epochs how often the data are gone through, at least 1
   * @return the options
   * @throws IllegalArgumentException when it is below 1
   */
  public static FitOptions of(int epochs) {
    if (epochs < 1) {
      throw new IllegalArgumentException("epochs must be at least 1, but is " + epochs);
    }
    return new FitOptions(epochs);
  }

  /**
   * The same with batches of another size.
   *
   * @param size examples in a step, at least 1; the last step of an epoch takes what is left; the
   *     default is 32
   * @return the options
   * @throws IllegalArgumentException when it is below 1
   */
  public FitOptions withBatchSize(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("batch size must be at least 1, but is " + size);
    }
    return with(copy -> copy.batchSize = size);
  }

  /**
   * The same with or without shuffling.
   *
   * @param choice the default is true
   * @return the options
   */
  public FitOptions withShuffle(boolean choice) {
    return with(copy -> copy.shuffle = choice);
  }

  /**
   * The same with all that can be said about batches: buckets, padding, prefetching.
   *
   * @param choice takes the place of batch size and shuffling
   * @return the options
   */
  public FitOptions withBatching(Batching choice) {
    return with(copy -> copy.batching = Optional.of(choice));
  }

  /**
   * The same with data that training does not see.
   *
   * @param choice evaluated after each epoch
   * @return the options
   */
  public FitOptions withValidation(DataSet choice) {
    return with(copy -> copy.validation = Optional.of(choice));
  }

  /**
   * The same with the last part of the training data kept for validation, before shuffling. Where
   * {@link #withValidation} gives data, those are used and nothing is split off, as in Keras.
   *
   * @param fraction above 0 and below 1; training refuses others
   * @return the options
   */
  public FitOptions withValidationSplit(double fraction) {
    return with(copy -> copy.validationSplit = OptionalDouble.of(fraction));
  }

  /**
   * The same with callbacks, which are called in this order.
   *
   * @param choice who is told of steps and epochs
   * @return the options
   */
  public FitOptions withCallbacks(Callback... choice) {
    return with(copy -> copy.callbacks = List.of(choice));
  }

  /**
   * The same with weights for the classes of the only output.
   *
   * @param choice how much the examples of each class count in the loss
   * @return the options
   */
  public FitOptions withClassWeights(ClassWeights choice) {
    return with(copy -> copy.classWeights = Optional.of(choice));
  }

  int epochs() {
    return epochs;
  }

  Batching batching(long seed) {
    Batching plain = Batching.of(batchSize);
    return batching.orElse(shuffle ? plain.withShuffle(seed) : plain);
  }

  /** The same batches, in the order of the data and to the last. */
  Batching evaluation() {
    Batching training = batching(0);
    Batching plain =
        Batching.of(training.batchSize())
            .withPadding(training.padding())
            .withDropRemainder(training.dropRemainder());
    return training.prefetch().isPresent()
        ? plain.withPrefetch(training.prefetch().getAsInt())
        : plain;
  }

  Optional<DataSet> validation() {
    return validation;
  }

  OptionalDouble validationSplit() {
    return validationSplit;
  }

  List<Callback> callbacks() {
    return callbacks;
  }

  Optional<ClassWeights> classWeights() {
    return classWeights;
  }

  private FitOptions with(Consumer<FitOptions> change) {
    try {
      FitOptions copy = (FitOptions) clone();
      change.accept(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }
}
