"""The lines that model.summary() prints.

Keras's default line length is 88 for a chain of layers and 108 for other networks, but at most
the terminal's columns less 4: 76 in the usual terminal of 80.
"""

import dataclasses
import os

import keras
from keras.layers import (
    LSTM,
    Bidirectional,
    Concatenate,
    Dense,
    Dropout,
    Embedding,
    LayerNormalization,
    RepeatVector,
    TimeDistributed,
)

from keras_cases import config_of
from network_cases import encoder_decoder, shared_lstm, two_outputs


@dataclasses.dataclass
class Case:
    name: str
    model: keras.Model
    line_length: int = 76


def sequential(name, shape, layers, **arguments):
    return Case(name, keras.Sequential([keras.Input(shape), *layers]), **arguments)


def functional(name, call, *shapes, **arguments):
    inputs = [keras.Input(shape) for shape in shapes]
    return Case(name, keras.Model(inputs, call(*inputs)), **arguments)


def cases():
    article = [LSTM(4, activation="relu", return_sequences=True), Dense(3), Dense(1)]
    yield sequential("the article's network", (6, 2), article)
    yield sequential("free time", (None, 2), [LSTM(64), Dropout(0.2), Dense(1)])
    yield sequential("wide", (6, 2), [LSTM(64), Dense(1)], line_length=88)
    yield sequential(
        "classifier",
        (40,),
        [Embedding(20000, 64, mask_zero=True), Bidirectional(LSTM(32)), Dense(4)],
    )
    yield sequential(
        "frozen part",
        (10, 3),
        [Dense(8, trainable=False), LayerNormalization(), LSTM(5)],
    )
    yield sequential(
        "autoencoder",
        (10, 3),
        [LSTM(16), RepeatVector(10), LSTM(16, return_sequences=True), TimeDistributed(Dense(3))],
    )
    yield sequential(
        "long names",
        (10, 3),
        [
            LSTM(16, return_sequences=True, name="encoder_of_the_hourly_temperature_history"),
            LSTM(16, name="second_encoder"),
            Dense(24, name="forecast_of_the_next_24_hours_in_degrees"),
        ],
    )
    yield functional("encoder and decoder", encoder_decoder, (5, 2), (4, 1))
    yield functional("one LSTM for two inputs", shared_lstm, (5, 2), (4, 2))
    yield functional("two outputs", two_outputs, (5, 2))
    yield functional(
        "two inputs, two outputs, wide",
        lambda a, b: [Dense(1)(Concatenate()([LSTM(3)(a), b])), Dense(2)(b)],
        (5, 2),
        (3,),
        line_length=108,
    )


def compute(case):
    lines = []
    os.environ["COLUMNS"] = str(case.line_length + 4)
    case.model.summary(line_length=case.line_length, print_fn=lines.append)
    return {
        "name": case.name,
        "lineLength": case.line_length,
        "config": config_of(case.model),
        "lines": "\n".join(lines).rstrip("\n").split("\n"),
    }
