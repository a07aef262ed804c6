package io.longtape.config;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A layer, an optimizer or a part of one as {@code keras.saving.serialize_keras_object} writes it.
 *
 * @param module where Keras keeps the class, such as {@code keras.layers}; empty for what Keras
 *     knows by a text alone, such as the metric {@code accuracy}
 * @param className such as {@code LSTM}
 * @param arguments what {@code get_config} gives: the constructor's arguments by their names there,
 *     in a fixed order; a value is null, a Boolean, a Number, a String, a List or a Map of such, or
 *     a config again
 */
public record KerasConfig(String module, String className, Map<String, Object> arguments) {

  /**
   * Copies the arguments.
   *
   * @param module such as {@code keras.layers}
   * @param className such as {@code LSTM}
   * @param arguments by name
   */
  public KerasConfig {
    requireNonNull(module, "module");
    requireNonNull(className, "className");
    arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
  }

  /**
   * Starts a config without arguments.
   *
   * @param module such as {@code keras.layers}
   * @param className such as {@code LSTM}
   * @return what arguments are added to
   */
  public static Builder of(String module, String className) {
    return new Builder(module, className);
  }

  /**
   * The same with another value of an argument.
   *
   * @param argument its name
   * @param value null, or as in {@link #arguments}
   * @return the config
   */
  public KerasConfig with(String argument, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(arguments);
    changed.put(argument, value);
    return new KerasConfig(module, className, changed);
  }

  /** Takes the arguments of a config one by one. */
  public static final class Builder {

    private final String module;
    private final String className;
    private final Map<String, Object> arguments = new LinkedHashMap<>();
    private boolean complete = true;

    private Builder(String module, String className) {
      this.module = module;
      this.className = className;
    }

    /**
     * Adds an argument.
     *
     * @param argument its name
     * @param value null, or as in {@link KerasConfig#arguments}
     * @return this
     */
    public Builder with(String argument, Object value) {
      arguments.put(argument, value);
      return this;
    }

    /**
     * Adds a number that was rounded to float, as the shortest decimal that stands for it.
     *
     * @param argument its name
     * @param value any number
     * @return this
     */
    public Builder withFloat(String argument, float value) {
      return with(argument, Double.valueOf(Float.toString(value)));
    }

    /**
     * Adds a number that may be missing.
     *
     * @param argument its name
     * @param value null in Keras when it is empty
     * @return this
     */
    public Builder withOptional(String argument, OptionalInt value) {
      return with(argument, value.isPresent() ? value.getAsInt() : null);
    }

    /**
     * Adds a number that may be missing.
     *
     * @param argument its name
     * @param value null in Keras when it is empty
     * @return this
     */
    public Builder withOptional(String argument, OptionalLong value) {
      return with(argument, value.isPresent() ? value.getAsLong() : null);
    }

    /**
     * Adds a part that Keras may have no equal of; then it has none of the whole either.
     *
     * @param argument its name
     * @param part such as an initializer's config
     * @return this
     */
    public Builder withPart(String argument, Optional<?> part) {
      complete &= part.isPresent();
      return with(argument, part.orElse(null));
    }

    /**
     * The config.
     *
     * @return empty when Keras has no equal of a part
     */
    public Optional<KerasConfig> build() {
      return complete
          ? Optional.of(new KerasConfig(module, className, arguments))
          : Optional.empty();
    }
  }
}
