package io.longtape.autodiff;

import io.longtape.autodiff.internal.ConstantValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;

/**
 * All of a path that decides which ops walk it back: types, attributes, how values flow, their
 * types and ranks, and along which axes they broadcast. Not the sizes of axes, so that batches of
 * different size are of one structure, and not the values.
 */
final class Structure {

  private final Object[] objects;
  private final int[] numbers;
  private final int hash;

  private Structure(Object[] objects, int[] numbers) {
    this.objects = objects;
    this.numbers = numbers;
    hash = 31 * Arrays.hashCode(objects) + Arrays.hashCode(numbers);
  }

  /**
   * The structure of a path.
   *
   * @param path what would be walked
   * @param tapeSize the number of ids on the tape
   * @param seeds the gradients given for targets, null for ones
   * @param targets the targets
   */
  static Structure of(
      Path path, int tapeSize, List<? extends Operand<?>> seeds, List<Output<?>> targets) {
    Builder builder = new Builder(tapeSize);
    path.ops().forEach(op -> builder.op(op, path));
    for (int i = 0; i < seeds.size(); i++) {
      builder.number(builder.local(path.targets()[i]));
      builder.value(targets.get(i));
      Operand<?> seed = seeds.get(i);
      if (seed == null) {
        builder.number(-1);
      } else {
        builder.value(seed.asOutput());
      }
    }
    for (int source : path.sources()) {
      builder.number(builder.local(source));
    }
    return new Structure(builder.objects.toArray(), Arrays.copyOf(builder.numbers, builder.size));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Structure that
        && hash == that.hash
        && Arrays.equals(numbers, that.numbers)
        && Arrays.equals(objects, that.objects);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  private static final class Builder {

    private final List<Object> objects = new ArrayList<>();
    private int[] numbers = new int[1_024];
    private int size;

    /** The order in which values are first met, from 1; their own ids differ from tape to tape. */
    private final int[] order;

    private int met;

    Builder(int tapeSize) {
      order = new int[tapeSize];
      objects.add(GradientRegistry.version());
    }

    void number(int value) {
      if (size == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * size);
      }
      numbers[size++] = value;
    }

    int local(int id) {
      if (id == TapeOp.OFF_TAPE) {
        return 0;
      }
      if (order[id] == 0) {
        order[id] = ++met;
      }
      return order[id];
    }

    void op(TapeOp op, Path path) {
      objects.add(op.custom() == null ? op.type() : op.custom());
      objects.add(op.attributes());
      number(op.inputs().length);
      for (int i = 0; i < op.inputs().length; i++) {
        int id = op.inputIds()[i];
        number(path.leadsToSource(id) ? local(id) : 0);
        value(op.inputs()[i]);
      }
      if (op.groups() != null) {
        for (int group : op.groups()) {
          number(group);
        }
      }
      number(op.numOutputs());
      for (int i = 0; i < op.numOutputs(); i++) {
        number(local(op.firstOutputId() + i));
        value(op.operation().output(i));
      }
      number(op.saved().length);
      for (Output<?> saved : op.saved()) {
        value(saved);
      }
      int constant = GradientRegistry.constantInput(op.type());
      if (constant >= 0) {
        objects.add(ConstantValue.ofScalar(op.inputs()[constant]));
      }
      if (op.inputs().length > 1 && GradientRegistry.usesShapes(op.type())) {
        broadcast(op);
      }
    }

    private void value(Output<?> value) {
      number(value.dataType().getNumber());
      number(EagerHandles.rank(value));
    }

    private void broadcast(TapeOp op) {
      Shape[] shapes = Arrays.stream(op.inputs()).map(EagerHandles::shape).toArray(Shape[]::new);
      for (int i = 0; i < shapes.length; i++) {
        Optional<Broadcast> broadcast = Broadcast.of(shapes, i);
        number(broadcast.map(Broadcast::leading).orElse(-1));
        int mask = 0;
        for (int axis : broadcast.map(Broadcast::ones).orElse(new int[0])) {
          mask |= 1 << axis;
        }
        number(mask);
      }
    }
  }
}
