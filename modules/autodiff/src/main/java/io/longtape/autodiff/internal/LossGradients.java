package io.longtape.autodiff.internal;

import static java.util.Map.entry;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TNumber;

/**
 * Log softmax, and the losses that are fused with it: their first output is the loss, the second
 * its derivative by the first input.
 */
final class LossGradients {

  private LossGradients() {}

  static Map<String, Formula> all() {
    return Map.ofEntries(
        entry("SparseSoftmaxCrossEntropyWithLogits", b -> b.only(0, logits(b))),
        entry("LogSoftmax", b -> b.only(0, logSoftmax(b))),
        entry("CTCLoss", LossGradients::ctc),
        entry("CTCLossV2", LossGradients::ctc));
  }

  /** Those whose inputs broadcast. */
  static Map<String, Formula> broadcasting() {
    return Map.of("SoftmaxCrossEntropyWithLogits", LossGradients::softmaxCrossEntropy);
  }

  private static List<Operand<?>> softmaxCrossEntropy(Backward b) {
    Operand<TNumber> logits = b.needs(0) ? logits(b) : null;
    Operand<TNumber> labels = b.needs(1) ? labels(b) : null;
    return Arrays.asList(
        logits == null ? null : b.op().sumToInput(b.tf(), logits, 0),
        labels == null ? null : b.op().sumToInput(b.tf(), labels, 1));
  }

  /** The second output is softmax(logits) less the labels. */
  private static Operand<TNumber> logits(Backward b) {
    Operand<TNumber> first = b.flows(0) ? b.mul(perClass(b, b.dy(0)), b.y(1)) : null;
    if (!b.flows(1)) {
      return first;
    }
    Operand<TNumber> softmax = b.tf().nn.softmax(b.x(0));
    Operand<TNumber> mean = b.sumOfLast(b.mul(b.dy(1), softmax));
    Operand<TNumber> second = b.mul(b.sub(b.dy(1), mean), softmax);
    return first == null ? second : b.add(first, second);
  }

  private static Operand<TNumber> labels(Backward b) {
    Operand<TNumber> first =
        b.flows(0) ? b.neg(b.mul(perClass(b, b.dy(0)), b.tf().nn.logSoftmax(b.x(0)))) : null;
    if (!b.flows(1)) {
      return first;
    }
    return first == null ? b.neg(b.dy(1)) : b.sub(first, b.dy(1));
  }

  /** TensorFlow's C++ gradient sums over the second axis where it ought to be the last. */
  private static Operand<TNumber> logSoftmax(Backward b) {
    return b.sub(b.dy(), b.mul(b.sumOfLast(b.dy()), b.tf().math.exp(b.y())));
  }

  private static List<Operand<?>> ctc(Backward b) {
    if (b.flows(1)) {
      throw new UnsupportedOperationException(
          b.op().type() + " has no second derivative, as in Python");
    }
    return b.only(0, b.mul(perClass(b, b.dy(0)), b.y(1)));
  }

  private static Operand<TNumber> perClass(Backward b, Operand<TNumber> perExample) {
    return b.tf().expandDims(perExample, b.tf().constant(-1));
  }
}
