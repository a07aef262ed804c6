"""Networks with the losses of tensorflow-framework, and its activations and losses with other than default options."""

import keras
import tensorflow as tf

from gradient_cases import case, numbers
from gradient_networks import (
    BATCH, CELLS, CLASSES, FEATURES, TIME, UNITS, binary_crossentropy_of_probabilities, cosine, dense,
    sparse_crossentropy_of_clipped)

k = keras.losses
ONE_HOT = [[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]
SIGNS = [[1.0, 0.0, 0.0], [0.0, 1.0, 1.0]]
SHARES = [[0.25, 0.5, 0.25], [0.125, 0.125, 0.75]]
AMOUNTS = [[1.5, -0.75, 2.0], [0.5, -1.25, 0.25]]
COUNTS = [[1.0, 0.5, 3.0], [2.0, 0.25, 1.5]]

# What the network ends with, the labels and the loss; gradient_networks.py has the others.
LOSSES = {
    "BinaryCrossentropy": ("Sigmoid", SIGNS, binary_crossentropy_of_probabilities),
    "CategoricalCrossentropy": ("Softmax", ONE_HOT, k.categorical_crossentropy),
    "CategoricalHinge": (None, ONE_HOT, k.categorical_hinge),
    "CosineSimilarity": (None, AMOUNTS, lambda t, y: -cosine(t, y)),
    "Hinge": (None, SIGNS, k.hinge),
    "KLDivergence": ("Softmax", SHARES, k.kl_divergence),
    "LogCosh": (None, AMOUNTS, k.log_cosh),
    "MeanAbsolutePercentageError": (None, AMOUNTS, k.mean_absolute_percentage_error),
    "MeanSquaredLogarithmicError": ("Softplus", COUNTS, k.mean_squared_logarithmic_error),
    "Poisson": ("Softplus", COUNTS, k.poisson),
    "SparseCategoricalCrossentropy": ("Softmax", [2, 0], sparse_crossentropy_of_clipped),
    "SquaredHinge": (None, SIGNS, k.squared_hinge),
}


def loss_call(p, name, function, labels, y):
    """The mean over all examples."""
    integer = isinstance(labels[0], int)
    t = p.constant(labels, tf.int64 if integer else p.dtype)
    return p.call(f"loss {name}", lambda t, y: tf.reduce_mean(function(t, y)), t, y)


def head(p, activation, y):
    if activation is None:
        return y
    arg = {"Sigmoid": "x", "Softmax": "logits", "Softplus": "features"}[activation]
    return getattr(p, activation)(**{arg: y})


def networks():
    for name in ("LSTM", "GRU", "dense"):
        cell, kernel, recurrent, bias = CELLS[name]
        for loss, (activation, labels, function) in LOSSES.items():
            steps = TIME if name == "dense" else 2  # which keeps the file small
            shapes = {"x": (BATCH, steps, FEATURES), "kernel": kernel, "recurrent": recurrent, "bias": bias,
                      "w": (UNITS, CLASSES), "b": (CLASSES,)}

            def build(p, x, kernel, recurrent, bias, w, b, cell=cell, activation=activation, labels=labels,
                      loss=loss, function=function):
                y = head(p, activation, dense(p, cell(p, x, kernel, recurrent, bias), w, b))
                return loss_call(p, loss, function, labels, y)

            yield case(f"network {name} {loss}", shapes, build, low=-1, high=1)


def activations():
    relu = keras.activations.relu
    functions = {
        "ELU of alpha 0.5": lambda x: keras.activations.elu(x, 0.5),
        "ReLU of alpha 0.25": lambda x: relu(x, negative_slope=0.25),
        "ReLU to 6": lambda x: relu(x, max_value=6.0),
        "ReLU to 2": lambda x: relu(x, max_value=2.0),
        "ReLU from 1": lambda x: relu(x, threshold=1.0),
        "ReLU of alpha 0.25 from 1 to 3": lambda x: relu(x, 0.25, 3.0, 1.0),
        "Softmax of axis 1": lambda x: tf.nn.softmax(x, 1),
    }
    for name, function in functions.items():
        shape = (2, 3, 2) if name.startswith("Softmax") else (3, 4)
        yield case(f"activation {name}", {"x": shape}, lambda p, x, name=name, function=function:
                   p.call(f"activation {name}", function, x), order=2, low=-8, high=8)


def losses():
    sequences = [[[0.0, 1.0], [1.0, 0.0], [1.0, 0.0]], [[0.0, 1.0], [0.0, 1.0], [1.0, 0.0]]]
    functions = {
        "BinaryCrossentropy from smoothed logits": (
            (2, 3), SIGNS,
            lambda t, y: k.binary_crossentropy(t, y, from_logits=True, label_smoothing=0.125)),
        "CategoricalCrossentropy from smoothed logits": (
            (2, 3), ONE_HOT,
            lambda t, y: k.categorical_crossentropy(t, y, from_logits=True, label_smoothing=0.125)),
        "MeanSquaredError of sequences": ((2, 3, 2), sequences, k.mean_squared_error),
        "Huber of delta 0.5": ((2, 3), AMOUNTS, lambda t, y: k.huber(t, y, 0.5)),
        "CosineSimilarity of axis 0": ((2, 3), AMOUNTS, lambda t, y: -tf.reduce_sum(
            tf.math.l2_normalize(t, 0) * tf.math.l2_normalize(y, 0), 0)),
    }
    for name, (shape, labels, function) in functions.items():
        predictions = numbers(f"predictions of {name}", *shape)
        yield case(f"loss {name}", {"x": predictions}, lambda p, x, name=name, labels=labels, f=function:
                   loss_call(p, name, f, labels, x), order=2)


def all_cases():
    for group in (networks, activations, losses):
        yield from group()
