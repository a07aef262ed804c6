package io.longtape.optimizers;

import io.longtape.autodiff.ResourceVariable;
import io.longtape.autodiff.gradients.IndexedSlices;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * The update of Adam and AdamW, by {@code ResourceApplyAdam} and {@code
 * ResourceApplyAdamWithAmsgrad}. The beta powers come from the number of the step: there is no
 * state that updates could race with.
 */
record AdamRule(Moments moments, boolean amsgrad) {

  private static final String VELOCITY_HAT = "velocity_hat";

  List<SlotSpec> slots(Shape shape) {
    List<SlotSpec> slots = new ArrayList<>(moments.slots(shape));
    if (amsgrad) {
      slots.add(SlotSpec.zeros(VELOCITY_HAT, shape));
    }
    return List.copyOf(slots);
  }

  List<Op> update(
      Ops tf, List<Turn> turns, Operand<TFloat32> rate, Operand<TInt64> step, Slots slots) {
    double root = Math.sqrt(Averaging.excess(moments.beta2()));
    double correction = root / Averaging.excess(moments.beta1());
    Operand<TFloat32> corrected = tf.math.mul(rate, tf.constant((float) correction));
    Operand<TFloat32> epsilon = tf.constant((float) (moments.epsilon() * root));
    Operand<TFloat32> beta1 = tf.constant((float) moments.beta1());
    Operand<TFloat32> beta2 = tf.constant((float) moments.beta2());
    Operand<TFloat32> t = tf.dtypes.cast(step, TFloat32.class);
    Operand<TFloat32> power1 = tf.math.pow(beta1, t);
    Operand<TFloat32> power2 = tf.math.pow(beta2, t);
    Operand<TFloat32> one = tf.constant(1f);
    Operand<TFloat32> alpha =
        tf.math.div(
            tf.math.mul(rate, tf.math.sqrt(tf.math.sub(one, power2))), tf.math.sub(one, power1));
    List<Op> updates = new ArrayList<>();
    for (Turn turn : turns) {
      if (turn.gradient() instanceof IndexedSlices<TFloat32>) {
        updates.addAll(updateRows(turn, slots, alpha));
        continue;
      }
      var m = turn.slotHandle(slots, Moments.MOMENTUM);
      var v = turn.slotHandle(slots, Moments.VELOCITY);
      updates.add(
          amsgrad
              ? turn.tf()
                  .train
                  .resourceApplyAdamWithAmsgrad(
                      turn.handle(),
                      m,
                      v,
                      turn.slotHandle(slots, VELOCITY_HAT),
                      power1,
                      power2,
                      corrected,
                      beta1,
                      beta2,
                      epsilon,
                      turn.gradient())
              : turn.tf()
                  .train
                  .resourceApplyAdam(
                      turn.handle(),
                      m,
                      v,
                      power1,
                      power2,
                      corrected,
                      beta1,
                      beta2,
                      epsilon,
                      turn.gradient()));
    }
    return updates;
  }

  /** The ops square the sum of a row's parts, and Keras each part. */
  private List<Op> updateRows(Turn turn, Slots slots, Operand<TFloat32> alpha) {
    Ops tf = turn.tf();
    ResourceVariable<TFloat32> momentum = turn.slot(slots, Moments.MOMENTUM);
    ResourceVariable<TFloat32> velocity = turn.slot(slots, Moments.VELOCITY);
    Operand<TFloat32> m =
        Averaging.moved(tf, momentum, turn.gradient(), (float) (1 - moments.beta1()));
    Operand<TFloat32> v =
        Averaging.moved(
            tf, velocity, Rows.square(tf, turn.gradient()), (float) (1 - moments.beta2()));
    List<Op> updates = new ArrayList<>();
    updates.add(momentum.assign(tf, m));
    updates.add(velocity.assign(tf, v));
    if (amsgrad) {
      ResourceVariable<TFloat32> greatest = turn.slot(slots, VELOCITY_HAT);
      v = tf.math.maximum(greatest.read(tf), v);
      updates.add(greatest.assign(tf, v));
    }
    Operand<TFloat32> root = tf.math.add(tf.math.sqrt(v), tf.constant((float) moments.epsilon()));
    updates.add(turn.variable().assignSub(tf, tf.math.div(tf.math.mul(m, alpha), root)));
    return updates;
  }
}
