"""Makes the models in this folder with Keras 3 on TensorFlow.

Run in this folder:
    python make_models.py            writes the models and what Python computes with them
    python make_models.py --check    calls the models that are there and compares with golden.json
"""

import json
import os
import pathlib
import shutil
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import keras
import numpy as np
import tensorflow as tf

TOLERANCE = 1e-6
SEED = 20261101
STACKED = pathlib.Path("stacked-forecaster")


def array(values):
    values = np.asarray(values, dtype=np.float32)
    return {"shape": list(values.shape), "data": [float(v) for v in values.ravel()]}


def name_of(weight, model):
    """The weight's path without the model's name: lstm/lstm_cell/kernel."""
    return weight.path.removeprefix(model.name + "/")


def stacked_forecaster(rng):
    """Two LSTM layers and a dense one: seven days from 28 days of four columns."""
    model = keras.Sequential(
        [
            keras.Input((28, 4), name="past"),
            keras.layers.LSTM(16, return_sequences=True, name="lstm"),
            keras.layers.LSTM(16, name="lstm_1"),
            keras.layers.Dense(7, name="dense"),
        ],
        name="stacked_forecaster",
    )
    # No bias is zero, so that a swapped gate or a lost bias changes the numbers.
    for weight in model.trainable_variables:
        weight.assign(rng.uniform(-0.7, 0.7, weight.shape).astype(np.float32))
    return model


def write(model, folder, rng):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    model.save(folder / "model.keras")
    model.export(folder / "saved_model", verbose=False)
    x = rng.uniform(-1.5, 1.5, (3, *model.input_shape[1:])).astype(np.float32)
    golden = {
        "source": f"Keras {keras.__version__}, TensorFlow {tf.__version__}",
        "seed": SEED,
        "input": array(x),
        "output": array(model(x)),
        "weights": {name_of(w, model): array(w.numpy()) for w in model.trainable_variables},
    }
    with open(folder / "golden.json", "w", encoding="utf-8") as file:
        json.dump(golden, file, separators=(",", ":"))
        file.write("\n")


def differences(folder):
    """The ways of loading that do not give the numbers in golden.json."""
    golden = json.loads((folder / "golden.json").read_text(encoding="utf-8"))
    x = np.array(golden["input"]["data"], np.float32).reshape(golden["input"]["shape"])
    expected = np.array(golden["output"]["data"]).reshape(golden["output"]["shape"])
    saved = tf.saved_model.load(folder / "saved_model").signatures["serving_default"]
    found = {
        "saved_model": saved(past=tf.constant(x))["output_0"].numpy(),
        "model.keras": keras.saving.load_model(folder / "model.keras")(x).numpy(),
    }
    for way, y in found.items():
        if y.shape != expected.shape or np.max(np.abs(y - expected)) > TOLERANCE:
            yield f"{folder}/{way}"


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        wrong = list(differences(STACKED))
        print(f"{len(wrong)} differences", *wrong, sep="\n")
        sys.exit(1 if wrong else 0)
    numbers = np.random.default_rng(SEED)
    write(stacked_forecaster(numbers), STACKED, numbers)
