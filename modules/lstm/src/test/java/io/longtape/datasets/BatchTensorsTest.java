package io.longtape.datasets;

import static io.longtape.datasets.Read.TIME;
import static io.longtape.datasets.Read.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.layers.InputSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

class BatchTensorsTest {

  @Test
  void valuesAreCastToTheTypesOfTheSpec() {
    Map<String, List<Object>> expected =
        Map.of(
            "f", List.of(0f, 1f),
            "d", List.of(0.0, 1.0),
            "i", List.of(0, 1),
            "l", List.of(0L, 1L),
            "b", List.of(false, true));
    BatchSpec spec =
        BatchSpec.of(
            Map.of(
                "f", spec(TFloat32.class),
                "d", spec(TFloat64.class),
                "i", spec(TInt32.class),
                "l", spec(TInt64.class),
                "b", spec(TBool.class)));
    int[] ints = {0, 1};
    ArrayExamples examples =
        ArrayExamples.ofInput("f", ints)
            .with(Slot.input("d"), ints)
            .with(Slot.input("i"), ints)
            .with(Slot.input("l"), ints)
            .with(Slot.input("b"), ints);
    try (Batch batch = Batch.of(examples, spec)) {
      expected.forEach(
          (name, values) ->
              assertThat(Read.values(batch.inputs().get(name))).as(name).isEqualTo(values));
      assertThat(batch.inputs()).hasSize(5);
    }
  }

  @Test
  void stringsBecomeStringTensors() {
    try (Batch batch =
        Batch.of(
            ArrayExamples.of(new String[] {"Wien", "Zürich"}),
            BatchSpec.of(Map.of("text", spec(TString.class))))) {
      assertThat(Read.values(batch.inputs().get("text"))).containsExactly("Wien", "Zürich");
      assertThat(batch.inputs().get("text").shape()).isEqualTo(Shape.of(2));
    }
  }

  @Test
  void aLastSizeOfOneMayBeThereOrNot() {
    ArrayExamples examples =
        ArrayExamples.ofInput("a", new float[][] {{1, 2, 3}})
            .with(Slot.input("b"), new float[][][] {{{4}, {5}}})
            .with(Slot.target("y"), new float[] {6});
    BatchSpec spec =
        BatchSpec.of(
            Map.of("a", spec(TFloat32.class, TIME, 1), "b", spec(TFloat32.class, 2)),
            Map.of("y", spec(TFloat32.class, 1)));
    try (Batch batch = Batch.of(examples, spec)) {
      assertThat(batch.inputs().get("a").shape()).isEqualTo(Shape.of(1, 3, 1));
      assertThat(batch.inputs().get("b").shape()).isEqualTo(Shape.of(1, 2));
      assertThat(batch.targets().get("y").shape()).isEqualTo(Shape.of(1, 1));
    }
  }

  @Test
  void soleInputsAndTargetsNeedNoName() {
    ArrayExamples examples =
        ArrayExamples.of(new float[] {1, 2}, new float[] {3, 4})
            .with(Slot.SAMPLE_WEIGHT, new double[] {0.5, 2});
    BatchSpec spec =
        BatchSpec.of(Map.of("x", spec(TFloat32.class)), Map.of("dense_1", spec(TFloat32.class)));
    try (Batch batch = Batch.of(examples, spec)) {
      assertThat(batch.size()).isEqualTo(2);
      assertThat(Read.values(batch.inputs().get("x"))).containsExactly(1f, 2f);
      assertThat(Read.values(batch.targets().get("dense_1"))).containsExactly(3f, 4f);
      assertThat(Read.values(batch.sampleWeights().get("dense_1"))).containsExactly(0.5f, 2f);
    }
  }

  @Test
  void severalTargetsHaveTheirOwnWeights() {
    float[] one = {1};
    ArrayExamples examples =
        ArrayExamples.of(one)
            .with(Slot.target("a"), one)
            .with(Slot.target("b"), new float[][] {{1, 2}})
            .with(Slot.sampleWeight("b"), new float[][] {{3, 4}});
    Map<String, InputSpec> targets = new LinkedHashMap<>();
    targets.put("a", spec(TFloat32.class));
    targets.put("b", spec(TFloat32.class, 2, 1));
    BatchSpec spec = BatchSpec.of(Map.of("x", spec(TFloat32.class)), targets);
    try (Batch batch = Batch.of(examples, spec)) {
      assertThat(batch.sampleWeights()).containsOnlyKeys("b");
      assertThat(batch.sampleWeights().get("b").shape()).isEqualTo(Shape.of(1, 2));
      assertThat(Read.values(batch.sampleWeights().get("b"))).containsExactly(3f, 4f);
    }
    assertThatThrownBy(() -> Batch.of(examples.with(Slot.sampleWeight("c"), one), spec))
        .hasMessage(
            "the data has sample weight of 'c', but the network's targets are target 'a', target"
                + " 'b'");
  }

  @Test
  void weightsThatAreNotFiniteAreRefused() {
    float[] two = {1, 2};
    ArrayExamples examples =
        ArrayExamples.of(two, two).with(Slot.SAMPLE_WEIGHT, new float[] {1, Float.NaN});
    BatchSpec spec =
        BatchSpec.of(Map.of("x", spec(TFloat32.class)), Map.of("y", spec(TFloat32.class)));
    assertThatThrownBy(() -> Batch.of(examples, spec))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("example 1, sample weight of 'y', position 0: NaN is not a finite number");
  }

  @Test
  void targetsAreLeftOutOfPrediction() {
    ArrayExamples examples = ArrayExamples.of(new float[] {1}, new float[] {2});
    try (Batch batch = Batch.of(examples, Read.scalars())) {
      assertThat(batch.targets()).isEmpty();
      assertThat(batch.sampleWeights()).isEmpty();
    }
  }

  @Test
  void aMissingTensorIsNamedBesideThoseThereAre() {
    ArrayExamples examples =
        ArrayExamples.ofInput("lable", new float[1]).with(Slot.input("b"), new float[1]);
    assertThatThrownBy(() -> examples.batches(Read.scalars(), Batching.of(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the network wants input 'x', but the data has input 'lable', input 'b'");
    BatchSpec withTarget =
        BatchSpec.of(Map.of("b", spec(TFloat32.class)), Map.of("y", spec(TFloat32.class)));
    assertThatThrownBy(() -> examples.batches(withTarget, Batching.of(1)))
        .hasMessageStartingWith("the network wants target 'y', but the data has input 'lable'");
  }

  @Test
  void aWrongShapeNamesTheExampleAndBothShapes() {
    float[][][] x = new float[18][28][3];
    x[17] = new float[4][3];
    assertThatThrownBy(
            () ->
                Batch.of(
                    ArrayExamples.of(x), BatchSpec.of(Map.of("x", spec(TFloat32.class, 28, 3)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("example 17, input 'x': 4 x 3 = 12 numbers found, 28 x 3 = 84 expected");
    assertThatThrownBy(
            () ->
                Batch.of(
                    ArrayExamples.of(x), BatchSpec.of(Map.of("x", spec(TFloat32.class, TIME, 4)))))
        .hasMessage("example 0, input 'x': 28 x 3 = 84 numbers found, time x 4 expected");
    assertThatThrownBy(
            () ->
                Batch.of(
                    ArrayExamples.of(new float[1]),
                    BatchSpec.of(Map.of("x", spec(TFloat32.class, 28)))))
        .hasMessage("example 0, input 'x': 1 number found, 28 expected");
  }

  @Test
  void notANumberPassesAsFloatButNotAsAnId() {
    double[][] x = {{1, 2}, {3, Double.NaN}};
    try (Batch batch =
        Batch.of(ArrayExamples.of(x), BatchSpec.of(Map.of("x", spec(TFloat32.class, 2))))) {
      assertThat(Read.values(batch.inputs().get("x"))).containsExactly(1f, 2f, 3f, Float.NaN);
    }
    assertThatThrownBy(
            () -> Batch.of(ArrayExamples.of(x), BatchSpec.of(Map.of("x", spec(TInt32.class, 2)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "example 1, input 'x', position 1: NaN is not a whole number, which TInt32 must be");
  }

  @Test
  void integersMustBeWholeAndWithinTheirType() {
    assertThatThrownBy(() -> single(TInt64.class, 2.5))
        .hasMessageEndingWith("position 0: 2.5 is not a whole number, which TInt64 must be");
    assertThatThrownBy(() -> single(TInt32.class, 3e9))
        .hasMessageEndingWith("TInt32 3000000000 is not from -2147483648 to 2147483647");
    assertThatThrownBy(() -> single(TBool.class, 2)).hasMessageEndingWith("2 is not from 0 to 1");
    single(TInt64.class, 3e9).close();
  }

  @Test
  void idsAndClassesAreCheckedWhereTheirNumberIsTold() {
    BatchSpec spec =
        BatchSpec.of(Map.of("tokens", spec(TInt32.class, 3)), Map.of("label", spec(TFloat32.class)))
            .withIds("tokens", 5000)
            .withClasses("label", 5);
    ArrayExamples good = ArrayExamples.of(new int[][] {{0, 4999, 1}}, new int[] {4});
    Batch.of(good, spec).close();
    assertThatThrownBy(
            () -> Batch.of(ArrayExamples.of(new int[][] {{0, 1, 5000}}, new int[1]), spec))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("example 0, input 'tokens', position 2: id 5000 is not from 0 to 4999");
    assertThatThrownBy(() -> Batch.of(ArrayExamples.of(new int[2][3], new int[] {0, -1}), spec))
        .hasMessage("example 1, target 'label', position 0: class -1 is not from 0 to 4");
    assertThatThrownBy(() -> spec.withIds("token", 7))
        .hasMessage(
            "there is no input 'token' to count ids of; there are inputs [tokens] and targets"
                + " [label]");
  }

  @Test
  void stringsAndNumbersAreNotTakenForEachOther() {
    assertThatThrownBy(() -> Batch.of(ArrayExamples.of(new String[] {"a"}), Read.scalars()))
        .hasMessage("input 'input' holds strings, but the network wants numbers");
    BatchSpec strings = BatchSpec.of(Map.of("x", spec(TString.class)));
    assertThatThrownBy(() -> Batch.of(ArrayExamples.of(new int[1]), strings))
        .hasMessage("input 'input' holds numbers, but the network wants strings");
    assertThatThrownBy(() -> Batch.of(ArrayExamples.of(new String[1]), strings))
        .hasMessage("example 0, input 'x', position 0: null is not a string");
  }

  @Test
  void specsThatNoBatchCanFillAreRefused() {
    assertThatThrownBy(() -> BatchSpec.of(Map.of("x", spec(TFloat32.class, 3, TIME))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the first size of input 'x' may be unknown, but no other one");
    assertThatThrownBy(() -> spec(TUint8.class, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an input is TFloat32, TFloat64, TInt32, TInt64, TBool or TString, not TUint8");
    assertThatThrownBy(() -> BatchSpec.of(Map.of())).hasMessageContaining("at least one input");
  }

  @Test
  void closingABatchFreesEachOfItsTensorsOnce() {
    ArrayExamples examples =
        ArrayExamples.of(new float[2], new float[2]).with(Slot.SAMPLE_WEIGHT, new float[2]);
    BatchSpec spec =
        BatchSpec.of(Map.of("x", spec(TFloat32.class)), Map.of("y", spec(TFloat32.class)));
    Batch batch = Batch.of(examples, spec);
    List<TType> tensors = new ArrayList<>(batch.inputs().values());
    tensors.addAll(batch.targets().values());
    tensors.addAll(batch.sampleWeights().values());
    assertThat(batch.isClosed()).isFalse();
    batch.close();
    batch.close();
    assertThat(batch.isClosed()).isTrue();
    assertThat(tensors).hasSize(3);
    for (TType tensor : tensors) {
      assertThatThrownBy(tensor::numBytes).isInstanceOf(IllegalStateException.class);
    }
  }

  /** JavaCPP counts what it has to free; the collector takes long to find what was lost. */
  @Test
  void whatWasMadeIsFreedWhereALaterTensorFails() {
    ArrayExamples examples =
        ArrayExamples.ofInput("a", new float[1]).with(Slot.input("b"), new float[1][2]);
    Map<String, InputSpec> inputs = new LinkedHashMap<>();
    inputs.put("a", spec(TFloat32.class));
    inputs.put("b", spec(TFloat32.class, 3));
    BatchSource source = examples.batches(BatchSpec.of(inputs), Batching.of(1));
    Batch.of(examples, BatchSpec.of(Map.of("a", spec(TFloat32.class)))).close();
    long before = Pointer.totalCount();
    for (int i = 0; i < 50; i++) {
      try (BatchIterator batches = source.epoch(0, 0)) {
        assertThatThrownBy(batches::next).isInstanceOf(IllegalArgumentException.class);
      }
    }
    assertThat(Pointer.totalCount()).isLessThan(before + 25);
  }

  private static Batch single(Class<? extends TType> type, double value) {
    return Batch.of(ArrayExamples.of(new double[] {value}), BatchSpec.of(Map.of("x", spec(type))));
  }
}
