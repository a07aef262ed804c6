"""Calls a SavedModel that Java wrote and prints its output as JSON.

    python call_saved_model.py DIRECTORY INPUT_NAME BATCH TIME FEATURES OUTPUT_NAME
The input is sin(0), sin(1), ... in row-major order, as float64.
"""

import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import keras
import numpy as np
import tensorflow as tf

directory, input_name, batch, time, features, output_name = sys.argv[1:]
shape = (int(batch), int(time), int(features))
x = np.sin(np.arange(np.prod(shape), dtype=np.float64)).reshape(shape)

signature = tf.saved_model.load(directory).signatures["serving_default"]
loaded = signature(**{input_name: tf.constant(x)})[output_name].numpy()

layer = keras.layers.TFSMLayer(directory, call_endpoint="serving_default", dtype="float64")
through_keras = np.asarray(layer(x)[output_name])

print(json.dumps({"loaded": loaded.ravel().tolist(), "keras": through_keras.ravel().tolist()}))
