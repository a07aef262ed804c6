package io.longtape.models;

import io.longtape.autodiff.EagerScope;
import io.longtape.autodiff.ResourceVariable;
import io.longtape.datasets.Batch;
import io.longtape.layers.MaskedTensor;
import io.longtape.weights.ResourceWeights;
import io.longtape.weights.WeightValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.tensorflow.EagerSession;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/** Runs each op as it is made, under a gradient tape, and frees what a step made at its end. */
final class EagerRunner implements Runner {

  private final EagerSession session;
  private final Program program;
  private final ResourceWeights weights;
  private final SlotVariables slots;

  EagerRunner(Program program) {
    this.program = program;
    EagerSession opened = EagerSession.create();
    try (EagerScope scope = EagerScope.of(opened)) {
      weights = program.weights(scope);
      slots = program.slots(scope, weights);
    } catch (RuntimeException | Error e) {
      opened.close();
      throw e;
    }
    session = opened;
  }

  @Override
  public List<float[]> train(Batch batch, double learningRate, long step) {
    try (TFloat32 rate = TFloat32.scalarOf((float) learningRate);
        TInt64 number = TInt64.scalarOf(step)) {
      return numbers(
          batch,
          (scope, feeds) ->
              program.train(
                  scope,
                  weights,
                  slots,
                  new Feeds(
                      feeds.inputs(),
                      feeds.targets(),
                      feeds.sampleWeights(),
                      scope.feed(rate),
                      scope.feed(number))));
    }
  }

  @Override
  public List<float[]> test(Batch batch) {
    return numbers(batch, (scope, feeds) -> program.test(scope, weights, feeds));
  }

  @Override
  public List<NdArray<?>> predict(Batch batch) {
    try (EagerScope scope = EagerScope.of(session)) {
      List<NdArray<?>> outputs = new ArrayList<>();
      for (Operand<?> output : program.predict(scope, weights, feeds(scope, batch)).fetches()) {
        outputs.add(HeapArrays.copyOf((TType) output.asTensor()));
      }
      return outputs;
    }
  }

  @Override
  public Map<String, ResourceVariable<TFloat32>> weights() {
    return weights.variables();
  }

  @Override
  public Map<String, ResourceVariable<TFloat32>> slots() {
    return slots.variables();
  }

  @Override
  public void close() {
    weights.close();
    slots.close();
    session.close();
  }

  private List<float[]> numbers(Batch batch, BiFunction<EagerScope, Feeds, StepOps> step) {
    try (EagerScope scope = EagerScope.of(session)) {
      List<float[]> numbers = new ArrayList<>();
      for (Operand<?> fetch : step.apply(scope, feeds(scope, batch)).fetches()) {
        numbers.add(HeapArrays.floats((TFloat32) fetch.asTensor()));
      }
      return numbers;
    }
  }

  private Feeds feeds(EagerScope scope, Batch batch) {
    Map<String, MaskedTensor> inputs = new LinkedHashMap<>();
    batch
        .inputs()
        .forEach((name, tensor) -> inputs.put(name, MaskedTensor.of(feed(scope, tensor))));
    Map<String, Operand<? extends TNumber>> targets = new LinkedHashMap<>();
    batch
        .targets()
        .forEach((name, tensor) -> targets.put(name, scope.feed((TType & TNumber) tensor)));
    Map<String, Operand<TFloat32>> sampleWeights = new LinkedHashMap<>();
    batch.sampleWeights().forEach((name, tensor) -> sampleWeights.put(name, scope.feed(tensor)));
    return new Feeds(inputs, targets, sampleWeights, null, null);
  }

  private static Operand<?> feed(EagerScope scope, TType tensor) {
    return tensor instanceof TString strings ? scope.ops().constantOf(strings) : scope.feed(tensor);
  }

  @Override
  public WeightValues read(Map<String, ResourceVariable<TFloat32>> variables) {
    Map<String, WeightValues.Value> values = new LinkedHashMap<>();
    try (EagerScope scope = EagerScope.of(session)) {
      variables.forEach(
          (name, variable) ->
              values.put(name, WeightValues.Value.of(variable.read(scope.ops()).asTensor())));
    }
    return new WeightValues(values);
  }

  @Override
  public void write(Map<String, ResourceVariable<TFloat32>> variables, WeightValues values) {
    try (EagerScope scope = EagerScope.of(session)) {
      for (String name : values.names()) {
        ResourceVariable<TFloat32> variable = variables.get(name);
        try (TFloat32 tensor = values.get(name).toTensor()) {
          variable.assign(scope.ops(), scope.feed(tensor));
        }
      }
    }
  }
}
