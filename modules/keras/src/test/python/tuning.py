"""Writes models in the middle of their training, and what 20 more steps in Keras make of them.

    python tuning.py FOLDER

Each model is saved, loaded again by keras.models.load_model, and trained by train_on_batch. The files and the
numbers in src/test/resources/io/longtape/keras/tuning were made with Keras 3.15.1 on TensorFlow 2.21.
"""

import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
from keras import layers, optimizers
from keras.optimizers import schedules

BATCHES, BATCH, TIME, FEATURES = 20, 4, 5, 2


def small():
    """One recurrent layer."""
    return keras.Sequential(
        [keras.Input((TIME, FEATURES)), layers.LSTM(3), layers.Dense(1)], name="small"
    )


def branched():
    """Layers whose order in a file is not that of their making: a shared one, and two branches."""
    series = keras.Input((TIME, FEATURES), name="series")
    shared = layers.Dense(2, activation="tanh", name="shared")
    early = layers.Bidirectional(layers.SimpleRNN(2), name="early")(shared(series))
    steps = layers.TimeDistributed(layers.Dense(2), name="steps")(shared(shared(series)))
    pooled = layers.GlobalAveragePooling1D()(layers.LayerNormalization()(steps))
    joined = layers.Concatenate()([early, pooled])
    return keras.Model(series, layers.Dense(1, name="end")(joined), name="branched")


def tokens():
    """A row of the embedding is read several times in a batch."""
    return keras.Sequential(
        [
            keras.Input((TIME,)),
            layers.Embedding(6, 3, mask_zero=True),
            layers.LSTM(3),
            layers.Dense(1),
        ],
        name="tokens",
    )


def no_frozen(model):
    return model


def frozen(model):
    model.get_layer("early").trainable = False
    return model


CASES = {
    "adam-fresh": (small, no_frozen, lambda: optimizers.Adam(0.01), 0),
    "adam": (small, no_frozen, lambda: optimizers.Adam(0.01), 5),
    "adam-branched": (branched, no_frozen, lambda: optimizers.Adam(0.01), 5),
    "adam-frozen": (branched, frozen, lambda: optimizers.Adam(0.01), 5),
    "adam-amsgrad": (small, no_frozen, lambda: optimizers.Adam(0.01, amsgrad=True), 5),
    "adam-schedule": (
        small,
        no_frozen,
        lambda: optimizers.Adam(schedules.ExponentialDecay(0.02, 4, 0.8, staircase=True)),
        5,
    ),
    "adam-clipped": (small, no_frozen, lambda: optimizers.Adam(0.01, global_clipnorm=0.1), 5),
    "adam-tokens": (tokens, no_frozen, lambda: optimizers.Adam(0.01), 5),
    "adam-clipped-tokens": (
        tokens,
        no_frozen,
        lambda: optimizers.Adam(0.01, global_clipnorm=0.1),
        5,
    ),
    "nadam-tokens": (tokens, no_frozen, lambda: optimizers.Nadam(0.01), 5),
    "rmsprop-tokens": (tokens, no_frozen, lambda: optimizers.RMSprop(0.01), 5),
    "adamw": (small, no_frozen, lambda: optimizers.AdamW(0.01, weight_decay=0.1), 5),
    "nadam": (small, no_frozen, lambda: optimizers.Nadam(0.01), 5),
    "sgd": (small, no_frozen, lambda: optimizers.SGD(0.05), 5),
    "sgd-momentum": (
        small,
        no_frozen,
        lambda: optimizers.SGD(0.05, momentum=0.9, nesterov=True),
        5,
    ),
    "rmsprop": (small, no_frozen, lambda: optimizers.RMSprop(0.01), 5),
    "rmsprop-momentum": (
        small,
        no_frozen,
        lambda: optimizers.RMSprop(0.005, momentum=0.8, centered=True),
        5,
    ),
}


def weights(model):
    """By path: with the layer's name, which Keras leaves out at times, and without a Sequential's, which it puts in."""
    found = {}
    for layer in model.layers:
        for weight in layer.weights:
            path = weight.path.removeprefix(model.name + "/")
            path = path if path.startswith(layer.name + "/") else layer.name + "/" + path
            found[path] = np.asarray(weight).ravel().tolist()
    return found


def tuned(folder, name, series, ids, y):
    x = ids if name.endswith("tokens") else series
    make, freeze, optimizer, steps = CASES[name]
    keras.utils.clear_session()
    keras.utils.set_random_seed(7)
    model = freeze(make())
    model.compile(optimizer(), "mse", metrics=["mae"])
    for step in range(steps):
        model.train_on_batch(x[-1 - step], y[-1 - step])
    file = os.path.join(folder, name + ".keras")
    model.save(file)
    if name == "adam-branched":
        model.save(os.path.join(folder, name + ".h5"))
    model = keras.models.load_model(file)
    assert int(model.optimizer.iterations) == steps
    losses = [float(model.train_on_batch(x[i], y[i])[0]) for i in range(BATCHES)]
    return {
        "losses": losses,
        "iterations": steps,
        "weights": weights(model),
    }


def main(folder):
    random = np.random.default_rng(20261101)
    x = random.uniform(-1, 1, (BATCHES, BATCH, TIME, FEATURES)).astype("float32").round(3)
    y = random.uniform(-1, 1, (BATCHES, BATCH, 1)).astype("float32").round(3)
    ids = random.integers(0, 6, (BATCHES, BATCH, TIME)).astype("float32")
    results = {
        "ids": {"shape": ids.shape, "dtype": "float32", "data": [int(v) for v in ids.ravel()]},
        "x": {"shape": x.shape, "dtype": "float32", "data": [round(float(v), 3) for v in x.ravel()]},
        "y": {"shape": y.shape, "dtype": "float32", "data": [round(float(v), 3) for v in y.ravel()]},
        "cases": {name: tuned(folder, name, x, ids, y) for name in CASES},
    }
    with open(os.path.join(folder, "tuning.json"), "w") as file:
        json.dump(results, file)


main(sys.argv[1])
