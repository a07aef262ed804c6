package io.longtape.autodiff;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/** A program of TensorFlow ops that Python wrote down, to be run again. */
record GradientProgram(JsonNode nodes, Class<? extends TNumber> type) {

  /** Runs the ops and gives the values of references such as {@code "x"} or {@code [3, 0]}. */
  List<Operand<?>> run(Ops tf, Map<String, Operand<?>> inputs, JsonNode references) {
    List<List<Operand<?>>> values = new ArrayList<>();
    for (JsonNode node : nodes) {
      if (node.has("constant")) {
        values.add(List.of(constant(tf, node.get("constant"), type)));
      } else if (node.has("call")) {
        List<Operand<?>> arguments = all(node.get("inputs"), inputs, values);
        values.add(List.of(FrameworkFunctions.call(node.get("call").asText(), tf, arguments)));
      } else {
        values.add(op(tf, node, inputs, values));
      }
    }
    return all(references, inputs, values);
  }

  private List<Operand<?>> op(
      Ops tf, JsonNode node, Map<String, Operand<?>> inputs, List<List<Operand<?>>> values) {
    String opType = node.get("op").asText();
    OperationBuilder builder = tf.scope().opBuilder(opType, opType);
    for (JsonNode input : node.get("inputs")) {
      boolean list = input.isArray() && !input.get(0).isInt();
      if (list) {
        builder.addInputList(
            all(input, inputs, values).stream().map(Operand::asOutput).toArray(Output<?>[]::new));
      } else {
        builder.addInput(value(input, inputs, values).asOutput());
      }
    }
    for (Map.Entry<String, JsonNode> attribute : node.get("attributes").properties()) {
      JsonNode kindAndValue = attribute.getValue();
      set(builder, attribute.getKey(), kindAndValue.get(0).asText(), kindAndValue.get(1));
    }
    Operation op = builder.build();
    List<Operand<?>> outputs = new ArrayList<>();
    for (int i = 0; i < op.numOutputs(); i++) {
      outputs.add(op.output(i));
    }
    return outputs;
  }

  private void set(OperationBuilder builder, String name, String kind, JsonNode value) {
    switch (kind) {
      case "bool" -> builder.setAttr(name, value.asBoolean());
      case "int" -> builder.setAttr(name, value.asLong());
      case "float" -> builder.setAttr(name, (float) value.asDouble());
      case "string" -> builder.setAttr(name, value.asText());
      case "list(int)" -> builder.setAttr(name, longs(value));
      case "shape" -> builder.setAttr(name, Shape.of(longs(value)));
      case "type" -> builder.setAttr(name, dataType(value.asText()));
      default -> throw new IllegalArgumentException("attribute of kind " + kind);
    }
  }

  private DataType dataType(String name) {
    return switch (name) {
      case "int32" -> DataType.DT_INT32;
      case "int64" -> DataType.DT_INT64;
      default -> type == TFloat32.class ? DataType.DT_FLOAT : DataType.DT_DOUBLE;
    };
  }

  /** Unknown sizes are null in Python and -1 here. */
  private static long[] longs(JsonNode array) {
    long[] numbers = new long[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = array.get(i).isNull() ? Shape.UNKNOWN_SIZE : array.get(i).asLong();
    }
    return numbers;
  }

  private static List<Operand<?>> all(
      JsonNode references, Map<String, Operand<?>> inputs, List<List<Operand<?>>> values) {
    List<Operand<?>> found = new ArrayList<>();
    for (JsonNode reference : references) {
      found.add(value(reference, inputs, values));
    }
    return found;
  }

  private static Operand<?> value(
      JsonNode reference, Map<String, Operand<?>> inputs, List<List<Operand<?>>> values) {
    return reference.isTextual()
        ? inputs.get(reference.asText())
        : values.get(reference.get(0).asInt()).get(reference.get(1).asInt());
  }

  /** The inputs of a case as constants. */
  static Map<String, Operand<?>> inputs(Ops tf, JsonNode arrays, Class<? extends TNumber> type) {
    Map<String, Operand<?>> inputs = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> array : arrays.properties()) {
      inputs.put(array.getKey(), constant(tf, array.getValue(), type));
    }
    return inputs;
  }

  /** An array of the JSON as a constant; of floating-point type it is what the case runs in. */
  static Operand<?> constant(Ops tf, JsonNode array, Class<? extends TNumber> type) {
    Shape shape = Shape.of(longs(array.get("shape")));
    JsonNode values = array.get("values");
    TType tensor =
        switch (array.get("type").asText()) {
          case "int32" -> TInt32.tensorOf(shape, DataBuffers.of(ints(values), true, false));
          case "int64" -> TInt64.tensorOf(shape, DataBuffers.of(longs(values), true, false));
          case "bool" -> {
            boolean[] flags = new boolean[values.size()];
            for (int i = 0; i < flags.length; i++) {
              flags[i] = values.get(i).asBoolean();
            }
            yield TBool.tensorOf(shape, DataBuffers.of(flags, true, false));
          }
          default ->
              type == TFloat32.class
                  ? TFloat32.tensorOf(shape, DataBuffers.of(floats(values), true, false))
                  : TFloat64.tensorOf(shape, DataBuffers.of(doubles(values), true, false));
        };
    try (tensor) {
      return tf.constantOf(tensor);
    }
  }

  private static int[] ints(JsonNode array) {
    int[] numbers = new int[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = array.get(i).asInt();
    }
    return numbers;
  }

  private static float[] floats(JsonNode array) {
    float[] numbers = new float[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) array.get(i).asDouble();
    }
    return numbers;
  }

  /** The numbers of a JSON array. */
  static double[] doubles(JsonNode array) {
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = array.get(i).asDouble();
    }
    return numbers;
  }
}
