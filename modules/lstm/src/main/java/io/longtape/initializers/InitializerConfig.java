package io.longtape.initializers;

import java.util.Map;

/**
 * An initializer as Keras's {@code get_config} writes it, but for the seed.
 *
 * @param className such as {@code GlorotUniform}
 * @param arguments the constructor's arguments by their names there
 */
public record InitializerConfig(String className, Map<String, Object> arguments) {

  /**
   * Copies the arguments.
   *
   * @param className such as {@code GlorotUniform}
   * @param arguments by name
   */
  public InitializerConfig {
    arguments = Map.copyOf(arguments);
  }
}
