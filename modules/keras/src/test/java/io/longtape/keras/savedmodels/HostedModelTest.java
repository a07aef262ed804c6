package io.longtape.keras.savedmodels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.serving.TensorSpec;
import io.longtape.weights.WeightValues;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

class HostedModelTest {

  private static final TensorSpec VECTOR =
      new TensorSpec(Shape.of(Shape.UNKNOWN_SIZE), DataType.DT_FLOAT);

  private final HostedModel model = new HostedModel(new Echo());

  @Test
  void oneInputGoesWithoutItsName() {
    assertThat(((FloatNdArray) model.call("one", new int[] {1, 2})).getFloat(1)).isEqualTo(2);
  }

  @Test
  void severalInputsNeedTheirNames() {
    assertThat(model.call("two", Map.of("a", new int[] {1}, "b", new int[] {2})).keySet())
        .containsExactly("a", "b");
    assertThatThrownBy(() -> model.call("two", new int[] {1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the signature 'two' has not one input but 2: a, b; call it by their names");
  }

  @Test
  void listsTheSignaturesThereAre() {
    String message = "the model has no signature 'thre'; it has: one, two";
    assertThatThrownBy(() -> model.call("thre", new int[] {1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> model.call("thre", Map.of())).hasMessage(message);
    assertThatThrownBy(() -> model.weights("thre")).hasMessage(message);
    assertThatThrownBy(() -> model.call(Map.of()))
        .hasMessage("the model has no signature 'serving_default'; it has: one, two");
  }

  @Test
  void nullIsNoValue() {
    assertThatThrownBy(() -> model.call("one", (Object) null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no value for the input 'a'; the signature 'one' reads: a");
  }

  /** Gives back what it is given. */
  private static final class Echo implements ModelHost {

    @Override
    public Map<String, SignatureInfo> signatures() {
      Map<String, TensorSpec> one = Map.of("a", VECTOR);
      Map<String, TensorSpec> two = Map.of("a", VECTOR, "b", VECTOR);
      return Map.of(
          "one", new SignatureInfo("one", one, one), "two", new SignatureInfo("two", two, two));
    }

    @Override
    public Map<String, HeapTensor> run(String signature, Map<String, HeapTensor> inputs) {
      return new TreeMap<>(inputs);
    }

    @Override
    public WeightValues weights(String signature) {
      return new WeightValues(Map.of());
    }

    @Override
    public void resetStates() {}

    @Override
    public void save(Path directory) {}

    @Override
    public void close() {}
  }
}
