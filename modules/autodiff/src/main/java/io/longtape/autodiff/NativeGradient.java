package io.longtape.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;

/**
 * TensorFlow's C++ gradients. Each is asked for once: the op stands on placeholders in a graph of
 * its own, and the ops that {@link Graph#addGradients} adds there become a {@link Recipe}, which
 * can be followed in any environment.
 */
final class NativeGradient {

  private static final int CACHED = 2_048;

  private static final Map<Key, Recipe> RECIPES =
      Collections.synchronizedMap(
          new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, Recipe> eldest) {
              return size() > CACHED;
            }
          });

  /** All that a C++ gradient can depend on while it is being built. */
  private record Key(
      String type,
      Attributes attributes,
      List<DataType> inputTypes,
      List<Integer> groups,
      List<Boolean> needs) {}

  private NativeGradient() {}

  /** Adds the gradient of an op, whose output gradients are all there. */
  static List<Operand<?>> call(Ops tf, OpView op, List<Operand<?>> outputGradients) {
    return recipe(op).follow(tf, op, outputGradients);
  }

  /**
   * The recipe for an op.
   *
   * @throws MissingGradientException when TensorFlow has no gradient for it
   */
  private static Recipe recipe(OpView op) {
    List<DataType> types = new ArrayList<>();
    List<Boolean> needs = new ArrayList<>();
    for (int i = 0; i < op.numInputs(); i++) {
      types.add(Differentiable.typeOf(op.op().inputs()[i]));
      needs.add(op.needsGradient(i));
    }
    int[] groups = op.op().groups();
    List<Integer> lists = groups == null ? List.of() : Arrays.stream(groups).boxed().toList();
    Key key = new Key(op.type(), op.op().attributes(), types, lists, needs);
    Recipe recipe = RECIPES.get(key);
    if (recipe == null) {
      recipe = write(op.op(), needs);
      RECIPES.put(key, recipe);
    }
    return recipe;
  }

  private static Recipe write(TapeOp op, List<Boolean> needs) {
    int[] wanted = wanted(needs);
    return tryToWrite(op, wanted).orElseGet(() -> oneByOne(op, wanted));
  }

  private static int[] wanted(List<Boolean> needs) {
    List<Integer> wanted = new ArrayList<>();
    for (int i = 0; i < needs.size(); i++) {
      if (needs.get(i)) {
        wanted.add(i);
      }
    }
    return wanted.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Leaves out the inputs that the C++ gradient gives nothing for. */
  private static Recipe oneByOne(TapeOp op, int[] wanted) {
    int[] given =
        Arrays.stream(wanted)
            .filter(input -> tryToWrite(op, new int[] {input}).isPresent())
            .toArray();
    return given.length == 0
        ? Recipe.nothing(op.inputs().length)
        : tryToWrite(op, given).orElseThrow();
  }

  /** Empty where there is nothing for one of the wanted inputs. */
  private static Optional<Recipe> tryToWrite(TapeOp op, int[] wanted) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Output<?>[] inputs = new Output<?>[op.inputs().length];
      for (int i = 0; i < inputs.length; i++) {
        inputs[i] = placeholder(tf, Recipe.INPUT + i, Differentiable.typeOf(op.inputs()[i]));
      }
      OperationBuilder builder = graph.opBuilder(op.type(), Recipe.OP, tf.scope());
      op.addInputs(builder, inputs);
      op.attributes().applyTo(builder);
      Operation copy = builder.build();
      List<Output<?>> outputs = new ArrayList<>();
      List<Output<?>> gradients = new ArrayList<>();
      for (int i = 0; i < copy.numOutputs(); i++) {
        if (Differentiable.isNumber(copy.output(i))) {
          outputs.add(copy.output(i));
          gradients.add(placeholder(tf, Recipe.GRADIENT + i, copy.output(i).dataType()));
        }
      }
      Output<?>[] sources =
          Arrays.stream(wanted).mapToObj(i -> inputs[i]).toArray(Output<?>[]::new);
      Output<?>[] results =
          graph.addGradients(
              "gradient",
              outputs.toArray(Output<?>[]::new),
              sources,
              gradients.toArray(Output<?>[]::new));
      return Optional.of(Recipe.read(graph.toGraphDef(), inputs.length, wanted, results));
    } catch (IllegalStateException e) {
      // TensorFlow gave no op for one of the inputs, and no Output can be made of that.
      if (String.valueOf(e.getMessage()).startsWith("close() has been called on the Graph")) {
        return Optional.empty();
      }
      throw e;
    } catch (TensorFlowException e) {
      if (String.valueOf(e.getMessage()).startsWith("No gradient defined")) {
        throw new MissingGradientException(op.type());
      }
      throw e;
    }
  }

  private static Output<?> placeholder(Ops tf, String name, DataType type) {
    return tf.scope()
        .withName(name)
        .opBuilder("Placeholder", "Placeholder")
        .setAttr("dtype", type)
        .build()
        .output(0);
  }
}
