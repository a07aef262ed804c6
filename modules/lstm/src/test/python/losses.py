"""What Keras computes for the losses and metrics that Java has to match.

Run with Keras 3 on TensorFlow:
    python losses.py OUTPUT.json     writes the numbers
    python losses.py --check FILE    computes them again and compares them with the file
"""

import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import keras
import numpy as np
import tensorflow as tf

from drawn_cases import Draw, align, array, differences, title, with_optional
from metric_cases import metrics


class Pinball(keras.losses.Loss):
    """Keras has none: the mean over the quantiles of max(q * e, (q - 1) * e)."""

    def __init__(self, quantiles):
        super().__init__()
        self.quantiles = tf.constant(quantiles, tf.float32)

    def call(self, y_true, y_pred):
        error = y_true[..., None] - y_pred
        q = self.quantiles
        return tf.reduce_mean(tf.maximum(q * error, (q - 1) * error), axis=-1)


LOSSES = {
    "meanSquaredError": lambda: keras.losses.MeanSquaredError(),
    "meanAbsoluteError": lambda: keras.losses.MeanAbsoluteError(),
    "meanAbsolutePercentageError": lambda: keras.losses.MeanAbsolutePercentageError(),
    "logCosh": lambda: keras.losses.LogCosh(),
    "huber": lambda delta: keras.losses.Huber(delta=delta),
    "pinball": Pinball,
    "binaryCrossentropy": lambda fromLogits=False, labelSmoothing=0.0: (
        keras.losses.BinaryCrossentropy(from_logits=fromLogits, label_smoothing=labelSmoothing)
    ),
    "categoricalCrossentropy": lambda fromLogits=False, labelSmoothing=0.0: (
        keras.losses.CategoricalCrossentropy(
            from_logits=fromLogits, label_smoothing=labelSmoothing
        )
    ),
    "sparseCategoricalCrossentropy": lambda fromLogits=False, ignoreClass=None: (
        keras.losses.SparseCategoricalCrossentropy(
            from_logits=fromLogits, ignore_class=ignoreClass
        )
    ),
}


def loss_case(name, loss, labels, predictions, weights=None, mask=None, activation=None, **config):
    """The losses, their reduction, and its gradient by the predictions (or their logits)."""
    keras_loss = LOSSES[loss](**config)
    x = tf.constant(predictions)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = x if activation is None else keras.activations.get(activation)(x)
        per_sample = keras_loss.call(tf.constant(labels), y)
        if mask is not None:
            keras.src.backend.set_keras_mask(y, tf.constant(mask))
        value = keras_loss(tf.constant(labels), y, align(weights, per_sample))
    case = {
        "name": title(loss, config, name),
        "function": loss,
        "config": config,
        "labels": array(labels),
        "predictions": array(predictions),
        "perSample": array(per_sample),
        "value": array(value),
        "gradient": array(tape.gradient(value, x)),
    }
    if activation is not None:
        case["activation"] = activation.capitalize()
    return with_optional(case, weights, mask)


def variants(loss, draw, labels, predictions, per_sample, **config):
    """Plain, with weights, with a mask, with both; the last axes of the losses are a sequence's."""
    name = f"{list(labels.shape)} beside {list(predictions.shape)}"
    rows = per_sample[0]
    yield loss_case(name, loss, labels, predictions, **config)
    yield loss_case(
        f"{name}, weights", loss, labels, predictions, weights=draw.weights(rows), **config
    )
    if len(per_sample) > 1:
        yield loss_case(
            f"{name}, weights of steps",
            loss,
            labels,
            predictions,
            weights=draw.weights(*per_sample),
            **config,
        )
        yield loss_case(
            f"{name}, mask", loss, labels, predictions, mask=draw.mask(*per_sample), **config
        )
        yield loss_case(
            f"{name}, mask and weights",
            loss,
            labels,
            predictions,
            weights=draw.weights(rows),
            mask=draw.mask(*per_sample),
            **config,
        )
        yield loss_case(
            f"{name}, mask and weights of steps",
            loss,
            labels,
            predictions,
            weights=draw.weights(*per_sample),
            mask=draw.mask(*per_sample),
            **config,
        )


def regression_losses(draw):
    for loss, config in (
        ("meanSquaredError", {}),
        ("meanAbsoluteError", {}),
        ("huber", {"delta": 1.0}),
    ):
        flat, deep = draw.numbers(4, 3), draw.numbers(2, 5, 3)
        yield from variants(loss, draw, flat, draw.numbers(4, 3), (4,), **config)
        yield from variants(loss, draw, deep, draw.numbers(2, 5, 3), (2, 5), **config)
        yield loss_case(
            "[4] beside [4, 1]", loss, draw.numbers(4), draw.numbers(4, 1), **config
        )
    for loss in ("meanAbsolutePercentageError", "logCosh"):
        yield from variants(loss, draw, draw.numbers(4, 3), draw.numbers(4, 3), (4,))
    yield loss_case("0.4", "huber", draw.numbers(4, 3), draw.numbers(4, 3), delta=0.4)
    yield loss_case("[4, 1] beside [4]", "meanSquaredError", draw.numbers(4, 1), draw.numbers(4))
    yield loss_case(
        "[2, 5] beside [2, 5, 1]", "meanSquaredError", draw.numbers(2, 5), draw.numbers(2, 5, 1)
    )
    yield loss_case(
        "mask that hides all",
        "meanSquaredError",
        draw.numbers(2, 3, 2),
        draw.numbers(2, 3, 2),
        mask=np.zeros((2, 3), bool),
    )
    yield loss_case(
        "mask of rows",
        "meanSquaredError",
        draw.numbers(4, 2),
        draw.numbers(4, 2),
        mask=np.array([True, False, True, True]),
    )
    quantiles = [0.1, 0.5, 0.9]
    yield from variants(
        "pinball", draw, draw.numbers(4), draw.numbers(4, 3), (4,), quantiles=quantiles
    )
    yield from variants(
        "pinball", draw, draw.numbers(2, 5), draw.numbers(2, 5, 3), (2, 5), quantiles=quantiles
    )


def classification_losses(draw):
    binary, categorical = "binaryCrossentropy", "categoricalCrossentropy"
    sparse = "sparseCategoricalCrossentropy"
    for config in ({}, {"fromLogits": True}):
        logits = "fromLogits" in config
        p = draw.numbers if logits else draw.probabilities
        s = draw.numbers if logits else draw.softmax
        yield from variants(binary, draw, draw.bits(4, 3), p(4, 3), (4,), **config)
        yield from variants(binary, draw, draw.bits(2, 5, 1), p(2, 5, 1), (2, 5), **config)
        yield from variants(categorical, draw, draw.onehot(4, 3), s(4, 3), (4,), **config)
        yield from variants(
            categorical, draw, draw.onehot(2, 5, 3), s(2, 5, 3), (2, 5), **config
        )
        yield from variants(sparse, draw, draw.ids(3, 4), s(4, 3), (4,), **config)
        yield from variants(sparse, draw, draw.ids(3, 2, 5), s(2, 5, 3), (2, 5), **config)
        yield loss_case(
            "smoothed", binary, draw.bits(4, 2), p(4, 2), labelSmoothing=0.2, **config
        )
        yield loss_case(
            "smoothed",
            categorical,
            draw.onehot(4, 5),
            s(4, 5),
            labelSmoothing=0.1,
            **config,
        )
        yield loss_case("[4, 1] beside [4, 3]", sparse, draw.ids(3, 4, 1), s(4, 3), **config)
        for ignored in (2, -1):
            ids = draw.ids(3, 2, 5)
            ids[0, 1:3] = ignored
            yield from variants(
                sparse, draw, ids, s(2, 5, 3), (2, 5), ignoreClass=ignored, **config
            )
    # Where probabilities end, nothing flows back, but from the activation's logits
    ends = np.array([[0, 1, 1], [1, 0, 0]], np.float32)
    yield loss_case("at the ends", binary, draw.bits(2, 3), ends)
    far = np.array([[-120, 3, 0], [40, -1, 2]], np.float32)
    yield loss_case("far logits", binary, draw.bits(2, 3), far, fromLogits=True)
    yield loss_case("from the sigmoid", binary, 1 - draw.bits(2, 3), far, activation="sigmoid")
    yield loss_case("at the ends", categorical, draw.onehot(2, 3), np.eye(3, dtype=np.float32)[:2])
    # Sums away from 1 are made 1
    yield loss_case("not summing to 1", categorical, draw.onehot(4, 3), draw.probabilities(4, 3))
    yield loss_case("soft labels", categorical, draw.softmax(4, 3), draw.softmax(4, 3))
    yield loss_case("from the softmax", categorical, draw.onehot(2, 3), far, activation="softmax")
    yield loss_case("not summing to 1", sparse, draw.ids(3, 4), draw.probabilities(4, 3))
    yield loss_case("from the softmax", sparse, draw.ids(3, 2), far, activation="softmax")
    yield loss_case("[4] beside [4, 1]", binary, draw.bits(4), draw.probabilities(4, 1))


def compute():
    draw = Draw(20261102)
    return {
        "source": f"Keras {keras.__version__}, TensorFlow {tf.__version__}",
        "losses": [*regression_losses(draw), *classification_losses(draw)],
        "metrics": list(metrics(draw)),
    }


if __name__ == "__main__":
    if sys.argv[1] == "--check":
        with open(sys.argv[2], encoding="utf-8") as file:
            wrong = list(differences(json.load(file), compute()))
        print(f"{len(wrong)} differences", *wrong, sep="\n")
        sys.exit(1 if wrong else 0)
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        json.dump(compute(), file, separators=(",", ":"))
        file.write("\n")
