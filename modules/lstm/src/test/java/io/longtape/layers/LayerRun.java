package io.longtape.layers;

import static org.assertj.core.api.Assertions.assertThat;

import io.longtape.weights.WeightSpec;
import io.longtape.weights.WeightValues;
import io.longtape.weights.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.tensorflow.EagerSession;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/** One layer on small inputs and weights, eagerly and in a graph that knows no batch size. */
final class LayerRun {

  /** What a layer gave: numbers and mask row by row. */
  @SuppressWarnings("ArrayRecordComponent") // is only read
  record Output(Shape shape, float[] values, Optional<boolean[]> mask) {}

  private record Fed(TType tensor, Optional<TBool> mask) {}

  private final Layer layer;
  private final Map<String, WeightValues.Value> weights = new LinkedHashMap<>();
  private final List<Fed> inputs = new ArrayList<>();

  private LayerRun(Layer layer) {
    this.layer = layer;
  }

  static LayerRun of(Layer layer) {
    return new LayerRun(layer);
  }

  LayerRun weight(String path, Shape shape, float... numbers) {
    weights.put(path, new WeightValues.Value(shape, numbers));
    return this;
  }

  LayerRun reads(float[][] rows) {
    return reads(TFloat32.tensorOf(StdArrays.ndCopyOf(rows)));
  }

  LayerRun reads(float[][][] steps) {
    return reads(TFloat32.tensorOf(StdArrays.ndCopyOf(steps)));
  }

  LayerRun reads(int[][] ids) {
    return reads(TInt32.tensorOf(StdArrays.ndCopyOf(ids)));
  }

  LayerRun reads(TType tensor) {
    inputs.add(new Fed(tensor, Optional.empty()));
    return this;
  }

  /** Gives the last input a mask. */
  LayerRun masked(boolean[][] mask) {
    Fed last = inputs.remove(inputs.size() - 1);
    TBool tensor = TBool.tensorOf(StdArrays.ndCopyOf(mask));
    inputs.add(new Fed(last.tensor(), Optional.of(tensor)));
    return this;
  }

  /** The same shape, numbers and no mask from both ways to run. */
  void gives(Shape shape, float... values) {
    gives(Optional.empty(), shape, values);
  }

  void givesMasked(boolean[] mask, Shape shape, float... values) {
    gives(Optional.of(mask), shape, values);
  }

  private void gives(Optional<boolean[]> mask, Shape shape, float... values) {
    for (Output output : List.of(eagerly(), inAGraph())) {
      assertThat(output.shape()).isEqualTo(shape);
      assertThat(output.values()).containsExactly(values, Offset.offset(1e-6f));
      assertThat(output.mask().isPresent()).isEqualTo(mask.isPresent());
      mask.ifPresent(steps -> assertThat(output.mask().orElseThrow()).containsExactly(steps));
    }
  }

  /** The shape that a graph makes of others, some sizes of which it does not know. */
  String shapeOf(Shape... shapes) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      List<MaskedTensor> read = new ArrayList<>();
      for (Shape shape : shapes) {
        read.add(MaskedTensor.of(tf.placeholder(TFloat32.class, Placeholder.shape(shape))));
      }
      return call(Pass.inference(tf, new Fixed(tf)), read).tensor().shape().toString();
    }
  }

  Output eagerly() {
    try (EagerSession session = EagerSession.create()) {
      Ops tf = Ops.create(session);
      return eagerly(tf, Pass.inference(tf, new Fixed(tf)));
    }
  }

  /** One step of training, eagerly. */
  Output training(long step, long seed) {
    try (EagerSession session = EagerSession.create()) {
      Ops tf = Ops.create(session);
      return eagerly(tf, Pass.training(tf, new Fixed(tf), tf.constant(step), seed));
    }
  }

  private Output eagerly(Ops tf, Pass pass) {
    MaskedTensor gave =
        call(
            pass,
            inputs.stream()
                .map(
                    fed ->
                        new MaskedTensor(
                            tf.constantOf(fed.tensor()), fed.mask().map(tf::constantOf)))
                .toList());
    return output(gave.tensor().asTensor(), gave.mask().map(Operand::asTensor));
  }

  Output inAGraph() {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Session.Runner runner = session.runner();
      List<MaskedTensor> read = new ArrayList<>();
      for (Fed fed : inputs) {
        Optional<Operand<TBool>> mask = Optional.empty();
        if (fed.mask().isPresent()) {
          mask = Optional.of(placeholder(tf, runner, fed.mask().get()));
        }
        read.add(new MaskedTensor(placeholder(tf, runner, fed.tensor()), mask));
      }
      MaskedTensor gave = call(Pass.inference(tf, new Fixed(tf)), read);
      runner.fetch(gave.tensor());
      gave.mask().ifPresent(runner::fetch);
      try (var result = runner.run()) {
        return output(result.get(0), gave.mask().map(mask -> (TBool) result.get(1)));
      }
    }
  }

  private static <T extends TType> Operand<T> placeholder(Ops tf, Session.Runner runner, T tensor) {
    Shape anyBatch = Shape.of(Shape.UNKNOWN_SIZE).append(tensor.shape().tail());
    @SuppressWarnings("unchecked") // a tensor's own type
    Class<T> type = (Class<T>) tensor.type();
    Placeholder<T> placeholder = tf.placeholder(type, Placeholder.shape(anyBatch));
    runner.feed(placeholder, tensor);
    return tf.identity(placeholder);
  }

  private MaskedTensor call(Pass pass, List<MaskedTensor> read) {
    return layer.call(pass.in(layer.name().orElse(layer.kind())), read).get(0);
  }

  private static Output output(Tensor tensor, Optional<? extends Tensor> mask) {
    WeightValues.Value value = WeightValues.Value.of((TFloat32) tensor);
    return new Output(value.shape(), value.data(), mask.map(steps -> flat((TBool) steps)));
  }

  private static boolean[] flat(TBool mask) {
    List<Boolean> all = new ArrayList<>();
    mask.scalars().forEach(step -> all.add(step.getBoolean()));
    boolean[] flat = new boolean[all.size()];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = all.get(i);
    }
    return flat;
  }

  /** The given weights, and no others. */
  private final class Fixed implements Weights {

    private final Ops tf;

    private Fixed(Ops tf) {
      this.tf = tf;
    }

    @Override
    public Operand<TFloat32> read(Ops ops, WeightSpec spec) {
      assertThat(weights).containsKey(spec.path());
      WeightValues.Value value = weights.get(spec.path());
      value.requireShape(spec.path(), spec.shape());
      try (TFloat32 tensor = value.toTensor()) {
        return tf.constantOf(tensor);
      }
    }

    @Override
    public Operand<TFloat32> gather(Ops ops, WeightSpec spec, Operand<? extends TNumber> indices) {
      return tf.gather(read(ops, spec), indices, tf.constant(0));
    }

    @Override
    public Op assign(Ops ops, WeightSpec spec, Operand<TFloat32> value) {
      throw new AssertionError("a layer without state writes " + spec.path());
    }
  }
}
