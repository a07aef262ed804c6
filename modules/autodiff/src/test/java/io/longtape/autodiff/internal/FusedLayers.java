package io.longtape.autodiff.internal;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** TensorFlow's fused recurrent layers beside the formulas in their documentation. */
final class FusedLayers {

  private static final int BATCH = 2;
  private static final int INPUTS = 2;
  private static final int UNITS = 3;

  private FusedLayers() {}

  /** x, cs_prev, h_prev, w, wci, wcf, wco, b. */
  static List<Point> lstmPoint(int steps) {
    return List.of(
        Point.of((long) steps * BATCH, INPUTS),
        Point.of(BATCH, UNITS),
        Point.between(-0.9, 0.9, BATCH, UNITS),
        Point.of(INPUTS + UNITS, 4L * UNITS),
        Point.between(-0.5, 0.5, UNITS),
        Point.between(-0.4, 0.5, UNITS),
        Point.between(-0.5, 0.6, UNITS),
        Point.of(4L * UNITS));
  }

  static Operation blockLstm(
      Ops tf, String type, boolean peephole, int steps, List<Operand<TFloat32>> w) {
    boolean cell = type.equals("LSTMBlockCell");
    OperationBuilder builder = tf.scope().opBuilder(type, type);
    if (!cell) {
      builder.addInput(tf.constant((long) steps).asOutput());
      builder.addInput(
          tf.reshape(w.get(0), tf.constant(new int[] {steps, BATCH, INPUTS})).asOutput());
    } else {
      builder.addInput(w.get(0).asOutput());
    }
    w.subList(1, w.size()).forEach(weight -> builder.addInput(weight.asOutput()));
    return builder.setAttr("use_peephole", peephole).build();
  }

  static Operand<TFloat32> fusedLstm(
      Ops tf, String type, boolean peephole, int steps, List<Operand<TFloat32>> w) {
    Operation layer = blockLstm(tf, type, peephole, steps, w);
    return target(tf, List.of(layer.output(1), layer.output(6)));
  }

  static Operand<TFloat32> lstm(
      Ops tf, String type, boolean peephole, int steps, List<Operand<TFloat32>> w) {
    boolean forgetSecond = type.equals("BlockLSTMV2");
    List<Operand<TFloat32>> all = new ArrayList<>();
    Operand<TFloat32> c = w.get(1);
    Operand<TFloat32> h = w.get(2);
    for (Operand<TFloat32> x : tf.split(tf.constant(0), w.get(0), (long) steps)) {
      List<Operand<TFloat32>> gates = new ArrayList<>();
      tf.split(tf.constant(1), affine(tf, x, h, w.get(3), w.get(7)), 4L).forEach(gates::add);
      Operand<TFloat32> i = gates.get(0);
      Operand<TFloat32> f = gates.get(forgetSecond ? 1 : 2);
      Operand<TFloat32> o = gates.get(3);
      if (!forgetSecond) {
        f = tf.math.add(f, tf.constant(1f));
      }
      if (peephole) {
        i = tf.math.add(i, tf.math.mul(c, w.get(4)));
        f = tf.math.add(f, tf.math.mul(c, w.get(5)));
      }
      Operand<TFloat32> candidate = tf.math.tanh(gates.get(forgetSecond ? 2 : 1));
      c =
          tf.math.add(
              tf.math.mul(tf.math.sigmoid(i), candidate), tf.math.mul(tf.math.sigmoid(f), c));
      if (peephole) {
        o = tf.math.add(o, tf.math.mul(c, w.get(6)));
      }
      h = tf.math.mul(tf.math.sigmoid(o), tf.math.tanh(c));
      all.add(c);
      all.add(h);
    }
    return target(tf, all);
  }

  /** x, h_prev, w_ru, w_c, b_ru, b_c. */
  static List<Point> gruPoint() {
    return List.of(
        Point.of(BATCH, INPUTS),
        Point.of(BATCH, UNITS),
        Point.of(INPUTS + UNITS, 2L * UNITS),
        Point.of(INPUTS + UNITS, UNITS),
        Point.of(2L * UNITS),
        Point.of(UNITS));
  }

  static Operand<TFloat32> fusedGru(Ops tf, List<Operand<TFloat32>> w) {
    OperationBuilder builder = tf.scope().opBuilder("GRUBlockCell", "GRUBlockCell");
    w.forEach(weight -> builder.addInput(weight.asOutput()));
    return target(tf, List.of(builder.build().output(3)));
  }

  static Operand<TFloat32> gru(Ops tf, List<Operand<TFloat32>> w) {
    Operand<TFloat32> h = w.get(1);
    List<Operand<TFloat32>> gates = new ArrayList<>();
    tf.split(tf.constant(1), tf.math.sigmoid(affine(tf, w.get(0), h, w.get(2), w.get(4))), 2L)
        .forEach(gates::add);
    Operand<TFloat32> reset = tf.math.mul(gates.get(0), h);
    Operand<TFloat32> candidate = tf.math.tanh(affine(tf, w.get(0), reset, w.get(3), w.get(5)));
    Operand<TFloat32> update = gates.get(1);
    Operand<TFloat32> fresh = tf.math.mul(tf.math.sub(tf.constant(1f), update), candidate);
    return target(tf, List.of(tf.math.add(fresh, tf.math.mul(update, h))));
  }

  private static Operand<TFloat32> affine(
      Ops tf,
      Operand<TFloat32> x,
      Operand<TFloat32> h,
      Operand<TFloat32> weights,
      Operand<TFloat32> bias) {
    Operand<TFloat32> both = tf.concat(List.of(x, h), tf.constant(1));
    return tf.math.add(tf.linalg.matMul(both, weights), bias);
  }

  private static Operand<TFloat32> target(Ops tf, List<Operand<TFloat32>> values) {
    List<Operand<TFloat32>> squares = new ArrayList<>();
    for (Operand<TFloat32> value : values) {
      Operand<TFloat32> flat = tf.reshape(value, tf.constant(new int[] {-1}));
      squares.add(tf.sum(tf.math.square(flat), tf.constant(0)));
    }
    return tf.math.addN(squares);
  }
}
