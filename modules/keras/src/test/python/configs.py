"""Networks as Keras writes them, with their weights' paths and shapes, for Java to read.

Run with Keras 3 on TensorFlow:
    python configs.py FILE      writes FILE
"""

import json
import os
import pathlib
import sys
import tempfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import h5py
import keras
from keras import constraints, initializers, layers, regularizers


def article():
    return keras.Sequential([
        layers.Input((28, 3)),
        layers.LSTM(4, activation="relu", dropout=0.1, recurrent_dropout=0.2, seed=7),
        layers.Dense(1, activation="sigmoid"),
    ])


def arguments():
    """Every argument of the weights' options that is supported."""
    return keras.Sequential([
        layers.Input((6, 2), batch_size=3),
        layers.Masking(mask_value=-1.0),
        layers.LSTM(
            3,
            kernel_initializer="he_uniform",
            recurrent_initializer=initializers.Orthogonal(gain=0.5, seed=3),
            bias_initializer=initializers.Constant(0.25),
            unit_forget_bias=False,
            kernel_regularizer=regularizers.L1(0.01),
            recurrent_regularizer=regularizers.L2(0.02),
            bias_regularizer=regularizers.L1L2(0.1, 0.2),
            kernel_constraint=constraints.MaxNorm(3, axis=[0, 1]),
            recurrent_constraint=constraints.UnitNorm(),
            bias_constraint=constraints.NonNeg(),
            return_sequences=True,
            stateful=True,
            zero_output_for_mask=True,
            unroll=True,
        ),
        layers.GRU(2, return_sequences=True, go_backwards=True, reset_after=False),
        layers.LayerNormalization(axis=[1, 2], epsilon=1e-5, gamma_initializer="ones"),
        layers.TimeDistributed(layers.Dense(
            2,
            use_bias=False,
            kernel_initializer=initializers.VarianceScaling(2.0, "fan_avg", "uniform"),
            kernel_constraint=constraints.MinMaxNorm(0.5, 2.0, rate=0.9),
        )),
        layers.SimpleRNN(2, kernel_initializer=initializers.RandomNormal(0.1, 0.2)),
        layers.Activation("leaky_relu"),
    ])


def text():
    x = layers.Input((1,), dtype="string")
    y = layers.TextVectorization(
        max_tokens=6, output_sequence_length=4, standardize="lower", vocabulary=["good", "bad"]
    )(x)
    y = layers.Embedding(6, 3, mask_zero=True, embeddings_regularizer="l2")(y)
    y = layers.Bidirectional(layers.LSTM(2, return_sequences=True), merge_mode="sum")(y)
    y = layers.Dropout(0.25, seed=1)(y)
    y = layers.GlobalAveragePooling1D()(y)
    return keras.Model(x, layers.Dense(2, activation="softmax")(y), name="text")


def masks():
    """Masks that pass through attention and concatenation."""
    x = layers.Input((5, 2))
    y = layers.Masking()(x)
    y = layers.LSTM(2, return_sequences=True)(y)
    y = layers.TimeDistributed(layers.Dense(2))(y)
    attended = layers.AdditiveAttention(dropout=0.1, seed=2)([y, y])
    joined = layers.Concatenate()([attended, y])
    joined = layers.GRU(3, return_sequences=True)(joined)
    return keras.Model(x, layers.GlobalAveragePooling1D(keepdims=True)(joined))


def states():
    past = layers.Input((5, 2), name="past")
    start = layers.Input((2,), name="start")
    both = layers.Bidirectional(layers.LSTM(2, return_state=True, return_sequences=True))
    y, h, c, h2, c2 = both(past, initial_state=[start, start, start, start])
    z = layers.Bidirectional(layers.LSTM(2))(y, initial_state=[h, c, h2, c2])
    w = layers.GRU(4)(layers.RepeatVector(3)(z), initial_state=z)
    flat = layers.Flatten()(layers.GlobalMaxPooling1D(keepdims=True)(y))
    return keras.Model([past, start], [layers.Dense(1, name="level")(w), flat, h])


def shared():
    a = layers.Input((4, 2), name="a")
    b = layers.Input((4, 2), name="b")
    reader = layers.LSTM(3, return_sequences=True, trainable=False)
    judge = layers.Dense(1)
    y = layers.Concatenate(axis=1)([reader(a), reader(b)])
    y = reader(layers.Dense(2)(y))
    return keras.Model({"a": a, "b": b}, {"judged": judge(y), "last": judge(reader(a))})


def normalized():
    x = layers.Input((None, 2))
    y = layers.Normalization(mean=[1.0, 2.0], variance=[4.0, 9.0])(x)
    y = layers.SimpleRNN(2)(y, training=False)
    frozen = keras.Model(x, y)
    frozen.trainable = False
    return frozen


def backward_of_its_own():
    return keras.Sequential([
        layers.Input((4, 2)),
        layers.Bidirectional(
            layers.LSTM(2, name="there"),
            backward_layer=layers.GRU(3, go_backwards=True, name="back"),
            merge_mode="concat",
            name="reader",
        ),
    ])


def without_input_layer():
    model = keras.Sequential([layers.Embedding(9, 3, mask_zero=True), layers.LSTM(2)])
    model.build((None, 4))
    return model


MODELS = [
    article, arguments, text, masks, states, shared, normalized, backward_of_its_own,
    without_input_layer,
]


def legacy(model):
    """The model's config in an HDF5 file, without modules."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "model.h5")
        model.save(path)
        with h5py.File(path) as file:
            return json.loads(file.attrs["model_config"])


def case(make):
    keras.utils.clear_session()
    model = make()
    states = ("seed_generator_state", "states")
    return {
        "name": make.__name__,
        "model": json.loads(model.to_json()),
        "legacy": legacy(model),
        "weights": {
            weight.path: list(weight.shape)
            for weight in model.weights
            if not any(state in weight.path for state in states)
        },
        "outputs": [
            {"layer": tensor._keras_history.operation.name, "shape": list(tensor.shape)}
            for tensor in keras.tree.flatten(model.outputs)
        ],
        "frozen": [layer.name for layer in model.layers if not layer.trainable and layer.weights],
    }


if __name__ == "__main__":
    content = {"source": "Keras " + keras.__version__, "cases": [case(make) for make in MODELS]}
    text = json.dumps(content, separators=(",", ":"))
    pathlib.Path(sys.argv[1]).write_text(text + "\n", encoding="utf-8")
