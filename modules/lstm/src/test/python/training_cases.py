"""Ten optimizer steps of small models, and the history of fit()."""

import dataclasses

import keras
import numpy as np
from keras.layers import (
    GRU,
    LSTM,
    Bidirectional,
    Dense,
    Embedding,
    GlobalMaxPooling1D,
    RepeatVector,
    SimpleRNN,
    TimeDistributed,
)
from keras.optimizers import Adam

from keras_cases import array, config_of, generator, randomize, weights

STEPS = 10


@dataclasses.dataclass
class Case:
    """draw(rng) gives the arguments of train_on_batch, or of fit: x, y and more by name."""

    name: str
    model: keras.Model
    optimizer: dict
    loss: str
    draw: object
    metrics: list = dataclasses.field(default_factory=list)
    fit: dict = dataclasses.field(default_factory=dict)


def values(rng, *shape):
    return np.round(rng.uniform(-1.5, 1.5, shape), 3).astype(np.float32)


def padded_ids(rng, rows, time, vocabulary):
    ids = rng.integers(1, vocabulary, (rows, time)).astype(np.int32)
    lengths = rng.integers(1, time + 1, rows)
    return np.where(np.arange(time) < lengths[:, None], ids, 0).astype(np.int32)


def labels(rng, rows, classes):
    return rng.integers(0, classes, (rows, 1)).astype(np.int32)


def built(shape, layers, dtype="float32"):
    return keras.Sequential([keras.Input(batch_shape=shape, dtype=dtype), *layers])


def steps():
    yield Case(
        "LSTM regression, global norm clipped",
        built((None, 6, 3), [LSTM(4), Dense(2)]),
        {"learning_rate": 0.01, "global_clipnorm": 0.5},
        "mean_squared_error",
        lambda rng: {"x": values(rng, 5, 6, 3), "y": values(rng, 5, 2)},
    )
    yield Case(
        "GRU classifier of padded ids",
        built(
            (None, 6),
            [Embedding(9, 3, mask_zero=True), GRU(4), Dense(3, activation="softmax")],
            "int32",
        ),
        {"learning_rate": 0.02},
        "sparse_categorical_crossentropy",
        lambda rng: {"x": padded_ids(rng, 5, 6, 9), "y": labels(rng, 5, 3)},
    )
    yield Case(
        "Bidirectional LSTM with max pooling, class weights",
        built(
            (None, 5, 2),
            [
                Bidirectional(LSTM(3, return_sequences=True)),
                GlobalMaxPooling1D(),
                Dense(1, activation="sigmoid"),
            ],
        ),
        {"learning_rate": 0.01},
        "binary_crossentropy",
        lambda rng: {
            "x": values(rng, 6, 5, 2),
            "y": labels(rng, 6, 2).astype(np.float32),
            "class_weight": {0: 0.75, 1: 2.5},
        },
    )
    yield Case(
        "SimpleRNN stateful",
        built((4, 3, 2), [SimpleRNN(4, stateful=True), Dense(1)]),
        {"learning_rate": 0.01, "clipvalue": 0.5},
        "mean_absolute_error",
        lambda rng: {"x": values(rng, 4, 3, 2), "y": values(rng, 4, 1)},
    )
    yield Case(
        "LSTM autoencoder, sample weights",
        built(
            (None, 4, 2),
            [
                LSTM(3),
                RepeatVector(4),
                LSTM(3, return_sequences=True),
                TimeDistributed(Dense(2)),
            ],
        ),
        {"learning_rate": 0.01, "clipnorm": 0.3},
        "mean_squared_error",
        lambda rng: reconstruction(values(rng, 5, 4, 2)) | {
            "sample_weight": np.round(rng.uniform(0, 2, (5, 1)), 3).astype(np.float32)
        },
    )
    yield Case(
        "LSTM tagger, masked loss",
        built(
            (None, 5),
            [Embedding(9, 3, mask_zero=True), LSTM(4, return_sequences=True), Dense(1)],
            "int32",
        ),
        {"learning_rate": 0.01},
        "mean_squared_error",
        lambda rng: {"x": padded_ids(rng, 5, 5, 9), "y": values(rng, 5, 5, 1)},
    )


def reconstruction(x):
    return {"x": x, "y": x}


def compute_steps(case):
    rng = generator(case.name)
    randomize(case.model, rng)
    case.model.compile(optimizer=Adam(**case.optimizer), loss=case.loss)
    start = weights(case.model)
    batches = [case.draw(rng) for _ in range(STEPS)]
    losses = []
    for batch in batches:
        case.model.reset_metrics()
        losses.append(number(case.model.train_on_batch(**batch)))
    return described(case) | {
        "weights": start,
        "batches": [written(batch) for batch in batches],
        "losses": losses,
        "after": weights(case.model),
    }


def fits():
    yield Case(
        "fit with the last quarter held out",
        built((None, 5, 2), [LSTM(3), Dense(1)]),
        {"learning_rate": 0.01},
        "mean_squared_error",
        lambda rng: {"x": values(rng, 14, 5, 2), "y": values(rng, 14, 1)},
        metrics=["mae"],
        fit={"epochs": 3, "batch_size": 4, "validation_split": 0.25, "shuffle": False},
    )
    yield Case(
        "fit a classifier with class weights",
        built(
            (None, 5),
            [Embedding(9, 3, mask_zero=True), GRU(3), Dense(3, activation="softmax")],
            "int32",
        ),
        {"learning_rate": 0.02},
        "sparse_categorical_crossentropy",
        lambda rng: {
            "x": padded_ids(rng, 13, 5, 9),
            "y": labels(rng, 13, 3),
            "class_weight": {0: 1.0, 1: 2.0, 2: 0.5},
        },
        metrics=["accuracy"],
        fit={"epochs": 3, "batch_size": 5, "validation_split": 0.2, "shuffle": False},
    )
    yield Case(
        "fit with sample weights",
        built((None, 5, 2), [SimpleRNN(3), Dense(1, activation="sigmoid")]),
        {"learning_rate": 0.01},
        "binary_crossentropy",
        lambda rng: {
            "x": values(rng, 11, 5, 2),
            "y": labels(rng, 11, 2).astype(np.float32),
            "sample_weight": np.round(rng.uniform(0.2, 2, 11), 3).astype(np.float32),
        },
        metrics=["accuracy"],
        fit={"epochs": 3, "batch_size": 4, "validation_split": 0.3, "shuffle": False},
    )


def compute_fit(case):
    rng = generator(case.name)
    randomize(case.model, rng)
    case.model.compile(optimizer=Adam(**case.optimizer), loss=case.loss, metrics=case.metrics)
    start = weights(case.model)
    data = case.draw(rng)
    history = case.model.fit(**data, **case.fit, verbose=0).history
    return described(case) | {
        "metrics": case.metrics,
        "fit": case.fit,
        "weights": start,
        "data": written(data),
        "history": {name: [number(v) for v in of] for name, of in history.items()},
        "evaluate": [
            number(v) for v in case.model.evaluate(data["x"], data["y"], batch_size=4, verbose=0)
        ],
        "predict": array(case.model.predict(data["x"], batch_size=4, verbose=0)),
        "after": weights(case.model),
    }


def described(case):
    return {
        "name": case.name,
        "config": config_of(case.model),
        "optimizer": {"class_name": "Adam", **case.optimizer},
        "loss": case.loss,
    }


def number(value):
    return float(str(np.float32(value)))


def written(batch):
    camel = {"sample_weight": "sampleWeights", "class_weight": "classWeights"}
    return {
        camel.get(key, key): {str(k): v for k, v in value.items()}
        if isinstance(value, dict)
        else array(value)
        for key, value in batch.items()
    }
