package io.longtape.training;

import io.longtape.layers.GraphWeights;
import io.longtape.layers.Pass;
import io.longtape.optimizers.GlobalNorm;
import io.longtape.optimizers.Optimizer;
import io.longtape.optimizers.Optimizer.GradientAndVariable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.framework.losses.Loss;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * The compiled form of a training step and of an evaluation, side by side in one graph over one set
 * of weights.
 */
final class TrainingGraph {

  final Map<String, InputSpec> specs;
  final Map<String, Placeholder<?>> placeholders;
  final Placeholder<TFloat32> learningRate;
  final Placeholder<TInt64> step;
  final GraphWeights weights;
  final Operand<TFloat32> trainingLoss;
  final Operand<TFloat32> evaluationLoss;
  final Optimizer.Updates updates;

  TrainingGraph(
      Graph graph,
      Network network,
      InputSpec target,
      Loss loss,
      Optimizer optimizer,
      OptionalDouble clipNorm,
      long seed) {
    Ops tf = Ops.create(graph);
    specs = new LinkedHashMap<>(network.inputs());
    specs.put(Examples.TARGET, target);
    placeholders = new LinkedHashMap<>();
    specs.forEach((name, spec) -> placeholders.put(name, placeholder(tf, name, spec)));
    Map<String, Operand<?>> inputs = new LinkedHashMap<>(placeholders);
    Operand<? extends TNumber> given = number(inputs.remove(Examples.TARGET), target);
    learningRate =
        tf.withName("learning_rate").placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    step = tf.withName("step").placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
    weights = GraphWeights.of(graph, seed);

    Pass training = Pass.training(tf.withSubScope("training"), weights, step);
    trainingLoss = lossOf(training, network, inputs, given, loss);
    updates = updates(graph, optimizer, clipNorm);
    Pass evaluation = Pass.inference(tf.withSubScope("evaluation"), weights);
    evaluationLoss = lossOf(evaluation, network, inputs, given, loss);
  }

  private static Operand<TFloat32> lossOf(
      Pass pass,
      Network network,
      Map<String, Operand<?>> inputs,
      Operand<? extends TNumber> target,
      Loss loss) {
    Operand<TFloat32> labels = network.labels(pass, inputs, target);
    return loss.call(pass.tf(), labels, network.call(pass, inputs), null);
  }

  private static Operand<? extends TNumber> number(Operand<?> placeholder, InputSpec spec) {
    return placeholder.asOutput().expect(spec.type());
  }

  private Optimizer.Updates updates(Graph graph, Optimizer optimizer, OptionalDouble clipNorm) {
    List<Variable<TFloat32>> variables = List.copyOf(weights.variables().values());
    Output<?>[] raw =
        graph.addGradients(
            trainingLoss.asOutput(),
            variables.stream().map(Variable::asOutput).toArray(Output<?>[]::new));
    List<Operand<TFloat32>> gradients = new ArrayList<>();
    for (Output<?> gradient : raw) {
      gradients.add(gradient.expect(TFloat32.class));
    }
    if (clipNorm.isPresent()) {
      gradients =
          GlobalNorm.clip(
              Ops.create(graph).withSubScope("clip"), gradients, clipNorm.getAsDouble());
    }
    List<GradientAndVariable> pairs = new ArrayList<>();
    List<Op> dependencies = new ArrayList<>(List.of(trainingLoss));
    for (int i = 0; i < variables.size(); i++) {
      pairs.add(new GradientAndVariable(gradients.get(i), variables.get(i)));
      dependencies.add(gradients.get(i));
    }
    return optimizer.apply(graph, pairs, learningRate, step, dependencies);
  }

  private static Placeholder<?> placeholder(Ops tf, String name, InputSpec spec) {
    Shape shape = Shape.of(Shape.UNKNOWN_SIZE).append(spec.shape());
    return tf.withName(name).placeholder(spec.type(), Placeholder.shape(shape));
  }
}
