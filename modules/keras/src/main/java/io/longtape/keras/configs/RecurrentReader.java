package io.longtape.keras.configs;

import io.longtape.activations.KerasActivation;
import io.longtape.layers.recurrent.GRU;
import io.longtape.layers.recurrent.LSTM;
import io.longtape.layers.recurrent.Recurrent;
import io.longtape.layers.recurrent.SimpleRNN;
import java.util.OptionalLong;

/** Recurrent layers from their arguments. */
final class RecurrentReader {

  private RecurrentReader() {}

  static LSTM lstm(Arguments of) {
    return shared(
        of,
        LSTM.of(of.units("units"))
            .withRecurrentActivation(gates(of))
            .withUnitForgetBias(of.flag("unit_forget_bias", true)));
  }

  static GRU gru(Arguments of) {
    return shared(
        of,
        GRU.of(of.units("units"))
            .withRecurrentActivation(gates(of))
            .withResetAfter(of.flag("reset_after", true)));
  }

  static SimpleRNN simpleRnn(Arguments of) {
    return shared(of, SimpleRNN.of(of.units("units")));
  }

  private static KerasActivation gates(Arguments of) {
    return ActivationReader.read(of, "recurrent_activation", KerasActivation.SIGMOID);
  }

  private static <L extends Recurrent<L>> L shared(Arguments of, L layer) {
    L set =
        layer
            .withActivation(ActivationReader.read(of, "activation", KerasActivation.TANH))
            .withUseBias(of.flag("use_bias", true))
            .withDropout(of.number("dropout", 0))
            .withRecurrentDropout(of.number("recurrent_dropout", 0))
            .withReturnSequences(of.flag("return_sequences", false))
            .withReturnState(of.flag("return_state", false))
            .withGoBackwards(of.flag("go_backwards", false))
            .withStateful(of.flag("stateful", false))
            .withZeroOutputForMask(of.flag("zero_output_for_mask", false));
    if (of.flag("unroll", false)) {
      set = set.withUnroll(true);
    }
    OptionalLong seed = of.optionalLong("seed");
    if (seed.isPresent()) {
      set = set.withSeed(seed.getAsLong());
    }
    of.requireNull("activity_regularizer");
    of.requireFalse("time_major");
    of.ignore("use_cudnn", "implementation");
    set = kernel(set, of);
    set = recurrent(set, of);
    return bias(set, of);
  }

  private static <L extends Recurrent<L>> L kernel(L layer, Arguments of) {
    return new WeightReader<L>(
            Recurrent::withKernelInitializer,
            Recurrent::withKernelRegularizer,
            Recurrent::withKernelConstraint)
        .read(layer, of, "kernel");
  }

  private static <L extends Recurrent<L>> L recurrent(L layer, Arguments of) {
    return new WeightReader<L>(
            Recurrent::withRecurrentInitializer,
            Recurrent::withRecurrentRegularizer,
            Recurrent::withRecurrentConstraint)
        .read(layer, of, "recurrent");
  }

  private static <L extends Recurrent<L>> L bias(L layer, Arguments of) {
    return new WeightReader<L>(
            Recurrent::withBiasInitializer,
            Recurrent::withBiasRegularizer,
            Recurrent::withBiasConstraint)
        .read(layer, of, "bias");
  }
}
