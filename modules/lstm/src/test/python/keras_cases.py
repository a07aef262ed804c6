"""How a golden case is computed with Keras and written as JSON.

Inputs and weights are float32 numbers. Keras computes with them in float64 and the results are
rounded to float32, so that a comparison sees the rounding of one side only.
"""

import contextlib
import dataclasses
import os
import zlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import keras
import numpy as np
import tensorflow as tf

LOSS = (
    "sum over outputs i and their elements k of c * (y * y + y), "
    "c = 0.25 + ((7 * k + 3 * i) % 11) / 8, plus the regularization losses"
)


@contextlib.contextmanager
def float64():
    keras.config.set_floatx("float64")
    try:
        yield
    finally:
        keras.config.set_floatx("float32")


@dataclasses.dataclass
class Case:
    """A model, and the inputs of each call: a list of functions of a random generator."""

    name: str
    model: keras.Model
    calls: list
    remarks: dict = dataclasses.field(default_factory=dict)


def floats(*shape, steps=None, hidden=0.0):
    """Random values; a time step whose steps[row][time] is 0 gets the value that Masking hides."""

    def draw(rng):
        values = np.round(rng.uniform(-1.5, 1.5, shape), 3).astype(np.float32)
        if steps is not None:
            values[np.array(steps) == 0] = hidden
        return values

    draw.shape, draw.dtype = shape, "float32"
    return draw


def ids(rows):
    values = np.array(rows, dtype=np.int32)

    def draw(_):
        return values

    draw.shape, draw.dtype = values.shape, "int32"
    return draw


def input_of(source, stateful=False):
    dtype = "int32" if source.dtype == "int32" else keras.config.floatx()
    if stateful:
        return keras.Input(batch_shape=source.shape, dtype=dtype)
    return keras.Input(shape=source.shape[1:], dtype=dtype)


def sequential(name, layers, source, **remarks):
    model = keras.Sequential([input_of(source), *layers])
    return Case(name, model, [[source]], remarks)


def functional(name, call, *sources, **remarks):
    """call takes the inputs' tensors and returns the outputs."""
    inputs = [input_of(source) for source in sources]
    return Case(name, keras.Model(inputs, call(*inputs)), [list(sources)], remarks)


def stateful(name, layers, source):
    """Two calls, the second with the state that the first left."""
    model = keras.Sequential([input_of(source, stateful=True), *layers])
    return Case(name, model, [[source], [source]])


def stateful_functional(name, call, source):
    tensor = input_of(source, stateful=True)
    return Case(name, keras.Model(tensor, call(tensor)), [[source], [source]])


def continued(layer, x, states):
    """Calls a recurrent layer with an initial state and the mask of x, which Keras drops otherwise."""
    return layer(x, initial_state=states, mask=getattr(x, "_keras_mask", None))


def array(values):
    values = np.asarray(values)
    if values.dtype == np.bool_ or np.issubdtype(values.dtype, np.integer):
        data = [int(v) for v in values.ravel()]
    else:
        data = [float(str(np.float32(v))) for v in values.ravel()]
        if not np.all(np.isfinite(data)):
            raise ValueError(f"not finite: {values}")
    return {"shape": list(values.shape), "data": data}


def name_of(weight, model):
    """The weight's path without the model's name: lstm/lstm_cell/kernel."""
    return weight.path.removeprefix(model.name + "/")


def weights(model):
    return {name_of(w, model): array(w.numpy()) for w in model.weights}


# Cases whose first draws are ill-conditioned: there Keras in float32 is farther than 3e-7 of the
# largest number from Keras in float64, so that they would test rounding.
DRAWS = {
    "GRU dropout is off in inference": 1,
    "GRU initial state, all outputs, gaps": 1,
    "GRU reset before": 1,
    "GRU reset before one example of 20 steps": 1,
    "SimpleRNN stacked": 1,
    "SimpleRNN return_sequences, trailing padding": 1,
    "SimpleRNN stateful return_state": 2,
    "GRU activation=sigmoid recurrent_activation=tanh": 1,
    "GRU reset before activation=elu recurrent_activation=hard_sigmoid": 1,
    "LSTM mask_value=-1, trailing padding": 2,
    "Bidirectional SimpleRNN": 1,
    "Bidirectional GRU initial state": 1,
    "LayerNormalization over time": 3,
    "LayerNormalization center=False": 1,
    "LayerNormalization scale=False": 2,
    "LayerNormalization without weights": 1,
    "tagger": 3,
}


def generator(name):
    return np.random.default_rng(zlib.crc32(name.encode()) + DRAWS.get(name, 0))


def randomize(model, rng):
    for weight in model.weights:
        scale = (0.6, 1.4) if weight.name == "gamma" else (-0.7, 0.7)
        weight.assign(np.round(rng.uniform(*scale, weight.shape), 3).astype(np.float32))


def coefficients(output, index):
    k = np.arange(np.prod(output.shape), dtype=np.int64)
    return tf.constant(
        np.reshape(0.25 + (7 * k + 3 * index) % 11 / 8, output.shape), output.dtype
    )


def states(model):
    """The states that stateful layers keep, by the layer's path."""
    kept = {}
    for layer in model.layers:
        inner = [layer]
        if isinstance(layer, keras.layers.Bidirectional):
            inner = [layer.forward_layer, layer.backward_layer]
        for recurrent in inner:
            if getattr(recurrent, "stateful", False):
                path = layer.name if recurrent is layer else f"{layer.name}/{recurrent.name}"
                kept[path] = [array(state.numpy()) for state in recurrent.states]
    return kept


def mask_of(output):
    mask = getattr(output, "_keras_mask", None)
    return None if mask is None else array(mask.numpy())


def result_of(case, drawn):
    """One call of the model: outputs, masks, loss and gradients."""
    model = case.model
    names = [tensor._keras_history.operation.name for tensor in model.inputs]
    tensors = [tf.constant(v, tensor.dtype) for v, tensor in zip(drawn, model.inputs)]
    watched = {n: t for n, t in zip(names, tensors) if t.dtype.is_floating}
    with tf.GradientTape() as tape:
        for tensor in watched.values():
            tape.watch(tensor)
        outputs = keras.tree.flatten(
            model(tensors if len(tensors) > 1 else tensors[0], training=False)
        )
        loss = tf.add_n(
            [
                tf.reduce_sum(coefficients(y, i) * (y * y + y))
                for i, y in enumerate(outputs)
            ]
        )
        penalty = tf.add_n(model.losses) if model.losses else tf.zeros([], loss.dtype)
        loss = loss + penalty
    sources = list(watched.values()) + list(model.trainable_variables)
    gradients = [
        None if g is None else array(tf.convert_to_tensor(g).numpy())
        for g in tape.gradient(loss, sources)
    ]
    result = {
        "inputs": {n: array(v) for n, v in zip(names, drawn)},
        "outputs": [array(y.numpy()) for y in outputs],
        "outputMasks": [mask_of(y) for y in outputs],
        "loss": array(loss.numpy()),
        "regularizationLoss": array(penalty.numpy()),
        "inputGradients": dict(zip(watched, gradients)),
        "gradients": {
            name_of(w, model): g
            for w, g in zip(model.trainable_variables, gradients[len(watched) :])
        },
    }
    kept = states(model)
    return result | {"states": kept} if kept else result


def compute(case):
    rng = generator(case.name)
    randomize(case.model, rng)
    start = weights(case.model)
    return {
        "name": case.name,
        **case.remarks,
        "config": config_of(case.model),
        "weights": start,
        "calls": [
            result_of(case, [source(rng) for source in sources]) for sources in case.calls
        ],
    }


def config_of(model):
    """Keras's own config of the model, without what is left at None and what tells no number."""
    config = trimmed(model.get_config())
    if isinstance(model, keras.Sequential):
        return {"class_name": "Sequential", "config": config}
    for end in ("input_layers", "output_layers"):
        if isinstance(config[end][0], str):
            config[end] = [config[end]]
    return {"class_name": "Functional", "config": config}


LEFT_OUT = (
    "registered_name build_config build_input_shape sparse ragged optional seed shape "
    "quantization_config data_format"
).split()


def trimmed(config):
    if isinstance(config, (list, tuple)):
        return [trimmed(entry) for entry in config]
    if not isinstance(config, dict):
        return config
    return {
        key: trimmed(value)
        for key, value in config.items()
        if key not in LEFT_OUT
        and not key.endswith("_initializer")
        and not (key == "module" and not value.startswith("keras.src.ops."))
        and not (key == "dtype" and value != "int32")
        and not (key in ("trainable", "training") and value is (key == "trainable"))
        and value is not None
        or key == "merge_mode"
    }
