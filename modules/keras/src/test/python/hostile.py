"""Writes weights files that Keras would not write, each from the same good one.

    python hostile.py FOLDER

The files in src/test/resources/io/longtape/keras/hostile were made with Keras 3.15.1 and h5py 3.14.
"""

import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import h5py
import keras
import ml_dtypes
import numpy as np
from keras import layers

KERNEL = "layers/dense/vars/0"


def replace(file, **options):
    numbers = np.asarray(file[KERNEL])
    del file[KERNEL]
    if "data" not in options and "external" not in options:
        options["data"] = numbers
    file.create_dataset(KERNEL, **options)


def bfloat16(file):
    replace(file, data=np.asarray(file[KERNEL]).astype(ml_dtypes.bfloat16))
    file[KERNEL].attrs["dtype"] = "bfloat16"


def soft_link(file):
    file["elsewhere"] = np.asarray(file[KERNEL])
    del file[KERNEL]
    file[KERNEL] = h5py.SoftLink("/elsewhere")


def external_link(file):
    del file[KERNEL]
    file[KERNEL] = h5py.ExternalLink("/etc/passwd", "/")


def group_for_numbers(file):
    del file[KERNEL]
    file.create_group(KERNEL)


def cycle(file):
    del file["layers/dense/vars"]
    file["layers/dense/vars"] = file["layers"]


def numbers_missing(file):
    del file[KERNEL]


def layer_missing(file):
    del file["layers/dense_1"]


def layer_too_many(file):
    file["layers/lstm/cell/vars/0"] = np.zeros((2, 8), "float32")


def variable_too_many(file):
    file["layers/dense/vars/2"] = np.zeros(1, "float32")


CASES = {
    "good": lambda file: None,
    "float16": lambda file: replace(file, dtype="float16"),
    "float64": lambda file: replace(file, dtype="float64"),
    "bfloat16": bfloat16,
    "big-endian": lambda file: replace(file, dtype=">f4"),
    "other-shape": lambda file: replace(file, data=np.zeros((2, 3), "float32")),
    "huge": lambda file: replace(
        file, data=None, shape=(1 << 20, 1 << 20), dtype="float32", chunks=(1024, 1024)
    ),
    "compressed": lambda file: replace(file, compression="gzip"),
    "other-file": lambda file: replace(
        file, shape=(3, 2), dtype="float32", external=[("/etc/passwd", 0, 24)]
    ),
    "soft-link": soft_link,
    "external-link": external_link,
    "group-for-numbers": group_for_numbers,
    "cycle": cycle,
    "numbers-missing": numbers_missing,
    "layer-missing": layer_missing,
    "layer-too-many": layer_too_many,
    "variable-too-many": variable_too_many,
}


def main(folder):
    keras.utils.set_random_seed(3)
    model = keras.Sequential([keras.Input((3,)), layers.Dense(2), layers.Dense(1)])
    for name, change in CASES.items():
        file = os.path.join(folder, name + ".weights.h5")
        model.save_weights(file)
        with h5py.File(file, "r+") as opened:
            change(opened)
    print(np.asarray(model.weights[0]).tolist())
    with h5py.File(os.path.join(folder, "latest.weights.h5"), "w", libver="latest") as latest:
        with h5py.File(os.path.join(folder, "good.weights.h5")) as good:
            for name in good:
                good.copy(good[name], latest, name)


main(sys.argv[1])
