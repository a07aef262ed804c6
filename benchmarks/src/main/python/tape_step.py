"""The training step of LstmRegression.java in Python, for comparison.

    python tape_step.py WARM_UP STEPS

prints one line of JSON: the losses of the first steps, versions, and quartiles of
the step's time in milliseconds, eagerly with tf.GradientTape and as a tf.function.
The ops are the same as in Java, and so are the first weights and the batch.
"""

import json
import os
import platform
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import tensorflow as tf

STEPS, BATCH, FEATURES, UNITS = 20, 32, 64, 128
RATE, BETA_1, BETA_2, EPSILON = 0.001, 0.9, 0.999, 1e-7
LOSSES = 3


def numbers(scale, phase, *shape):
    """Numbers that any language computes alike."""
    index = np.arange(np.prod(shape), dtype=np.float64)
    return (scale * np.sin(1.7 * index + phase)).astype(np.float32).reshape(shape)


class Training:
    """The network's weights and Adam's moments."""

    def __init__(self):
        shapes = [(FEATURES, 4 * UNITS), (UNITS, 4 * UNITS), (4 * UNITS,), (UNITS, 1), (1,)]
        self.weights = [
            tf.Variable(numbers(0.1, place, *shape)) for place, shape in enumerate(shapes)
        ]
        self.means = [tf.Variable(tf.zeros(shape), trainable=False) for shape in shapes]
        self.squares = [tf.Variable(tf.zeros(shape), trainable=False) for shape in shapes]
        self.beta_1_power = tf.Variable(BETA_1, trainable=False)
        self.beta_2_power = tf.Variable(BETA_2, trainable=False)

    def loss(self, features, targets):
        kernel, recurrent, bias, dense_kernel, dense_bias = [
            weight.read_value() for weight in self.weights
        ]
        projected = tf.nn.bias_add(tf.matmul(features, kernel), bias)
        hidden = cell = None
        for z in tf.split(projected, STEPS, axis=0):
            if hidden is not None:
                z = tf.add(z, tf.matmul(hidden, recurrent))
            enter, forget, candidate, leave = tf.split(z, 4, axis=1)
            fresh = tf.multiply(tf.sigmoid(enter), tf.tanh(candidate))
            cell = (
                fresh
                if cell is None
                else tf.add(tf.multiply(tf.sigmoid(forget), cell), fresh)
            )
            hidden = tf.multiply(tf.sigmoid(leave), tf.tanh(cell))
        output = tf.nn.bias_add(tf.matmul(hidden, dense_kernel), dense_bias)
        return tf.reduce_mean(tf.math.squared_difference(output, targets), axis=[0, 1])

    def update(self, gradients):
        power_1, power_2 = self.beta_1_power.read_value(), self.beta_2_power.read_value()
        for weight, mean, square, gradient in zip(
            self.weights, self.means, self.squares, gradients
        ):
            tf.raw_ops.ResourceApplyAdam(
                var=weight.handle,
                m=mean.handle,
                v=square.handle,
                beta1_power=power_1,
                beta2_power=power_2,
                lr=RATE,
                beta1=BETA_1,
                beta2=BETA_2,
                epsilon=EPSILON,
                grad=gradient,
            )
        self.beta_1_power.assign(tf.multiply(power_1, BETA_1))
        self.beta_2_power.assign(tf.multiply(power_2, BETA_2))

    def step(self, features, targets):
        with tf.GradientTape() as tape:
            loss = self.loss(features, targets)
        self.update(tape.gradient(loss, self.weights))
        return loss


def measure(step, warm_up, steps):
    """The first losses, and the quartiles of the time of a step."""
    features = numbers(1, 0.5, STEPS * BATCH, FEATURES)
    targets = numbers(1, 0.25, BATCH, 1)
    losses, times = [], []
    for _ in range(LOSSES + warm_up + steps):
        start = time.perf_counter_ns()
        losses.append(float(step(tf.constant(features), tf.constant(targets))))
        times.append((time.perf_counter_ns() - start) / 1e6)
    lower, median, upper = np.percentile(times[-steps:], [25, 50, 75])
    return {
        "losses": losses[:LOSSES],
        "quartiles": {"lower": lower, "median": median, "upper": upper},
    }


def main():
    warm_up, steps = int(sys.argv[1]), int(sys.argv[2])
    results = {
        "python-eager": measure(Training().step, warm_up, steps),
        "python-function": measure(tf.function(Training().step), warm_up, steps),
    }
    versions = f"Python {platform.python_version()}, TensorFlow {tf.__version__}"
    print(json.dumps({"versions": versions, "results": results}))


if __name__ == "__main__":
    main()
