package io.longtape.autodiff;

import java.util.Arrays;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorShapeProto;

/**
 * The attributes of one op, in the order in which they were set; what was not set has its default.
 */
final class Attributes {

  static final Attributes NONE = new Attributes();

  /** Names and values in turn. */
  private Object[] pairs = {};

  private int length;
  private int hash;

  void add(String name, Object value) {
    if (length == pairs.length) {
      pairs = Arrays.copyOf(pairs, length == 0 ? 4 : 2 * length);
    }
    pairs[length++] = name;
    pairs[length++] = value instanceof AttrValue proto ? plain(proto) : value;
  }

  /** The value inside a protocol buffer, where the buffer holds one of the simple kinds. */
  private static Object plain(AttrValue proto) {
    return switch (proto.getValueCase()) {
      case S -> proto.getS().toByteArray();
      case I -> proto.getI();
      case F -> proto.getF();
      case B -> proto.getB();
      case TYPE -> proto.getType();
      case SHAPE -> {
        TensorShapeProto shape = proto.getShape();
        yield shape.getUnknownRank()
            ? Shape.unknown()
            : Shape.of(
                shape.getDimList().stream().mapToLong(TensorShapeProto.Dim::getSize).toArray());
      }
      case LIST ->
          proto.getList().getICount() > 0
              ? proto.getList().getIList().stream().mapToLong(Long::longValue).toArray()
              : proto;
      default -> proto;
    };
  }

  /** The value of an attribute, or null where it was not set. */
  Object get(String name) {
    for (int i = 0; i < length; i += 2) {
      if (pairs[i].equals(name)) {
        return pairs[i + 1];
      }
    }
    return null;
  }

  /** Sets the same attributes on another op. */
  void applyTo(OperationBuilder builder) {
    for (int i = 0; i < length; i += 2) {
      apply(builder, (String) pairs[i], pairs[i + 1]);
    }
  }

  private static void apply(OperationBuilder builder, String name, Object value) {
    if (value instanceof DataType type) {
      builder.setAttr(name, type);
    } else if (value instanceof Long number) {
      builder.setAttr(name, (long) number);
    } else if (value instanceof Boolean flag) {
      builder.setAttr(name, (boolean) flag);
    } else if (value instanceof Float number) {
      builder.setAttr(name, (float) number);
    } else if (value instanceof String text) {
      builder.setAttr(name, text);
    } else if (value instanceof byte[] bytes) {
      builder.setAttr(name, bytes);
    } else if (value instanceof Shape shape) {
      builder.setAttr(name, shape);
    } else if (value instanceof long[] numbers) {
      builder.setAttr(name, numbers);
    } else if (value instanceof float[] numbers) {
      builder.setAttr(name, numbers);
    } else if (value instanceof boolean[] flags) {
      builder.setAttr(name, flags);
    } else if (value instanceof String[] texts) {
      builder.setAttr(name, texts);
    } else if (value instanceof DataType[] types) {
      builder.setAttr(name, types);
    } else if (value instanceof Shape[] shapes) {
      builder.setAttr(name, shapes);
    } else if (value instanceof Tensor tensor) {
      builder.setAttr(name, tensor);
    } else if (value instanceof Tensor[] tensors) {
      builder.setAttr(name, tensors);
    } else if (value instanceof ConcreteFunction function) {
      builder.setAttr(name, function);
    } else if (value instanceof ConcreteFunction[] functions) {
      builder.setAttr(name, functions);
    } else {
      builder.setAttr(name, (AttrValue) value);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Attributes that
        && Arrays.deepEquals(Arrays.copyOf(pairs, length), Arrays.copyOf(that.pairs, that.length));
  }

  @Override
  public int hashCode() {
    if (hash == 0) {
      hash = Arrays.deepHashCode(Arrays.copyOf(pairs, length));
    }
    return hash;
  }
}
