package io.longtape;

import io.longtape.autodiff.EagerScope;
import io.longtape.autodiff.GradientTape;
import io.longtape.weights.WeightValues;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.EagerSession;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Ops and gradients of some numbers, to be run eagerly and in a graph. */
@FunctionalInterface
public interface TapeProgram {

  List<Operand<TFloat32>> call(GradientTape tape, List<Operand<TFloat32>> inputs);

  /** Runs it in an eager session. */
  default List<WeightValues.Value> eagerly(List<WeightValues.Value> inputs) {
    try (EagerSession session = EagerSession.create();
        EagerScope scope = EagerScope.of(session);
        GradientTape tape = GradientTape.of(scope)) {
      List<Operand<TFloat32>> fed = new ArrayList<>();
      for (WeightValues.Value input : inputs) {
        try (TFloat32 tensor = Golden.tensor(input)) {
          fed.add(scope.feed(tensor));
        }
      }
      return call(tape, fed).stream().map(output -> value(output.asTensor())).toList();
    }
  }

  /** Runs it in a graph where the sizes of the first axes are free. */
  default List<WeightValues.Value> inGraph(List<WeightValues.Value> inputs, int freeAxes) {
    try (Graph graph = new Graph();
        GradientTape tape = GradientTape.of(graph)) {
      Ops tf = tape.ops();
      List<Operand<TFloat32>> placeholders = new ArrayList<>();
      for (WeightValues.Value input : inputs) {
        placeholders.add(
            tf.placeholder(TFloat32.class, Placeholder.shape(free(input.shape(), freeAxes))));
      }
      List<Operand<TFloat32>> outputs = call(tape, placeholders);
      List<Tensor> fed = new ArrayList<>();
      try (Session session = new Session(graph)) {
        Session.Runner runner = session.runner();
        for (int i = 0; i < inputs.size(); i++) {
          fed.add(Golden.tensor(inputs.get(i)));
          runner.feed(placeholders.get(i), fed.get(i));
        }
        outputs.forEach(runner::fetch);
        try (Result result = runner.run()) {
          return outputs.stream()
              .map(output -> value(result.get(outputs.indexOf(output))))
              .toList();
        }
      } finally {
        fed.forEach(Tensor::close);
      }
    }
  }

  private static Shape free(Shape shape, int axes) {
    long[] sizes = shape.asArray();
    for (int i = 0; i < Math.min(axes, sizes.length); i++) {
      sizes[i] = Shape.UNKNOWN_SIZE;
    }
    return Shape.of(sizes);
  }

  private static WeightValues.Value value(Tensor tensor) {
    TFloat32 floats = (TFloat32) tensor;
    float[] data = new float[Math.toIntExact(floats.size())];
    floats.copyTo(DataBuffers.of(data, false, false));
    return new WeightValues.Value(floats.shape(), data);
  }
}
