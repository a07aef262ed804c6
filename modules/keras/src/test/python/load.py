"""Loads files that Java wrote, asks the models for their outputs and trains them on.

    python load.py REQUESTS.json

Each request has a `model`, perhaps `weights` to load into it, `calls` with inputs by name, and perhaps batches `x` and
`y` to train on after the calls. The answers are printed as JSON. A warning is an error.
"""

import json
import os
import sys
import warnings

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import tensorflow as tf


def array(value):
    if value["dtype"] == "string":
        return tf.constant(value["data"], shape=value["shape"])
    return np.array(value["data"], dtype=value["dtype"]).reshape(value["shape"])


def flat(values):
    return [np.asarray(value).ravel().tolist() for value in keras.tree.flatten(values)]


def call(model, request):
    if request.get("reset"):
        for layer in model.layers:
            if hasattr(layer, "reset_states"):
                layer.reset_states()
        return []
    inputs = [array(request["inputs"][tensor.name]) for tensor in model.inputs]
    return flat(model(inputs if len(inputs) > 1 else inputs[0]))


def weights(model):
    """By path: with the layer's name, which Keras leaves out at times, and without a Sequential's, which it puts in."""
    found = {}
    for layer in model.layers:
        for weight in layer.weights:
            path = weight.path.removeprefix(model.name + "/")
            path = path if path.startswith(layer.name + "/") else layer.name + "/" + path
            found[path] = np.asarray(weight).ravel().tolist()
    return found


def answer(request):
    keras.utils.clear_session()
    model = keras.models.load_model(request["model"], compile="weights" not in request)
    if "weights" in request:
        model.load_weights(request["weights"])
    answer = {"outputs": [call(model, each) for each in request["calls"]]}
    if "x" in request:
        answer["iterations"] = int(model.optimizer.iterations)
        answer["frozen"] = [layer.name for layer in model.layers if not layer.trainable]
        for x, y in zip(array(request["x"]), array(request["y"])):
            model.train_on_batch(x, y)
        answer["weights"] = weights(model)
    return answer


def main(requests):
    warnings.simplefilter("error")
    with open(requests) as file:
        print(json.dumps([answer(request) for request in json.load(file)]))


main(sys.argv[1])
