package io.longtape.autodiff.internal;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.nn.BiasAddGrad;
import org.tensorflow.op.nn.GRUBlockCellGrad;
import org.tensorflow.op.nn.LSTMBlockCellGrad;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Recurrent layers and cells that are one op. TensorFlow has a kernel for the step back of each;
 * those kernels have no gradient themselves, so there is no second order.
 */
final class RecurrentGradients {

  /** In BlockLSTM's outputs i, cs, f, o, ci, co, h. */
  private static final int CELL_STATES = 1;

  private static final int OUTPUTS = 6;

  private RecurrentGradients() {}

  static Map<String, Formula> all() {
    return Map.ofEntries(
        entry("BlockLSTM", b -> blockLstm(b, "BlockLSTMGrad")),
        entry("BlockLSTMV2", b -> blockLstm(b, "BlockLSTMGradV2")),
        entry("LSTMBlockCell", RecurrentGradients::lstmCell),
        entry("GRUBlockCell", RecurrentGradients::gruCell));
  }

  /** Inputs seq_len_max, x, cs_prev, h_prev, w, wci, wcf, wco, b. */
  private static List<Operand<?>> blockLstm(Backward b, String type) {
    allowOnly(b, CELL_STATES, OUTPUTS);
    OperationBuilder builder = b.builder(type);
    for (int i = 0; i < b.op().numInputs(); i++) {
      builder.addInput(b.op().input(i).asOutput());
    }
    for (int i = 0; i < b.op().numOutputs(); i++) {
      builder.addInput(b.y(i).asOutput());
    }
    builder.addInput(b.dy(CELL_STATES).asOutput());
    builder.addInput(b.dy(OUTPUTS).asOutput());
    builder.setAttr("use_peephole", b.op().booleanAttribute("use_peephole", false));
    Operation gradient = builder.build();
    List<Operand<?>> gradients = new ArrayList<>();
    gradients.add(null);
    for (int i = 0; i < gradient.numOutputs(); i++) {
      gradients.add(gradient.output(i));
    }
    return gradients;
  }

  /** Inputs x, cs_prev, h_prev, w, wci, wcf, wco, b; outputs as BlockLSTM's, of one step. */
  private static List<Operand<?>> lstmCell(Backward b) {
    allowOnly(b, CELL_STATES, OUTPUTS);
    boolean peephole = b.op().booleanAttribute("use_peephole", false);
    LSTMBlockCellGrad<TNumber> cell =
        LSTMBlockCellGrad.create(
            b.tf().scope(),
            b.x(0),
            b.x(1),
            b.x(2),
            b.x(3),
            b.x(4),
            b.x(5),
            b.x(6),
            b.x(7),
            b.y(0),
            b.y(1),
            b.y(2),
            b.y(3),
            b.y(4),
            b.y(5),
            b.dy(CELL_STATES),
            b.dy(OUTPUTS),
            peephole);
    Operand<TNumber> gates = cell.dicfo();
    Operand<TNumber> both = b.tf().linalg.matMul(gates, b.x(3), MatMul.transposeB(true));
    List<Output<TNumber>> parts = split(b, both, b.x(0), b.x(2));
    Operand<TNumber> inputs = concat(b, b.x(0), b.x(2));
    return Arrays.asList(
        parts.get(0),
        cell.csPrevGrad(),
        parts.get(1),
        b.tf().linalg.matMul(inputs, gates, MatMul.transposeA(true)),
        peephole ? cell.wciGrad() : null,
        peephole ? cell.wcfGrad() : null,
        peephole ? cell.wcoGrad() : null,
        BiasAddGrad.create(b.tf().scope(), gates));
  }

  /** Inputs x, h_prev, w_ru, w_c, b_ru, b_c; outputs r, u, c, h. */
  private static List<Operand<?>> gruCell(Backward b) {
    allowOnly(b, 3);
    GRUBlockCellGrad<TNumber> cell =
        GRUBlockCellGrad.create(
            b.tf().scope(),
            b.x(0),
            b.x(1),
            b.x(2),
            b.x(3),
            b.x(4),
            b.x(5),
            b.y(0),
            b.y(1),
            b.y(2),
            b.dy(3));
    Operand<TNumber> candidate = cell.dCBar();
    Operand<TNumber> gates = cell.dRBarUBar();
    Operand<TNumber> inputs = concat(b, b.x(0), b.x(1));
    Operand<TNumber> reset = concat(b, b.x(0), b.mul(b.x(1), b.y(0)));
    return Arrays.asList(
        cell.dX(),
        cell.dHPrev(),
        b.tf().linalg.matMul(inputs, gates, MatMul.transposeA(true)),
        b.tf().linalg.matMul(reset, candidate, MatMul.transposeA(true)),
        BiasAddGrad.create(b.tf().scope(), gates),
        BiasAddGrad.create(b.tf().scope(), candidate));
  }

  /** The kernels take the gradients of these outputs alone. */
  private static void allowOnly(Backward b, Integer... outputs) {
    List<Integer> allowed = List.of(outputs);
    for (int i = 0; i < b.op().numOutputs(); i++) {
      if (b.flows(i) && !allowed.contains(i)) {
        throw new UnsupportedOperationException(
            b.op().type() + " has gradients of its outputs " + allowed + " only, not of " + i);
      }
    }
  }

  private static Operand<TNumber> concat(Backward b, Operand<TNumber> x, Operand<TNumber> h) {
    return b.tf().concat(List.of(x, h), b.tf().constant(1));
  }

  /** Undoes {@link #concat}: the columns that are x's, and those that are h's. */
  private static List<Output<TNumber>> split(
      Backward b, Operand<TNumber> both, Operand<TNumber> x, Operand<TNumber> h) {
    Ops tf = b.tf();
    List<Operand<TInt32>> columns = List.of(b.from(1, tf.shape(x)), b.from(1, tf.shape(h)));
    Operand<TInt32> sizes = tf.concat(columns, tf.constant(0));
    return tf.splitV(both, sizes, tf.constant(1), 2L).output();
  }
}
