"""Models that were trained a little, and can be trained on."""

import keras
import numpy as np
import tensorflow as tf
from keras import layers

from . import golden

STEPS = 20
ROWS = 8


def trained_classifier(rng):
    """A classifier with what Adam remembers of its first thirty steps."""
    model = keras.Sequential(
        [
            keras.Input((10, 3), name="series"),
            layers.LSTM(8, return_sequences=True, name="lstm"),
            layers.LSTM(6, name="lstm_1"),
            layers.Dense(3, activation="softmax", name="classes"),
        ],
        name="trained_classifier",
    )
    model.compile(
        optimizer=keras.optimizers.Adam(0.01),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    spread(model, rng, 0.5)
    for _ in range(30):
        model.train_on_batch(*classified(rng))
    return model


def classified(rng):
    """Eight series whose class their largest column tells."""
    x = rng.uniform(-1.5, 1.5, (ROWS, 10, 3)).astype(np.float32)
    return x, x.sum(axis=1).argmax(axis=1).astype(np.int32)


def continued(file, rng):
    """Twenty more steps from a file: the batches, the loss before each step, the weights after."""
    model = keras.saving.load_model(file)
    batches = [classified(rng) for _ in range(STEPS)]
    losses = []
    for x, y in batches:
        model.reset_metrics()
        losses.append(float(model.train_on_batch(x, y, return_dict=True)["loss"]))
    return {
        "source": golden.SOURCE,
        "x": golden.array(np.stack([x for x, _ in batches])),
        "y": golden.array(np.stack([y for _, y in batches])),
        "loss": losses,
        "weights": golden.weights_of(model),
    }


def endpoints():
    """A forecaster that is exported with its own way to train."""
    model = keras.Sequential(
        [
            keras.Input((7, 2), name="past"),
            layers.LSTM(6, name="lstm"),
            layers.Dense(1, name="dense"),
        ],
        name="endpoints",
    )
    model.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse")
    return model


def export_endpoints(model, directory):
    """Signatures serve, range and train; the first is serving_default too."""
    model.optimizer.build(model.trainable_variables)
    past = tf.TensorSpec((None, 7, 2), tf.float32, name="past")
    target = tf.TensorSpec((None, 1), tf.float32, name="target")

    def serve(past):
        return {"level": model(past, training=False)}

    def spread_of(past):
        level = model(past, training=False)
        width = tf.math.reduce_std(past[:, :, :1], axis=1)
        return {"lowest": level - width, "highest": level + width}

    def train(past, target):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(model(past, training=True) - target))
        gradients = tape.gradient(loss, model.trainable_variables)
        model.optimizer.apply(gradients, model.trainable_variables)
        return {"loss": loss}

    archive = keras.export.ExportArchive()
    archive.track(model)
    archive.add_endpoint("serve", serve, input_signature=[past])
    archive.add_endpoint("range", spread_of, input_signature=[past])
    archive.add_endpoint("train", train, input_signature=[past, target])
    archive.write_out(directory, verbose=False)


def call_endpoints(directory, rng):
    """Each signature once, then five steps of training, then the answer after them."""
    loaded = tf.saved_model.load(directory)
    past = rng.uniform(-1.5, 1.5, (4, 7, 2)).astype(np.float32)
    target = past.sum(axis=(1, 2)).reshape(-1, 1) / 4
    calls = []
    for signature in ["serve", "range"] + ["train"] * 5 + ["serve"]:
        inputs = {"past": past} | ({"target": target} if signature == "train" else {})
        tensors = {name: tf.constant(value) for name, value in inputs.items()}
        answer = loaded.signatures[signature](**tensors)
        calls.append(
            {
                "signature": signature,
                "inputs": {name: golden.array(value) for name, value in inputs.items()},
                "outputs": {name: golden.array(v) for name, v in sorted(answer.items())},
            }
        )
    return calls


def spread(model, rng, width):
    """Weights drawn at random; no bias is zero, so that a swapped gate changes the numbers."""
    for weight in model.trainable_variables:
        weight.assign(rng.uniform(-width, width, weight.shape).astype(np.float32))
