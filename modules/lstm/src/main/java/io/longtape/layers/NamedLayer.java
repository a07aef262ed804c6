package io.longtape.layers;

import static java.util.Objects.requireNonNull;

import io.longtape.config.KerasConfig;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What layers share: a name, and arguments that are changed on a copy. Extend it for a layer of
 * your own, and change the copy's fields in {@link #with}:
 *
 * <pre>{@code
 * public Scaling withFactor(float choice) {
 *   return with(copy -> copy.factor = choice);
 * }
 * }</pre>
 *
 * @param <L> the layer itself
 */
public abstract class NamedLayer<L extends NamedLayer<L>> implements Layer, Cloneable {

  private Optional<String> name = Optional.empty();

  /** A layer without a name. */
  protected NamedLayer() {}

  /**
   * The same layer with a name.
   *
   * @param choice the name; by default one of {@link #kind} and a number, as {@code dense}, {@code
   *     dense_1} ...
   * @return the layer
   * @throws IllegalArgumentException when it is empty or holds a slash, which parts the paths of
   *     weights
   */
  public final L withName(String choice) {
    requireNonNull(choice, "name");
    if (choice.isEmpty() || choice.contains("/")) {
      throw new IllegalArgumentException(
          "a layer's name must not be empty and must not hold '/', but is '" + choice + "'");
    }
    return with(
        copy -> {
          NamedLayer<L> named = copy;
          named.name = Optional.of(choice);
        });
  }

  @Override
  public final Optional<String> name() {
    return name;
  }

  /**
   * The class's name as Keras turns it into a layer's name.
   *
   * @return such as {@code layer_normalization} of {@code LayerNormalization}
   */
  @Override
  public String kind() {
    return getClass()
        .getSimpleName()
        .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }

  /**
   * Starts the config of a layer that Keras has, with its name if it has one.
   *
   * @return what arguments are added to; the class is called as this one
   */
  protected final KerasConfig.Builder startConfig() {
    KerasConfig.Builder config = KerasConfig.of("keras.layers", getClass().getSimpleName());
    name.ifPresent(choice -> config.with("name", choice));
    return config;
  }

  /**
   * A copy with a change.
   *
   * @param change sets fields of the copy
   * @return the copy
   */
  protected final L with(Consumer<L> change) {
    try {
      @SuppressWarnings("unchecked") // L is the class of this
      L copy = (L) clone();
      change.accept(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }
}
