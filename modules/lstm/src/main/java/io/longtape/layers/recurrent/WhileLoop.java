package io.longtape.layers.recurrent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.Signature;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;

/** TensorFlow's functional loop: condition and body are functions of the graph's library. */
final class WhileLoop {

  /** What is done each time round. */
  @FunctionalInterface
  interface Body {

    /**
     * Adds one round's ops.
     *
     * @param tf where they go
     * @param round counts from 0
     * @param variables their values before
     * @param fixed the values that do not change
     * @return the variables' values after, of the same types
     */
    List<Operand<?>> call(
        Ops tf, Operand<TInt32> round, List<Operand<?>> variables, List<Operand<?>> fixed);
  }

  // TensorFlow's own hash of a function leaves out shapes, so that two functions could share a
  // name.
  private static final AtomicLong COUNT = new AtomicLong();

  private WhileLoop() {}

  /** Goes round {@code rounds} times and gives the variables' last values. */
  static List<Operand<?>> run(
      Ops tf,
      Operand<TInt32> rounds,
      List<? extends Operand<?>> variables,
      List<? extends Operand<?>> fixed,
      Body body) {
    List<Operand<?>> all = new ArrayList<>(List.of(tf.constant(0), rounds));
    all.addAll(variables);
    all.addAll(fixed);
    long number = COUNT.incrementAndGet();
    try (ConcreteFunction condition = condition("longtape_condition_" + number, all);
        ConcreteFunction round = round("longtape_body_" + number, all, variables.size(), body)) {
      Operation loop =
          tf.scope()
              .opBuilder("StatelessWhile", "Loop")
              .addInputList(all.stream().map(Operand::asOutput).toArray(Output<?>[]::new))
              .setAttr("cond", condition)
              .setAttr("body", round)
              .setAttr("_lower_using_switch_merge", true)
              .build();
      List<Operand<?>> results = new ArrayList<>();
      for (int i = 0; i < variables.size(); i++) {
        results.add(loop.output(2 + i));
      }
      return results;
    }
  }

  private static ConcreteFunction condition(String name, List<Operand<?>> all) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Signature.Builder signature = Signature.builder().key(name);
      List<Operand<?>> arguments = arguments(tf, all, signature);
      Operand<TBool> goesOn = tf.math.less(count(arguments.get(0)), count(arguments.get(1)));
      return ConcreteFunction.create(signature.output("goes_on", goesOn).build(), graph);
    }
  }

  private static ConcreteFunction round(
      String name, List<Operand<?>> all, int variables, Body body) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Signature.Builder signature = Signature.builder().key(name);
      List<Operand<?>> arguments = arguments(tf, all, signature);
      Operand<TInt32> number = count(arguments.get(0));
      List<Operand<?>> results = new ArrayList<>();
      results.add(tf.math.add(number, tf.constant(1)));
      results.add(arguments.get(1));
      results.addAll(
          body.call(
              tf,
              number,
              arguments.subList(2, 2 + variables),
              arguments.subList(2 + variables, arguments.size())));
      results.addAll(arguments.subList(2 + variables, arguments.size()));
      for (int i = 0; i < results.size(); i++) {
        // A function's result has to be an op of its own, not an argument or another result.
        signature.output("result_" + i, tf.identity(results.get(i)));
      }
      return ConcreteFunction.create(signature.build(), graph);
    }
  }

  private static List<Operand<?>> arguments(
      Ops tf, List<Operand<?>> all, Signature.Builder signature) {
    List<Operand<?>> arguments = new ArrayList<>();
    for (Operand<?> value : all) {
      Output<?> argument =
          tf.scope()
              .opBuilder("Placeholder", "argument")
              .setAttr("dtype", value.asOutput().dataType())
              .setAttr("shape", value.shape())
              .build()
              .output(0);
      signature.input("argument_" + arguments.size(), argument);
      arguments.add(argument);
    }
    return arguments;
  }

  private static Operand<TInt32> count(Operand<?> value) {
    return value.asOutput().expect(TInt32.class);
  }
}
