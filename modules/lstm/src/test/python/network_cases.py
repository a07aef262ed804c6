"""Networks of several layers, inputs and outputs."""

import keras
from keras.layers import (
    GRU,
    LSTM,
    AdditiveAttention,
    Bidirectional,
    Concatenate,
    Dense,
    Dropout,
    Embedding,
    Flatten,
    GlobalAveragePooling1D,
    LayerNormalization,
    Masking,
    RepeatVector,
    TimeDistributed,
)
from keras.regularizers import L2

from feedforward_cases import AttentionPooling1D
from keras_cases import Case, continued, floats, functional, ids, sequential
from recurrent_cases import PADDED_IDS, TRAILING, X


def cases():
    yield functional("two inputs", two_inputs, X, floats(3, 3))
    yield functional("one LSTM for two inputs", shared_lstm, X, floats(3, 4, 2))
    yield functional("one Dense twice in a row", shared_dense, floats(3, 2))
    yield functional("two outputs", two_outputs, X)
    yield functional("encoder and decoder", encoder_decoder, X, floats(3, 4, 1))
    yield functional(
        "translation with attention", translation, ids(PADDED_IDS), ids([[1, 2], [3, 0], [4, 4]])
    )
    yield functional(
        "forecast of known future inputs",
        forecast,
        floats(3, 5, 2, steps=TRAILING),
        floats(3, 2, 3),
    )
    yield sequential(
        "classifier with attention pooling",
        [
            Embedding(7, 3, mask_zero=True),
            Bidirectional(LSTM(2, return_sequences=True)),
            AttentionPooling1D(3),
            Dropout(0.2),
            Dense(3, activation="softmax"),
        ],
        ids(PADDED_IDS),
    )
    yield sequential(
        "tagger",
        [
            Embedding(7, 3, mask_zero=True),
            LSTM(3, return_sequences=True),
            LayerNormalization(),
            TimeDistributed(Dense(2, activation="softmax")),
        ],
        ids(PADDED_IDS),
    )
    yield sequential(
        "autoencoder",
        [
            Masking(),
            LSTM(3),
            RepeatVector(5),
            LSTM(3, return_sequences=True),
            TimeDistributed(Dense(2)),
        ],
        floats(3, 5, 2, steps=TRAILING),
    )
    yield sequential(
        "regularized forecaster",
        [
            LSTM(3, return_sequences=True, kernel_regularizer=L2(0.01)),
            GRU(2, recurrent_regularizer=L2(0.02), return_sequences=True),
            Flatten(),
            Dense(2, kernel_regularizer=L2(0.03)),
        ],
        floats(2, 4, 2),
    )
    yield named_layers()


def two_inputs(series, still):
    return Dense(2)(Concatenate()([LSTM(3)(series), Dense(2, activation="tanh")(still)]))


def shared_lstm(left, right):
    lstm = LSTM(3)
    return Dense(1, activation="sigmoid")(Concatenate()([lstm(left), lstm(right)]))


def shared_dense(x):
    dense = Dense(2, activation="tanh")
    return dense(dense(x))


def two_outputs(x):
    sequence = LSTM(3, return_sequences=True)(x)
    return [Dense(2)(GlobalAveragePooling1D()(sequence)), TimeDistributed(Dense(1))(sequence)]


def encoder_decoder(past, future):
    _, h, c = LSTM(3, return_state=True)(past)
    decoded = LSTM(3, return_sequences=True)(future, initial_state=[h, c])
    return TimeDistributed(Dense(1))(decoded)


def translation(source, target):
    encoded, state = GRU(3, return_sequences=True, return_state=True)(
        Embedding(7, 2, mask_zero=True)(source)
    )
    decoder = GRU(3, return_sequences=True)
    decoded = continued(decoder, Embedding(5, 2, mask_zero=True)(target), [state])
    context = AdditiveAttention()([decoded, encoded])
    return Dense(4, activation="softmax")(Concatenate()([decoded, context]))


def forecast(past, future):
    outputs = Bidirectional(LSTM(2, return_state=True))(Masking()(past))
    h = Concatenate()([outputs[1], outputs[3]])
    c = Concatenate()([outputs[2], outputs[4]])
    return Dense(2)(LSTM(4, return_sequences=True)(future, initial_state=[h, c]))


def named_layers():
    inputs = keras.Input((5, 2), name="history")
    hidden = LSTM(3, name="encoder")(inputs)
    outputs = {
        "mean": Dense(1, name="mean")(hidden),
        "spread": Dense(1, activation="softplus", name="spread")(hidden),
    }
    model = keras.Model(inputs, list(outputs.values()), name="forecaster")
    return Case("layers named by hand", model, [[floats(3, 5, 2)]])
