"""golden.json: inputs, what Keras computed from them, and the weights it did so with."""

import json

import keras
import numpy as np
import tensorflow as tf

SOURCE = f"Keras {keras.__version__}, TensorFlow {tf.__version__}"


def array(values):
    """An array as JSON: shape, dtype and the values in a row, floats in their shortest digits."""
    values = np.asarray(values)
    if values.dtype.kind in "OSU":
        data = [v if isinstance(v, str) else v.decode("utf-8") for v in values.ravel()]
        return {"shape": list(values.shape), "dtype": "string", "data": data}
    if values.dtype == np.float32:
        data = [float(str(v)) for v in values.ravel()]
    else:
        data = values.ravel().tolist()
    return {"shape": list(values.shape), "dtype": str(values.dtype), "data": data}


def tensor(node):
    """The tensor that an array in JSON describes."""
    return tf.reshape(tf.constant(node["data"], tf.dtypes.as_dtype(node["dtype"])), node["shape"])


def weights_of(model):
    """By path without the model's name: lstm/lstm_cell/kernel."""
    weights = {}
    for layer in model.layers:
        for weight in layer.weights:
            path = weight.path.removeprefix(model.name + "/")
            # Keras leaves the layer's name out of some paths
            path = path if path.startswith(layer.name + "/") else layer.name + "/" + path
            weights[path] = array(weight.numpy())
    return weights


def reset(model):
    """Sets the states of stateful layers to zero; Keras 3 has this for layers alone."""
    for layer in model.layers:
        if getattr(layer, "stateful", False):
            layer.reset_states()


def call(model, inputs):
    """One call of the model, as it is now, and what it answered."""
    tensors = {name: tf.constant(value) for name, value in inputs.items()}
    names = [tensor.name for tensor in model.inputs]
    # A Functional model of one input takes it as it is, one of several takes them in order.
    answer = model([tensors[n] for n in names] if len(names) > 1 else tensors[names[0]])
    answers = answer if isinstance(answer, (list, tuple)) else [answer]
    outputs = {f"output_{i}": array(a) for i, a in enumerate(answers)}
    return {"inputs": {n: array(v) for n, v in inputs.items()}, "outputs": outputs}


def describe(model, calls, **more):
    """The content of golden.json."""
    names = getattr(model, "output_names", [model.layers[-1].name])
    outputs = {f"output_{i}": name for i, name in enumerate(names)}
    golden = {"source": SOURCE, "calls": calls, "layer_of_output": outputs, **more}
    return golden | {"weights": weights_of(model)}


def write(file, content):
    """As few bytes as JSON needs, the keys in the order in which they are given."""
    with open(file, "w", encoding="utf-8") as out:
        json.dump(content, out, separators=(",", ":"), ensure_ascii=False)
        out.write("\n")


def read(file):
    return json.loads(file.read_text(encoding="utf-8"))
