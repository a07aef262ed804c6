package io.longtape.layers.recurrent;

import io.longtape.config.KerasConfig;
import io.longtape.layers.Dropout;
import io.longtape.layers.Pass;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * What inputs and states are multiplied with while training: drawn once a batch, the same for all
 * its steps (Gal and Ghahramani 2016). With recurrent dropout each gate has a mask of its own, for
 * the input too, as in Keras.
 */
record RecurrentDropout(float inputRate, float stateRate, OptionalLong seed) {

  RecurrentDropout withInputRate(float rate) {
    return new RecurrentDropout(rate, stateRate, seed);
  }

  RecurrentDropout withStateRate(float rate) {
    return new RecurrentDropout(inputRate, rate, seed);
  }

  RecurrentDropout withSeed(long choice) {
    return new RecurrentDropout(inputRate, stateRate, OptionalLong.of(choice));
  }

  void addTo(KerasConfig.Builder config) {
    config.withFloat("dropout", inputRate).withFloat("recurrent_dropout", stateRate);
  }

  /** Masks for the input, {@code [batch, features]}: none, one, or one for each gate. */
  List<Operand<TFloat32>> ofInput(Pass pass, Cell cell, Operand<TInt32> batch, long features) {
    return draw(pass, "dropout", inputRate, stateRate > 0 ? cell.gates() : 1, batch, features);
  }

  /** Masks for the state, {@code [batch, units]}: none, or one for each gate. */
  List<Operand<TFloat32>> ofState(Pass pass, Cell cell, Operand<TInt32> batch, long units) {
    return draw(pass, "recurrent_dropout", stateRate, cell.gates(), batch, units);
  }

  private List<Operand<TFloat32>> draw(
      Pass pass, String use, float rate, int count, Operand<TInt32> batch, long size) {
    List<Operand<TFloat32>> masks = new ArrayList<>();
    if (!pass.training() || rate == 0) {
      return masks;
    }
    Ops tf = pass.tf();
    Operand<TFloat32> ones = Sizes.filled(tf, batch, size, tf.constant(1f));
    for (int i = 0; i < count; i++) {
      masks.add(Dropout.drop(tf, ones, rate, pass.randomKey(seed, use + "/" + i)));
    }
    return masks;
  }
}
