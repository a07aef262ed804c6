"""Ways to compile a model, and whether Keras makes of one that Java wrote what it was.

    python compile_configs.py make FILE            writes Keras's configs
    python compile_configs.py check FILE WRITTEN   trains with them and with those that Java wrote
"""

import json
import os
import pathlib
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import keras
import numpy as np
from keras import layers, losses, metrics, optimizers
from keras.optimizers import schedules


def classifier():
    return keras.Sequential([layers.Input((4,)), layers.Dense(3, activation="softmax")])


def logits():
    return keras.Sequential([layers.Input((4,)), layers.Dense(3)])


def regression():
    return keras.Sequential([layers.Input((4,)), layers.Dense(2)])


def chance():
    return keras.Sequential([layers.Input((4,)), layers.Dense(1, activation="sigmoid")])


def several():
    x = layers.Input((4,))
    level = layers.Dense(2, name="level")(x)
    rising = layers.Dense(1, activation="sigmoid", name="rising")(x)
    return keras.Model(x, [level, rising])


def ids(rng):
    return rng.integers(0, 3, (8, 1)).astype("float32")


def one_hot(rng):
    return np.eye(3, dtype="float32")[rng.integers(0, 3, 8)]


def numbers(rng):
    return rng.normal(size=(8, 2)).astype("float32")


def truths(rng):
    return rng.integers(0, 2, (8, 1)).astype("float32")


def both(rng):
    return [numbers(rng), truths(rng)]


RATES = {
    "cosine": schedules.CosineDecay(0.1, 10, alpha=0.1),
    "cosine with warm-up": schedules.CosineDecay(
        0.01, 10, warmup_target=0.2, warmup_steps=3
    ),
    "restarts": schedules.CosineDecayRestarts(0.1, 3, t_mul=1.5, m_mul=0.9, alpha=0.05),
    "exponential": schedules.ExponentialDecay(0.1, 3, 0.5, staircase=True),
    "inverse time": schedules.InverseTimeDecay(0.1, 3, 0.5),
    "piecewise": schedules.PiecewiseConstantDecay([1, 3], [0.1, 0.05, 0.01]),
    "polynomial": schedules.PolynomialDecay(0.1, 4, 0.01, power=2.0, cycle=True),
}

OPTIMIZERS = {
    "Adam": optimizers.Adam(0.02, beta_1=0.8, beta_2=0.99, epsilon=1e-5, amsgrad=True),
    "Adam clipnorm": optimizers.Adam(0.1, clipnorm=0.1, weight_decay=0.01),
    "AdamW": optimizers.AdamW(0.1, weight_decay=0.02),
    "AdamW without decay": optimizers.AdamW(0.1, weight_decay=0.0),
    "Nadam": optimizers.Nadam(0.1, beta_1=0.85),
    "SGD": optimizers.SGD(0.1, momentum=0.9, nesterov=True, global_clipnorm=0.5),
    "RMSprop": optimizers.RMSprop(
        0.1, rho=0.8, momentum=0.2, epsilon=1e-6, centered=True, clipvalue=0.01
    ),
}

LOSSES = {
    "MeanSquaredError": (regression, numbers, losses.MeanSquaredError()),
    "MeanAbsoluteError": (regression, numbers, losses.MeanAbsoluteError()),
    "MAPE": (regression, numbers, losses.MeanAbsolutePercentageError()),
    "Huber": (regression, numbers, losses.Huber()),
    "LogCosh": (regression, numbers, losses.LogCosh()),
    "BinaryCrossentropy": (
        chance, truths, losses.BinaryCrossentropy(from_logits=True, label_smoothing=0.1),
    ),
    "CategoricalCrossentropy": (
        classifier, one_hot, losses.CategoricalCrossentropy(label_smoothing=0.2),
    ),
    "SparseCategoricalCrossentropy": (
        logits, ids, losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=1),
    ),
}

SHORT = {
    "mse": (regression, numbers), "MAE": (regression, numbers), "mape": (regression, numbers),
    "huber": (regression, numbers), "log_cosh": (regression, numbers), "bce": (chance, truths),
    "categorical_crossentropy": (classifier, one_hot),
    "sparse_categorical_crossentropy": (classifier, ids),
}

METRICS = [
    (chance, truths, [
        "accuracy", metrics.BinaryAccuracy(threshold=0.4), metrics.AUC(name="area"),
        metrics.AUC(num_thresholds=50, curve="PR"), metrics.Precision(thresholds=0.3),
        metrics.Recall(), metrics.BinaryCrossentropy(label_smoothing=0.1), "bce",
    ]),
    (classifier, ids, [
        "acc", metrics.SparseCategoricalAccuracy(), metrics.SparseTopKCategoricalAccuracy(k=2),
        metrics.SparseCategoricalCrossentropy(), "sparse_categorical_accuracy",
    ]),
    (classifier, one_hot, [
        "accuracy", metrics.CategoricalAccuracy(), metrics.TopKCategoricalAccuracy(k=1),
        metrics.F1Score(average="macro"), metrics.Precision(class_id=1),
        metrics.CategoricalCrossentropy(from_logits=False), metrics.Recall(class_id=2),
    ]),
    (regression, numbers, [
        "mae", metrics.RootMeanSquaredError(), metrics.MeanSquaredError(name="square"),
        metrics.MeanAbsolutePercentageError(), metrics.LogCoshError(),
    ]),
]


def cases():
    """Names, models, targets and the arguments of compile."""
    for name, rate in RATES.items():
        yield name, regression, numbers, dict(optimizer=optimizers.SGD(rate), loss="mse")
    for name, optimizer in OPTIMIZERS.items():
        yield name, regression, numbers, dict(optimizer=optimizer, loss="mse")
    for name, (model, targets, loss) in LOSSES.items():
        yield name, model, targets, dict(optimizer="sgd", loss=loss)
    for name, (model, targets) in SHORT.items():
        yield name, model, targets, dict(optimizer="sgd", loss=name)
    for model, targets, measured in METRICS:
        loss = "mse" if targets is numbers else "bce" if targets is truths else None
        loss = loss or (
            "categorical_crossentropy" if targets is one_hot else "sparse_categorical_crossentropy"
        )
        yield f"metrics of {model.__name__} and {targets.__name__}", model, targets, dict(
            optimizer="sgd", loss=loss, metrics=measured
        )
    yield "one loss for two outputs", several, both, dict(optimizer="adam", loss="mse")
    yield "a list of losses", several, both, dict(
        optimizer="adam", loss=["mse", losses.BinaryCrossentropy()], loss_weights=[0.5, 2.0],
        metrics=[["mae"], ["accuracy", metrics.AUC()]],
    )
    yield "losses by output", several, both, dict(
        optimizer="rmsprop", loss={"rising": "bce", "level": losses.mean_squared_error},
        loss_weights={"level": 0.25, "rising": 1.0}, metrics={"rising": "accuracy"},
        weighted_metrics={"level": ["mae", "mse"]},
    )
    yield "an output without a loss", several, both, dict(
        optimizer="sgd", loss={"level": "mse", "rising": None}, metrics=[["mae"], None],
    )
    yield "a loss weight of one output", regression, numbers, dict(
        optimizer="sgd", loss="mse", loss_weights=0.5, weighted_metrics=["mae"], run_eagerly=True,
    )


def make(path):
    made = []
    for name, model, _, arguments in cases():
        keras.utils.clear_session()
        compiled = model()
        compiled.compile(**arguments)
        config = keras.saving.serialize_keras_object(compiled.get_compile_config())
        made.append({
            "name": name, "model": json.loads(compiled.to_json()), "compile_config": config
        })
    content = {"source": "Keras " + keras.__version__, "cases": made}
    text = json.dumps(content, separators=(",", ":"))
    pathlib.Path(path).write_text(text + "\n", encoding="utf-8")


def trained(model, targets, config):
    """What three steps and an evaluation tell."""
    keras.utils.clear_session()
    keras.utils.set_random_seed(3)
    rng = np.random.default_rng(4)
    trained = model()
    for weight in trained.weights:
        weight.assign(rng.normal(size=weight.shape))
    trained.compile_from_config(config)
    trained.run_eagerly = True
    x = rng.normal(size=(8, 4)).astype("float32")
    y = targets(rng)
    logs = [trained.train_on_batch(x, y, return_dict=True) for _ in range(3)]
    logs.append(trained.evaluate(x, y, verbose=0, return_dict=True))
    return [{name: float(value) for name, value in log.items()} for log in logs]


def check(path, written):
    before = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))["cases"]
    after = json.loads(pathlib.Path(written).read_text(encoding="utf-8"))
    for (name, model, targets, _), old, new in zip(cases(), before, after, strict=True):
        expected = trained(model, targets, old["compile_config"])
        found = trained(model, targets, new)
        same = [
            a.keys() == b.keys() and np.allclose(list(a.values()), list(b.values()), 1e-6, 1e-7)
            for a, b in zip(expected, found)
        ]
        if not all(same):
            print(f"{name}: {expected} became {found}")


if __name__ == "__main__":
    {"make": make, "check": check}[sys.argv[1]](*sys.argv[2:])
