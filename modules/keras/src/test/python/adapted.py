"""Writes models whose Normalization was adapted to data, so that its numbers are among the weights.

    python adapted.py FOLDER

The files in src/test/resources/io/longtape/keras/adapted were made with Keras 3.15.1 on TensorFlow 2.21.
"""

import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
from keras import layers


def main(folder):
    keras.utils.set_random_seed(5)
    random = np.random.default_rng(5)
    data = random.uniform(-3, 9, (50, 4, 2)).astype("float32")
    first, second = layers.Normalization(), layers.Normalization()
    first.adapt(data)
    second.adapt(10 * data)
    series = keras.Input((4, 2), name="series")
    joined = layers.Concatenate()([second(series), first(series)])
    model = keras.Model(series, layers.Dense(1)(layers.LSTM(2)(joined)))
    model.save(os.path.join(folder, "model.keras"))
    model.save(os.path.join(folder, "model.h5"))
    x = data[:3]
    golden = {
        "x": {"shape": x.shape, "dtype": "float32", "data": x.ravel().tolist()},
        "y": np.asarray(model(x)).ravel().tolist(),
    }
    with open(os.path.join(folder, "golden.json"), "w") as file:
        json.dump(golden, file)


main(sys.argv[1])
