"""What Keras computes for the layers and training steps that Java has to match.

Run with Keras 3 on TensorFlow:
    python golden.py OUTPUT.json     writes the numbers
    python golden.py --check FILE    computes them again and compares them with the file
"""

import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import keras
import numpy as np
import tensorflow as tf

TOLERANCE = 1e-6


def array(values):
    values = np.asarray(values, dtype=np.float32)
    return {"shape": list(values.shape), "data": [float(v) for v in values.ravel()]}


def name_of(weight):
    """The weight's path without the model's name: lstm/lstm_cell/kernel."""
    return weight.path.split("/", 1)[1]


def weights(model):
    return {name_of(w): array(w.numpy()) for w in model.trainable_variables}


def randomize(model, rng):
    for weight in model.trainable_variables:
        weight.assign(rng.uniform(-0.7, 0.7, weight.shape).astype(np.float32))


def layer_case(name, layers, shape, rng):
    """Output and gradients of the sum of squares of the output."""
    model = keras.Sequential(layers)
    model.build((None,) + shape[1:])
    randomize(model, rng)
    x = tf.constant(rng.uniform(-1.5, 1.5, shape).astype(np.float32))
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = model(x)
        loss = tf.reduce_sum(tf.square(y))
    sources = [x] + list(model.trainable_variables)
    gradients = tape.gradient(loss, sources)
    return {
        "name": name,
        "input": array(x),
        "weights": weights(model),
        "output": array(y),
        "inputGradient": array(gradients[0]),
        "gradients": {
            name_of(w): array(g) for w, g in zip(model.trainable_variables, gradients[1:])
        },
    }


def training_case(name, clip, rng):
    """Ten Adam steps on one batch."""
    model = keras.Sequential(
        [keras.layers.LSTM(5, name="lstm"), keras.layers.Dense(2, name="dense")]
    )
    model.build((None, 6, 3))
    randomize(model, rng)
    optimizer = keras.optimizers.Adam(0.01, global_clipnorm=clip)
    model.compile(optimizer=optimizer, loss="mse")
    x = rng.uniform(-1.5, 1.5, (8, 6, 3)).astype(np.float32)
    y = rng.uniform(-1.5, 1.5, (8, 2)).astype(np.float32)
    start = weights(model)
    losses = [float(model.train_on_batch(x, y)) for _ in range(10)]
    return {
        "name": name,
        "clip": clip,
        "input": array(x),
        "target": array(y),
        "weights": start,
        "firstLoss": losses[0],
        "after": weights(model),
    }


def compute():
    rng = np.random.default_rng(20261101)
    lstm = keras.layers.LSTM
    dense = keras.layers.Dense
    return {
        "source": f"Keras {keras.__version__}, TensorFlow {tf.__version__}",
        "layers": [
            layer_case("last output", [lstm(4, name="lstm")], (3, 7, 2), rng),
            layer_case(
                "sequences", [lstm(4, return_sequences=True, name="lstm")], (3, 7, 2), rng
            ),
            layer_case(
                "stacked",
                [lstm(5, return_sequences=True, name="lstm"), lstm(3, name="lstm_1")],
                (2, 9, 4),
                rng,
            ),
            layer_case("one step", [lstm(4, name="lstm")], (3, 1, 2), rng),
            layer_case("one example", [lstm(8, name="lstm")], (1, 20, 6), rng),
            layer_case("dense", [dense(4, name="dense")], (5, 3), rng),
            layer_case("dense relu", [dense(4, activation="relu", name="dense")], (5, 3), rng),
            layer_case("dense over time", [dense(4, name="dense")], (2, 5, 3), rng),
            layer_case(
                "lstm then dense",
                [
                    lstm(6, return_sequences=True, name="lstm"),
                    dense(5, activation="relu", name="dense"),
                    dense(1, name="dense_1"),
                ],
                (4, 5, 3),
                rng,
            ),
        ],
        "training": [
            training_case("adam", None, rng),
            training_case("adam, global norm clipped at 0.1", 0.1, rng),
        ],
    }


def differences(expected, found, place=""):
    if isinstance(expected, dict) and "data" in expected:
        a, b = np.array(expected["data"]), np.array(found["data"])
        bound = TOLERANCE * max(1.0, float(np.max(np.abs(a))))
        if a.shape != b.shape or np.max(np.abs(a - b)) > bound:
            yield place
    elif isinstance(expected, dict):
        for key in expected:
            if key != "source":
                yield from differences(expected[key], found[key], f"{place}/{key}")
    elif isinstance(expected, list):
        for i, (a, b) in enumerate(zip(expected, found, strict=True)):
            yield from differences(a, b, f"{place}/{i}")


if __name__ == "__main__":
    if sys.argv[1] == "--check":
        with open(sys.argv[2], encoding="utf-8") as file:
            wrong = list(differences(json.load(file), compute()))
        print(f"{len(wrong)} differences", *wrong, sep="\n")
        sys.exit(1 if wrong else 0)
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        json.dump(compute(), file, separators=(",", ":"))
        file.write("\n")
