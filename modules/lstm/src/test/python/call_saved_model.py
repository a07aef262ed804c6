"""Calls SavedModels that Java wrote and prints what they give as JSON, on the last line.

    python call_saved_model.py REQUESTS.json
The file holds a list of {"directory": ..., "signature": ..., "inputs": {NAME: TENSOR}}, where a
tensor is {"dtype": "float32", "shape": [2, 3], "data": [...]}, row-major. For each request the answer
has "loaded", the outputs by tf.saved_model.load, and "keras", those by keras.layers.TFSMLayer, each
as {NAME: [...]}, row-major.
"""

import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import keras
import numpy as np
import tensorflow as tf


def tensor(description):
    dtype = tf.as_dtype(description["dtype"])
    return tf.reshape(tf.constant(description["data"], dtype), description["shape"])


def flat(outputs):
    return {name: np.asarray(value).ravel().tolist() for name, value in outputs.items()}


def answer(request):
    inputs = {name: tensor(value) for name, value in request["inputs"].items()}
    signature = tf.saved_model.load(request["directory"]).signatures[request["signature"]]
    # A layer casts what it is called with to its own type.
    wide = any(value.dtype == tf.float64 for value in inputs.values())
    layer = keras.layers.TFSMLayer(
        request["directory"],
        call_endpoint=request["signature"],
        dtype="float64" if wide else "float32",
    )
    if len(inputs) == 1:
        through_keras = layer(next(iter(inputs.values())))
    else:
        # A TFSMLayer passes its input by position, which a signature of several does not take.
        through_keras = layer.call_endpoint_fn(**inputs)
    return {"loaded": flat(signature(**inputs)), "keras": flat(through_keras)}


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        requests = json.load(file)
    print(json.dumps([answer(request) for request in requests]))
