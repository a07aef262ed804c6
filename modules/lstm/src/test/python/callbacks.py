"""What Keras's callbacks decide when they are shown made-up logs.

Run with Keras 3 on TensorFlow, and tensorboard:
    python callbacks.py OUTPUT.json     writes the decisions
    python callbacks.py --check FILE    takes them again and compares them with the file
"""

import glob
import json
import math
import os
import sys
import tempfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import keras
import numpy as np
import tensorflow as tf
from keras import callbacks

RATE = 0.01


def trained_model():
    """A model with metrics, whose single weight says which epoch it is."""
    model = keras.Sequential([keras.layers.Dense(1, use_bias=False, name="dense")])
    model.compile(keras.optimizers.SGD(RATE), loss="mse", metrics=["accuracy", "mae"])
    model.fit(np.zeros((1, 1)), np.zeros((1, 1)), verbose=0)
    return model


MODEL = trained_model()


def fresh():
    MODEL.optimizer.learning_rate = RATE
    MODEL.stop_training = False
    return MODEL


def set_epoch(model, epoch):
    model.set_weights([np.full((1, 1), epoch, dtype=np.float32)])


def number(value):
    if value is None or math.isfinite(value):
        return value
    return "NaN" if math.isnan(value) else ("Infinity" if value > 0 else "-Infinity")


def early_stopping(values, **arguments):
    model = fresh()
    callback = callbacks.EarlyStopping(**arguments)
    callback.set_model(model)
    callback.on_train_begin()
    stopped = None
    last = 0
    for epoch, value in enumerate(values):
        callback.on_epoch_begin(epoch)
        set_epoch(model, epoch + 1)
        last = epoch + 1
        callback.on_epoch_end(epoch, {callback.monitor: value})
        if model.stop_training:
            stopped = epoch + 1
            break
    callback.on_train_end()
    return {
        "kind": "EarlyStopping",
        "arguments": arguments,
        "values": [number(v) for v in values],
        "stoppedEpoch": stopped,
        "lastEpoch": last,
        "weightsOfEpoch": int(model.get_weights()[0].item()),
        "best": number(callback.best),
        "wait": callback.wait,
    }


def reduce_lr(values, **arguments):
    model = fresh()
    callback = callbacks.ReduceLROnPlateau(**arguments)
    callback.set_model(model)
    callback.on_train_begin()
    rates = []
    for epoch, value in enumerate(values):
        callback.on_epoch_end(epoch, {callback.monitor: value})
        rates.append(float(model.optimizer.learning_rate.numpy()))
    return {
        "kind": "ReduceLROnPlateau",
        "arguments": arguments,
        "values": [number(v) for v in values],
        "rates": rates,
    }


def model_checkpoint(values, template, batches=0, **arguments):
    """Which files are saved; with batches, logs also come after each of so many steps."""
    model = fresh()
    saved = []
    model.save = lambda path, overwrite: saved.append(os.path.basename(path))
    callback = callbacks.ModelCheckpoint(template + ".keras", **arguments)
    callback.set_model(model)
    callback.on_train_begin()
    for epoch, value in enumerate(values):
        callback.on_epoch_begin(epoch)
        for batch in range(batches):
            callback.on_train_batch_end(batch, {callback.monitor: value + batch})
        callback.on_epoch_end(epoch, {callback.monitor: value})
    del model.save
    return {
        "kind": "ModelCheckpoint",
        "arguments": arguments,
        "template": template,
        "batches": batches,
        "values": [number(v) for v in values],
        "saved": [path[: -len(".keras")] for path in saved],
    }


def scheduler(name, schedule, epochs):
    model = fresh()
    callback = callbacks.LearningRateScheduler(schedule)
    callback.set_model(model)
    rates = []
    for epoch in range(epochs):
        callback.on_epoch_begin(epoch)
        rates.append(float(model.optimizer.learning_rate.numpy()))
    return {"kind": "LearningRateScheduler", "schedule": name, "rates": rates}


def csv_logger(logs, separator):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "log.csv")
        callback = callbacks.CSVLogger(path, separator=separator)
        callback.set_model(fresh())
        callback.on_train_begin()
        for epoch, log in enumerate(logs):
            callback.on_epoch_end(epoch, dict(log))
        callback.on_train_end()
        with open(path) as file:
            text = file.read()
    return {"kind": "CSVLogger", "separator": separator, "logs": logs, "text": text}


def tensor_board(logs, **arguments):
    """The tags of the event files, with steps and values; of histograms only the steps."""
    model = fresh()
    with tempfile.TemporaryDirectory() as folder:
        callback = callbacks.TensorBoard(folder, write_graph=False, **arguments)
        callback.set_model(model)
        callback.on_train_begin()
        for epoch, log in enumerate(logs):
            callback.on_epoch_begin(epoch)
            callback.on_epoch_end(epoch, dict(log))
        callback.on_train_end()
        runs = {}
        for path in sorted(glob.glob(os.path.join(folder, "*", "*tfevents*"))):
            tags = runs.setdefault(os.path.basename(os.path.dirname(path)), {})
            for event in tf.compat.v1.train.summary_iterator(path):
                for value in event.summary.value:
                    plugin = value.metadata.plugin_data.plugin_name
                    entry = {"step": event.step}
                    if not plugin or plugin == "scalars":
                        entry["value"] = float(tf.make_ndarray(value.tensor))
                    tags.setdefault(value.tag, []).append(entry)
    return {"kind": "TensorBoard", "arguments": arguments, "logs": logs, "runs": runs}


def waves(seed, count, digits=2):
    """Falls and rises, with ties."""
    rng = np.random.default_rng(seed)
    return [round(float(v), digits) for v in 1 + np.cumsum(rng.normal(-0.02, 0.1, count))]


FALLING = [1.0, 0.9, 0.8, 0.7, 0.6]
PLATEAU = [1.0, 0.8, 0.7, 0.7, 0.7, 0.7, 0.7, 0.7]
BUMP = [1.0, 0.5, 0.9, 0.8, 0.45, 0.6, 0.7, 0.44, 0.9, 0.9, 0.9, 0.9]
SMALL_STEPS = [1.0, 0.9999, 0.9998, 0.9997, 0.9996, 0.9, 0.8999, 0.8998, 0.8]
NAN = float("nan")


def cases():
    both = [
        early_stopping(FALLING),
        early_stopping(PLATEAU),
        early_stopping(PLATEAU, patience=2),
        early_stopping(PLATEAU, patience=2, restore_best_weights=True),
        early_stopping(BUMP, patience=1, restore_best_weights=True),
        early_stopping(BUMP, patience=2, restore_best_weights=True),
        early_stopping(BUMP, patience=3, restore_best_weights=True),
        early_stopping(BUMP, patience=4, restore_best_weights=True),
        early_stopping(BUMP, monitor="val_accuracy", patience=2, restore_best_weights=True),
        early_stopping(BUMP, monitor="val_mae", patience=2),
        early_stopping(BUMP, monitor="loss", mode="max", patience=2),
        early_stopping(BUMP, monitor="anything", mode="min", patience=2),
        early_stopping(SMALL_STEPS, min_delta=0.0001, patience=2),
        early_stopping(SMALL_STEPS, min_delta=-0.001, patience=2),
        early_stopping(SMALL_STEPS, min_delta=0.001, patience=3, restore_best_weights=True),
        early_stopping(BUMP, baseline=0.5, patience=2, restore_best_weights=True),
        early_stopping(BUMP, baseline=0.47, patience=5, restore_best_weights=True),
        early_stopping(BUMP, baseline=0.1, patience=3, restore_best_weights=True),
        early_stopping(FALLING, baseline=0.65, patience=4, restore_best_weights=True),
        early_stopping(BUMP, start_from_epoch=3, patience=1, restore_best_weights=True),
        early_stopping(PLATEAU, start_from_epoch=4),
        early_stopping(PLATEAU, start_from_epoch=20, restore_best_weights=True),
        early_stopping([1.0, NAN, 0.5, NAN, NAN], patience=2, restore_best_weights=True),
        early_stopping([NAN, 0.9, 0.8, 0.7], patience=3, restore_best_weights=True),
        early_stopping([math.inf, 5.0, -math.inf, -math.inf, 0.0], patience=2),
        early_stopping([0.1, 0.1 - 1e-9, 0.1 - 2e-9, 0.1 - 3e-9], patience=2),
        early_stopping([0.9001, 0.9, 0.8999, 0.8], min_delta=0.0001, patience=1),
        reduce_lr(PLATEAU),
        reduce_lr(PLATEAU, patience=2),
        reduce_lr(PLATEAU, patience=0),
        reduce_lr(PLATEAU, patience=1, factor=0.5),
        reduce_lr(PLATEAU, patience=1, factor=0.0, min_lr=0.002),
        reduce_lr(PLATEAU, patience=1, factor=0.5, cooldown=1),
        reduce_lr(PLATEAU + PLATEAU, patience=2, factor=0.3, cooldown=3),
        reduce_lr(PLATEAU, patience=1, factor=0.5, min_lr=0.003),
        reduce_lr(PLATEAU, patience=1, factor=0.5, min_lr=0.01),
        reduce_lr(BUMP, patience=2, factor=0.2),
        reduce_lr(BUMP, monitor="val_accuracy", patience=2, factor=0.2),
        reduce_lr(BUMP, monitor="anything", mode="max", patience=1, factor=0.9),
        reduce_lr(SMALL_STEPS, patience=2, factor=0.2),
        reduce_lr(SMALL_STEPS, patience=2, factor=0.2, min_delta=0.01),
        reduce_lr([1.0, NAN, NAN, 0.5, NAN], patience=2, factor=0.2),
        model_checkpoint(BUMP, "{epoch:02d}-{val_loss:.2f}"),
        model_checkpoint(BUMP, "{epoch:02d}-{val_loss:.2f}", save_best_only=True),
        model_checkpoint(BUMP, "{epoch}", save_best_only=True, initial_value_threshold=0.47),
        model_checkpoint(
            BUMP, "{epoch:03d} {val_accuracy:8.3e}", save_best_only=True, monitor="val_accuracy"
        ),
        model_checkpoint(PLATEAU, "same", save_best_only=True),
        model_checkpoint(FALLING, "{epoch}-{batch:02d}", batches=4, save_freq=3),
        model_checkpoint(FALLING, "{epoch}-{batch}", batches=3, save_freq=7),
        model_checkpoint(
            FALLING,
            "{epoch}-{batch}-{loss:.1f}",
            batches=3,
            save_freq=2,
            save_best_only=True,
            monitor="loss",
        ),
        scheduler("keep", lambda epoch, rate: rate, 3),
        scheduler("decay", lambda epoch, rate: rate * 0.9, 6),
        scheduler("steps", lambda epoch, rate: 0.1 if epoch < 3 else 0.01, 6),
        csv_logger([{"loss": 0.5, "accuracy": 0.25}, {"loss": 0.125, "accuracy": 1.0}], ","),
        csv_logger([{"loss": 0.5}, {"loss": 0.25, "val_loss": 0.75}], ";"),
        csv_logger([{"val_loss": 2.0, "loss": 1.5, "b": 0.0}, {"loss": 1.0, "b": 3.0}], "\t"),
        tensor_board([{"loss": 0.5, "accuracy": 0.25}] * 2),
        tensor_board([{"loss": 0.5 / (i + 1), "val_loss": 0.75 - i} for i in range(4)]),
        tensor_board([{"loss": 1.0, "val_loss": 0.75}] * 5, histogram_freq=2),
    ]
    for seed in range(6):
        values = waves(seed, 40)
        both.append(
            early_stopping(
                values,
                patience=3 + seed,
                min_delta=0.02 * (seed % 3),
                restore_best_weights=seed % 2 == 0,
            )
        )
        both.append(
            reduce_lr(values, patience=1 + seed, factor=0.3, cooldown=seed % 3, min_lr=1e-4)
        )
    return both


def main():
    found = json.loads(json.dumps({"keras": keras.__version__, "cases": cases()}))
    if sys.argv[1] == "--check":
        with open(sys.argv[2]) as file:
            expected = json.load(file)
        differences = sum(a != b for a, b in zip(found["cases"], expected["cases"]))
        differences += abs(len(found["cases"]) - len(expected["cases"]))
        print(f"{len(found['cases'])} cases, {differences} differences")
        sys.exit(differences != 0)
    with open(sys.argv[1], "w") as file:
        file.write('{"keras": %s, "cases": [\n' % json.dumps(found["keras"]))
        file.write(",\n".join(json.dumps(case) for case in found["cases"]))
        file.write("\n]}\n")


main()
