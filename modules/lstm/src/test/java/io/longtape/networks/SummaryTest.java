package io.longtape.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longtape.layers.Concatenate;
import io.longtape.layers.Dense;
import io.longtape.layers.Dropout;
import io.longtape.layers.Embedding;
import io.longtape.layers.Flatten;
import io.longtape.layers.GlobalAveragePooling1D;
import io.longtape.layers.Input;
import io.longtape.layers.SymbolicTensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

/** The text is Keras's, by {@code model.summary(print_fn=print)} in a window of 80 columns. */
class SummaryTest {

  @Test
  void ofLayersInARow() {
    Sequential network =
        Sequential.of(
            Input.ints(Shape.UNKNOWN_SIZE),
            Embedding.of(20_000, 64),
            GlobalAveragePooling1D.of(),
            Dropout.of(0.5),
            Dense.of(4));
    assertThat(network.summary())
        .isEqualTo(
            """
            Model: "sequential"
            ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
            ┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
            ┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
            │ embedding (Embedding)           │ (None, None, 64)       │     1,280,000 │
            ├─────────────────────────────────┼────────────────────────┼───────────────┤
            │ global_average_pooling1d        │ (None, 64)             │             0 │
            │ (GlobalAveragePooling1D)        │                        │               │
            ├─────────────────────────────────┼────────────────────────┼───────────────┤
            │ dropout (Dropout)               │ (None, 64)             │             0 │
            ├─────────────────────────────────┼────────────────────────┼───────────────┤
            │ dense (Dense)                   │ (None, 4)              │           260 │
            └─────────────────────────────────┴────────────────────────┴───────────────┘
             Total params: 1,280,260 (4.88 MB)
             Trainable params: 1,280,260 (4.88 MB)
             Non-trainable params: 0 (0.00 B)""");
  }

  @Test
  void ofBranchesAndALayerThatIsUsedTwice() {
    Input past = Input.of(3).withName("past");
    Input known = Input.of(4, 3).withName("known");
    Dense shared = Dense.of(8);
    SymbolicTensor first = shared.apply(past);
    SymbolicTensor flat = Flatten.of().apply(shared.apply(known));
    SymbolicTensor both = Concatenate.of().apply(first, flat);
    Functional network =
        Functional.of(
            List.of(past, known),
            List.of(
                Dense.of(1).withName("a_long_name_for_the_mean").apply(both),
                Dense.of(2).withName("spread").apply(flat)));
    assertThat(network.summary())
        .isEqualTo(
            """
            Model: "functional"
            ┏━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━┓
            ┃ Layer (type)        ┃ Output Shape      ┃    Param # ┃ Connected to      ┃
            ┡━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━┩
            │ past (InputLayer)   │ (None, 3)         │          0 │ -                 │
            ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
            │ known (InputLayer)  │ (None, 4, 3)      │          0 │ -                 │
            ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
            │ dense (Dense)       │ (None, 4, 8)      │         32 │ past[0][0],       │
            │                     │                   │            │ known[0][0]       │
            ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
            │ flatten (Flatten)   │ (None, 32)        │          0 │ dense[1][0]       │
            ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
            │ concatenate         │ (None, 40)        │          0 │ dense[0][0],      │
            │ (Concatenate)       │                   │            │ flatten[0][0]     │
            ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
            │ a_long_name_for_th… │ (None, 1)         │         41 │ concatenate[0][0] │
            │ (Dense)             │                   │            │                   │
            ├─────────────────────┼───────────────────┼────────────┼───────────────────┤
            │ spread (Dense)      │ (None, 2)         │         66 │ flatten[0][0]     │
            └─────────────────────┴───────────────────┴────────────┴───────────────────┘
             Total params: 139 (556.00 B)
             Trainable params: 139 (556.00 B)
             Non-trainable params: 0 (0.00 B)""");
  }

  @Test
  void ofAChainInFunctionalForm() {
    Input input = Input.of(5);
    Functional network = Functional.of(input, Dense.of(2).apply(Dense.of(3).apply(input)));
    assertThat(Summary.of(network).withName("chain").toString())
        .isEqualTo(
            """
            Model: "chain"
            ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
            ┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
            ┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
            │ input_layer (InputLayer)        │ (None, 5)              │             0 │
            ├─────────────────────────────────┼────────────────────────┼───────────────┤
            │ dense (Dense)                   │ (None, 3)              │            18 │
            ├─────────────────────────────────┼────────────────────────┼───────────────┤
            │ dense_1 (Dense)                 │ (None, 2)              │             8 │
            └─────────────────────────────────┴────────────────────────┴───────────────┘
             Total params: 26 (104.00 B)
             Trainable params: 26 (104.00 B)
             Non-trainable params: 0 (0.00 B)""");
  }

  @Test
  void ofFrozenLayersAndAnotherWidth() {
    // 288 and 1 numbers: sizes that Python rounds to even.
    Sequential network = Sequential.of(Input.of(17), Dense.of(16), Dense.of(1).withUseBias(false));
    assertThat(Summary.of(network).withFrozen("dense"::equals).withLineLength(60).toString())
        .isEqualTo(
            """
            Model: "sequential"
            ┏━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━┓
            ┃ Layer (type)             ┃ Output Shape      ┃   Param # ┃
            ┡━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━┩
            │ dense (Dense)            │ (None, 16)        │       288 │
            ├──────────────────────────┼───────────────────┼───────────┤
            │ dense_1 (Dense)          │ (None, 1)         │        16 │
            └──────────────────────────┴───────────────────┴───────────┘
             Total params: 304 (1.19 KB)
             Trainable params: 16 (64.00 B)
             Non-trainable params: 288 (1.12 KB)""");
  }

  @Test
  void refusesNarrowTables() {
    Sequential network = Sequential.of(Input.of(1), Dense.of(1));
    assertThatThrownBy(() -> Summary.of(network).withLineLength(39))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lineLength must be at least 40, but is 39");
  }
}
