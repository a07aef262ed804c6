package io.longtape.keras.fuzz;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Changes a protocol buffer into another well-formed one. */
final class ProtoMutator {

  private static final long[] NUMBERS = {
    -1, 0, 1, 2, 7, 1 << 20, Integer.MAX_VALUE, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE
  };

  private final Random random;
  private final List<String> strings = new ArrayList<>();
  private final List<Message> messages = new ArrayList<>();
  private final Set<Integer> targets = new HashSet<>();
  private int count;

  ProtoMutator(Random random) {
    this.random = random;
  }

  /** Changes one to three values or messages, chosen among all. */
  Message mutate(Message message) {
    collect(message);
    int values = count;
    for (int i = random.nextInt(3); i >= 0; i--) {
      targets.add(random.nextInt(values));
    }
    count = 0;
    return rewrite(message);
  }

  private void collect(Message message) {
    messages.add(message);
    message
        .getAllFields()
        .forEach(
            (field, value) -> {
              for (Object each : field.isRepeated() ? (List<?>) value : List.of(value)) {
                count++;
                if (each instanceof Message inner) {
                  collect(inner);
                } else if (each instanceof String string) {
                  strings.add(string);
                }
              }
            });
  }

  private Message rewrite(Message message) {
    Message.Builder builder = message.toBuilder();
    for (Map.Entry<FieldDescriptor, Object> entry : message.getAllFields().entrySet()) {
      FieldDescriptor field = entry.getKey();
      if (field.isRepeated()) {
        builder.clearField(field);
        for (Object each : (List<?>) entry.getValue()) {
          rewrite(field, each).forEach(changed -> builder.addRepeatedField(field, changed));
        }
      } else {
        List<Object> changed = rewrite(field, entry.getValue());
        builder.clearField(field);
        if (!changed.isEmpty()) {
          builder.setField(field, changed.get(0));
        }
      }
    }
    return builder.build();
  }

  /** What stands in place of a value: nothing, one, or, where it is repeated, several. */
  private List<Object> rewrite(FieldDescriptor field, Object value) {
    if (!targets.contains(count++)) {
      return List.of(value instanceof Message message ? rewrite(message) : value);
    }
    if (value instanceof Message message) {
      skip(message);
      List<Message> others =
          messages.stream()
              .filter(other -> other.getDescriptorForType() == message.getDescriptorForType())
              .toList();
      return switch (random.nextInt(3)) {
        case 0 -> List.of();
        case 1 -> List.of(message, message);
        default -> List.of(others.get(random.nextInt(others.size())));
      };
    }
    return List.of(other(field, value));
  }

  /** Counts what is in a message that is not rewritten. */
  private void skip(Message message) {
    message
        .getAllFields()
        .forEach(
            (field, value) -> {
              for (Object each : field.isRepeated() ? (List<?>) value : List.of(value)) {
                count++;
                if (each instanceof Message inner) {
                  skip(inner);
                }
              }
            });
  }

  private Object other(FieldDescriptor field, Object value) {
    long number = NUMBERS[random.nextInt(NUMBERS.length)];
    return switch (field.getJavaType()) {
      case INT -> (int) number;
      case LONG -> number;
      case FLOAT -> (float) number;
      case DOUBLE -> (double) number;
      case BOOLEAN -> !(Boolean) value;
      case STRING -> random.nextInt(8) == 0 ? "" : strings.get(random.nextInt(strings.size()));
      case BYTE_STRING ->
          ByteString.copyFrom(new ByteMutator(random).mutate(((ByteString) value).toByteArray()));
      case ENUM -> {
        List<EnumValueDescriptor> values = field.getEnumType().getValues();
        yield values.get(random.nextInt(values.size()));
      }
      case MESSAGE -> value;
    };
  }
}
