"""What Keras gives for each activation: values and gradients, for Java to match.

Run with Keras 3 on TensorFlow:
    python activations.py FILE
"""

import json
import os
import pathlib
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import tensorflow as tf

NAMES = (
    "linear relu relu6 leaky_relu elu selu gelu sigmoid hard_sigmoid tanh softmax log_softmax "
    "softplus softsign silu hard_silu mish exponential"
).split()

# Rows of five, over which softmax goes; no point lies on a kink.
POINTS = np.float32(
    [
        [-8.5, -4.25, -3.125, -2.75, -1.5],
        [-0.9, -0.3, -1e-3, 1e-3, 0.2],
        [0.7, 1.6, 2.9, 4.5, 7.25],
    ]
)


def numbers(tensor):
    return [float(str(np.float32(v))) for v in tensor.numpy().ravel()]


def case(name):
    """In float64, so that a comparison sees the rounding of Java's float32 alone."""
    x = tf.constant(POINTS, tf.float64)
    weights = tf.constant(np.arange(1, POINTS.size + 1).reshape(POINTS.shape) / 8, tf.float64)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = keras.activations.get(name)(x)
        loss = tf.reduce_sum(weights * y)
    return {"name": name, "values": numbers(y), "gradients": numbers(tape.gradient(loss, x))}


content = {
    "source": f"Keras {keras.__version__}, TensorFlow {tf.__version__}",
    "loss": "sum over points i of (i + 1) / 8 * activation(point i)",
    "shape": list(POINTS.shape),
    "points": [float(str(v)) for v in POINTS.ravel()],
    "cases": [case(name) for name in NAMES],
}
if sys.argv[1] == "--check":
    expected = json.loads(pathlib.Path(sys.argv[2]).read_text(encoding="utf-8"))
    wrong = [
        a["name"]
        for a, b in zip(expected["cases"], content["cases"], strict=True)
        if a["name"] != b["name"]
        or not np.allclose(a["values"], b["values"], rtol=1e-6, atol=1e-6)
        or not np.allclose(a["gradients"], b["gradients"], rtol=1e-6, atol=1e-6)
    ]
    print(f"{len(wrong)} differences", *wrong, sep="\n")
    sys.exit(1 if wrong else 0)
pathlib.Path(sys.argv[1]).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
