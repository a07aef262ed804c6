"""Histories and weights of models with masks, sample weights, and several outputs.

Run with Keras 3 on TensorFlow:
    python histories.py OUTPUT.json     writes the numbers
    python histories.py --check FILE    computes them again and compares them with the file
"""

import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import keras
import numpy as np
from keras.layers import GRU, LSTM, Concatenate, Dense, Embedding
from keras.metrics import (
    BinaryAccuracy,
    MeanAbsoluteError,
    SparseCategoricalAccuracy,
    SparseCategoricalCrossentropy,
)

TOLERANCE = 1e-5

IDS = [[1, 2, 3, 0], [4, 5, 0, 0], [6, 7, 8, 1], [2, 0, 0, 0], [3, 3, 1, 2]]
TAGS = [[0, 1, 2, 0], [1, 1, 0, 0], [2, 0, 1, 1], [2, 2, 2, 2], [0, 1, 0, 1]]
STEP_WEIGHTS = [[1, 0.5, 2, 1], [1, 1, 1, 1], [0.25, 1, 3, 1], [1, 0, 1, 2], [1, 1, 1, 0.5]]
UPS = [1, 0, 1, 1, 0]
LEVEL_WEIGHTS = [1, 2, 0, 0.5, 1]
UP_WEIGHTS = [1, 1, 1, 1, 3]


def pattern(number, shape):
    """Numbers that any language makes alike."""
    a = np.arange(int(np.prod(shape)))
    return (((a * 7 + number * 13) % 23 - 11) / 15).astype(np.float32).reshape(shape)


def start(model):
    for number, variable in enumerate(model.weights):
        variable.assign(pattern(number, variable.shape))


def tagger(name, sample_weight):
    ids = keras.Input((4,), dtype="int32", name="ids")
    embedded = Embedding(9, 3, mask_zero=True, name="embedding")(ids)
    memory = LSTM(3, return_sequences=True, name="lstm")(embedded)
    model = keras.Model(ids, Dense(3, activation="softmax", name="tag")(memory))
    start(model)
    model.compile(
        keras.optimizers.SGD(0.1, momentum=0.9),
        "sparse_categorical_crossentropy",
        metrics=[SparseCategoricalAccuracy(), SparseCategoricalCrossentropy()],
        weighted_metrics=[SparseCategoricalAccuracy()],
    )
    return fitted(name, model, np.array(IDS, np.int32), np.array(TAGS, np.int32), sample_weight)


def two_outputs(name, sample_weight):
    past = keras.Input((3, 2), name="past")
    known = keras.Input((2,), name="known")
    memory = GRU(3, name="gru")(past)
    level = Dense(1, name="level")(Concatenate(name="both")([memory, known]))
    up = Dense(1, activation="sigmoid", name="up")(memory)
    model = keras.Model([past, known], [level, up])
    start(model)
    model.compile(
        keras.optimizers.Adam(0.01),
        ["mse", "binary_crossentropy"],
        loss_weights=[0.7, 0.3],
        metrics=[[MeanAbsoluteError()], [BinaryAccuracy()]],
        weighted_metrics=[[MeanAbsoluteError()], []],
        # Compiled, Keras does not know the size of a batch and lets a smaller last one count as
        # much as the others in the losses of single outputs, though not in the whole loss.
        run_eagerly=True,
    )
    x = [pattern(1, (5, 3, 2)), pattern(2, (5, 2))]
    y = [pattern(3, (5, 1)), np.array(UPS, np.float32)[:, None]]
    return fitted(name, model, x, y, sample_weight)


def fitted(name, model, x, y, sample_weight):
    fit = model.fit(
        x, y, sample_weight=sample_weight, batch_size=2, epochs=2, shuffle=False, verbose=0
    )
    evaluated = model.evaluate(
        x, y, sample_weight=sample_weight, batch_size=3, verbose=0, return_dict=True
    )
    return {
        "name": name,
        "history": {key: [number(v) for v in values] for key, values in fit.history.items()},
        "evaluate": {key: number(value) for key, value in evaluated.items()},
        "weights": {v.path: [number(w) for w in v.numpy().ravel()] for v in model.weights},
    }


def number(value):
    return float(str(np.float32(value)))


def cases():
    floats = np.float32
    return [
        tagger("tagger", None),
        tagger("tagger with weights of steps", np.array(STEP_WEIGHTS, floats)),
        two_outputs("two outputs", None),
        two_outputs(
            "two outputs with weights of samples",
            [np.array(LEVEL_WEIGHTS, floats), np.array(UP_WEIGHTS, floats)],
        ),
    ]


def differences(found, expected, path=""):
    if isinstance(expected, dict):
        if found.keys() != expected.keys():
            yield f"{path}: {sorted(found)} instead of {sorted(expected)}"
            return
        for key in expected:
            yield from differences(found[key], expected[key], f"{path}/{key}")
    elif isinstance(expected, list):
        if len(found) != len(expected):
            yield f"{path}: {len(found)} instead of {len(expected)}"
            return
        for i, item in enumerate(expected):
            yield from differences(found[i], item, f"{path}/{i}")
    elif isinstance(expected, float):
        if abs(found - expected) > TOLERANCE * max(1, abs(expected)):
            yield f"{path}: {found} instead of {expected}"
    elif found != expected:
        yield f"{path}: {found} instead of {expected}"


def main(arguments):
    computed = {"keras": keras.__version__, "cases": cases()}
    if arguments[0] == "--check":
        with open(arguments[1]) as file:
            found = list(differences(computed, json.load(file)))
        print(*found, f"{len(found)} differences", sep="\n")
        sys.exit(1 if found else 0)
    with open(arguments[0], "w") as file:
        json.dump(computed, file, separators=(",", ":"))
        file.write("\n")


if __name__ == "__main__":
    main(sys.argv[1:])
