package io.longtape.autodiff;

import io.longtape.autodiff.gradients.RecordedOp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * The ops of a gradient, read from a graph, to be made again elsewhere.
 *
 * @param steps the ops in an order in which each comes after its inputs
 * @param results for each input of the differentiated op its gradient, or null
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Recipe(List<Step> steps, Ref[] results) {

  /** Names in the graph that recipes are read from. */
  static final String INPUT = "input_";

  static final String GRADIENT = "output_gradient_";
  static final String OP = "op";

  /** Where a value comes from. */
  private enum Source {
    INPUT,
    OUTPUT,
    GRADIENT,
    STEP
  }

  /** A value: an input, output or output gradient by its index, or an output of a step. */
  record Ref(Source source, int step, int index) {}

  /** An op to be made. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Step(String type, Attributes attributes, Ref[] inputs, int[] groups) {}

  static Recipe nothing(int numInputs) {
    return new Recipe(List.of(), new Ref[numInputs]);
  }

  /**
   * Reads a recipe.
   *
   * @param graph holds placeholders, the op, and its gradient
   * @param numInputs how many inputs the op has
   * @param wanted which of them have gradients
   * @param gradients these, in the same order
   */
  static Recipe read(GraphDef graph, int numInputs, int[] wanted, Output<?>[] gradients) {
    Map<String, Integer> stepOf = new HashMap<>();
    List<Step> steps = new ArrayList<>();
    for (NodeDef node : graph.getNodeList()) {
      if (node.getOp().equals("Placeholder") || node.getName().equals(OP)) {
        continue;
      }
      Ref[] inputs =
          node.getInputList().stream()
              .filter(input -> !input.startsWith("^"))
              .map(input -> ref(input, stepOf))
              .toArray(Ref[]::new);
      Attributes attributes = new Attributes();
      node.getAttrMap().forEach(attributes::add);
      stepOf.put(node.getName(), steps.size());
      steps.add(new Step(node.getOp(), attributes, inputs, OpDefs.groups(node)));
    }
    Ref[] results = new Ref[numInputs];
    for (int i = 0; i < wanted.length; i++) {
      results[wanted[i]] = ref(gradients[i].op().name() + ":" + gradients[i].index(), stepOf);
    }
    return new Recipe(steps, results);
  }

  private static Ref ref(String input, Map<String, Integer> stepOf) {
    int colon = input.indexOf(':');
    String node = colon < 0 ? input : input.substring(0, colon);
    int index = colon < 0 ? 0 : Integer.parseInt(input.substring(colon + 1));
    if (node.equals(OP)) {
      return new Ref(Source.OUTPUT, 0, index);
    }
    if (node.startsWith(INPUT)) {
      return new Ref(Source.INPUT, 0, Integer.parseInt(node.substring(INPUT.length())));
    }
    if (node.startsWith(GRADIENT)) {
      return new Ref(Source.GRADIENT, 0, Integer.parseInt(node.substring(GRADIENT.length())));
    }
    return new Ref(Source.STEP, stepOf.get(node), index);
  }

  /** Makes the ops. */
  List<Operand<?>> follow(Ops tf, RecordedOp op, List<Operand<?>> outputGradients) {
    Operation[] made = new Operation[steps.size()];
    for (int i = 0; i < made.length; i++) {
      Step step = steps.get(i);
      OperationBuilder builder = tf.scope().opBuilder(step.type(), step.type());
      Output<?>[] inputs =
          Arrays.stream(step.inputs())
              .map(ref -> value(ref, made, op, outputGradients))
              .toArray(Output<?>[]::new);
      TapeOp.add(builder, inputs, step.groups());
      step.attributes().applyTo(builder);
      made[i] = builder.build();
    }
    List<Operand<?>> gradients = new ArrayList<>();
    for (Ref result : results) {
      gradients.add(result == null ? null : value(result, made, op, outputGradients));
    }
    return gradients;
  }

  private static Output<?> value(
      Ref ref, Operation[] made, RecordedOp op, List<Operand<?>> outputGradients) {
    return switch (ref.source()) {
      case INPUT -> op.input(ref.index()).asOutput();
      case OUTPUT -> op.output(ref.index()).asOutput();
      case GRADIENT -> outputGradients.get(ref.index()).asOutput();
      case STEP -> made[ref.step()].output(ref.index());
    };
  }
}
