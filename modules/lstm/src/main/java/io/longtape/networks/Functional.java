package io.longtape.networks;

import io.longtape.layers.Input;
import io.longtape.layers.SymbolicTensor;
import java.util.List;

/**
 * A network of layers with several inputs and outputs, branches and shared layers, as {@code
 * keras.Model(inputs, outputs)}:
 *
 * <pre>{@code
 * Input past = Input.of(28, 3).withName("past");
 * Input known = Input.of(5).withName("known");
 * SymbolicTensor memory = LSTM.of(16).apply(past);
 * SymbolicTensor both = Concatenate.of().apply(memory, known);
 * Functional network = Functional.of(List.of(past, known), List.of(Dense.of(1).apply(both)));
 * }</pre>
 *
 * <p>Layers without a name get one of their kind and a number, as in Keras: {@code lstm}, {@code
 * lstm_1}, from the inputs to the outputs. An output has the name of its layer.
 */
public final class Functional extends LayeredNetwork {

  private Functional(LayerGraph graph) {
    super(graph, "functional");
  }

  /**
   * A network between inputs and outputs.
   *
   * @param inputs where data enter
   * @param outputs what the network gives
   * @return the network
   * @throws IllegalArgumentException when an output depends on an input that is not listed, when
   *     there is no output, when two layers or inputs have the same name, or when an input is
   *     listed twice
   */
  public static Functional of(List<Input> inputs, List<? extends SymbolicTensor> outputs) {
    return new Functional(LayerGraph.of(inputs, outputs));
  }

  /**
   * A network with one input and one output.
   *
   * @param input where data enter
   * @param output what the network gives
   * @return the network
   */
  public static Functional of(Input input, SymbolicTensor output) {
    return of(List.of(input), List.of(output));
  }
}
