package io.longtape.autodiff.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tensorflow.Graph;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.TensorFlow;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.OpDef;
import org.tensorflow.types.family.TType;

/**
 * Asks TensorFlow whether it has a gradient of a type of op, by building the op on placeholders.
 */
final class NativeGradients {

  private static final Map<String, OpDef> DEFINITIONS =
      TensorFlow.registeredOpList().getOpList().stream()
          .collect(Collectors.toMap(OpDef::getName, Function.identity()));

  private static final String NONE = "No gradient defined for op: ";

  private NativeGradients() {}

  static boolean isOp(String type) {
    return DEFINITIONS.containsKey(type);
  }

  /** Empty where the op cannot be built without knowing more about it. */
  static Optional<Boolean> has(String type) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      List<Output<?>> inputs = new ArrayList<>();
      Operation op;
      try {
        op = build(tf, DEFINITIONS.get(type), inputs);
      } catch (TensorFlowException | IllegalArgumentException e) {
        return Optional.empty();
      }
      List<Output<?>> outputs = new ArrayList<>();
      List<Output<?>> gradients = new ArrayList<>();
      for (int i = 0; i < op.numOutputs(); i++) {
        outputs.add(op.output(i));
        gradients.add(tf.zerosLike(op.<TType>output(i)).asOutput());
      }
      return Optional.of(has(graph, outputs, inputs, gradients));
    }
  }

  private static boolean has(
      Graph graph, List<Output<?>> outputs, List<Output<?>> inputs, List<Output<?>> gradients) {
    try {
      graph.addGradients("gradient", array(outputs), array(inputs), array(gradients));
      return true;
    } catch (TensorFlowException e) {
      // Another complaint comes from a gradient that was found.
      return !String.valueOf(e.getMessage()).startsWith(NONE);
    }
  }

  private static Operation build(Ops tf, OpDef definition, List<Output<?>> inputs) {
    OperationBuilder builder = tf.scope().opBuilder(definition.getName(), "op");
    Map<String, List<DataType>> types = new HashMap<>();
    Map<String, Integer> counts = new HashMap<>();
    for (OpDef.AttrDef attribute : definition.getAttrList()) {
      set(builder, attribute, types, counts);
    }
    for (OpDef.ArgDef input : definition.getInputArgList()) {
      boolean list = !input.getNumberAttr().isEmpty() || !input.getTypeListAttr().isEmpty();
      List<DataType> each =
          !input.getTypeListAttr().isEmpty()
              ? types.get(input.getTypeListAttr())
              : Collections.nCopies(
                  counts.getOrDefault(input.getNumberAttr(), 1),
                  input.getType() == DataType.DT_INVALID
                      ? types.get(input.getTypeAttr()).get(0)
                      : input.getType());
      List<Output<?>> placeholders = new ArrayList<>();
      each.forEach(type -> placeholders.add(placeholder(tf, type)));
      inputs.addAll(placeholders);
      if (list) {
        builder.addInputList(array(placeholders));
      } else {
        builder.addInput(placeholders.get(0));
      }
    }
    return builder.build();
  }

  private static void set(
      OperationBuilder builder,
      OpDef.AttrDef attribute,
      Map<String, List<DataType>> types,
      Map<String, Integer> counts) {
    String name = attribute.getName();
    switch (attribute.getType()) {
      case "type" -> {
        types.put(name, List.of(type(attribute)));
        builder.setAttr(name, type(attribute));
      }
      case "list(type)" -> {
        types.put(name, List.of(DataType.DT_FLOAT));
        builder.setAttr(name, new DataType[] {DataType.DT_FLOAT});
      }
      case "int" -> {
        int number =
            attribute.hasDefaultValue()
                ? Math.toIntExact(attribute.getDefaultValue().getI())
                : Math.max(2, Math.toIntExact(attribute.getMinimum()));
        counts.put(name, number);
        builder.setAttr(name, number);
      }
      case "list(int)" -> {
        if (!attribute.hasDefaultValue()) {
          builder.setAttr(name, new long[] {1, 1, 1, 1});
        }
      }
      case "string" -> {
        if (!attribute.hasDefaultValue()) {
          builder.setAttr(name, text(attribute));
        }
      }
      case "shape" -> {
        if (!attribute.hasDefaultValue()) {
          builder.setAttr(name, Shape.unknown());
        }
      }
      default -> {}
    }
  }

  /** The default, or else floating point where that is allowed. */
  private static DataType type(OpDef.AttrDef attribute) {
    if (attribute.hasDefaultValue()) {
      return attribute.getDefaultValue().getType();
    }
    List<DataType> allowed = attribute.getAllowedValues().getList().getTypeList();
    return Stream.of(DataType.DT_FLOAT, DataType.DT_INT32)
        .filter(type -> allowed.isEmpty() || allowed.contains(type))
        .findFirst()
        .orElseGet(() -> allowed.get(0));
  }

  private static String text(OpDef.AttrDef attribute) {
    if (attribute.getName().equals("equation")) {
      return "ij,jk->ik";
    }
    AttrValue.ListValue allowed = attribute.getAllowedValues().getList();
    return allowed.getSCount() > 0 ? allowed.getS(0).toStringUtf8() : "text";
  }

  private static Output<?> placeholder(Ops tf, DataType type) {
    return tf.scope()
        .opBuilder("Placeholder", "input")
        .setAttr("dtype", type)
        .setAttr("shape", Shape.unknown())
        .build()
        .output(0);
  }

  private static Output<?>[] array(List<Output<?>> outputs) {
    return outputs.toArray(Output<?>[]::new);
  }
}
