"""Models that read sequences of numbers."""

import keras
import numpy as np
from keras import layers


def stacked_forecaster():
    """Two LSTM layers and a dense one: seven days from 28 days of four columns."""
    return keras.Sequential(
        [
            keras.Input((28, 4), name="past"),
            layers.LSTM(16, return_sequences=True, name="lstm"),
            layers.LSTM(16, name="lstm_1"),
            layers.Dense(7, name="dense"),
        ],
        name="stacked_forecaster",
    )


def lstm_autoencoder():
    """Ten steps of three columns through a bottleneck of six numbers and back."""
    return keras.Sequential(
        [
            keras.Input((10, 3), name="series"),
            layers.LSTM(6, name="encoder"),
            layers.RepeatVector(10, name="repeat"),
            layers.LSTM(6, return_sequences=True, name="decoder"),
            layers.TimeDistributed(layers.Dense(3, name="dense"), name="columns"),
        ],
        name="lstm_autoencoder",
    )


def article_network():
    """The network that articles on LSTM show, with few units: LSTM with relu, two dense layers."""
    inputs = keras.Input((8, 3), name="steps")
    x = layers.LSTM(12, activation="relu", return_sequences=True, name="lstm")(inputs)
    x = layers.Dense(12, activation="relu", name="hidden")(x)
    outputs = layers.Dense(1, activation="sigmoid", name="probability")(x)
    model = keras.Model(inputs, outputs, name="article_network")
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


def stateful_lstm():
    """Two streams of which each call reads the next five steps."""
    return keras.Sequential(
        [
            keras.Input(batch_shape=(2, 5, 3), name="piece"),
            layers.LSTM(7, stateful=True, return_sequences=True, name="lstm"),
            layers.GRU(5, stateful=True, name="gru"),
            layers.Dense(2, name="dense"),
        ],
        name="stateful_lstm",
    )


def gru():
    """A GRU as it is by default, and one that resets before the product, as in the first paper."""
    return keras.Sequential(
        [
            keras.Input((None, 4), name="series"),
            layers.GRU(9, return_sequences=True, name="reset_after"),
            layers.GRU(7, reset_after=False, name="reset_before"),
            layers.Dense(3, activation="tanh", name="dense"),
        ],
        name="gru",
    )


def simple_rnn():
    """A plain recurrent layer that is run from the last step to the first."""
    return keras.Sequential(
        [
            keras.Input((12, 2), name="series"),
            layers.SimpleRNN(8, go_backwards=True, name="simple_rnn"),
            layers.Dense(1, name="dense"),
        ],
        name="simple_rnn",
    )


def bidirectional():
    """Both directions: joined, then summed with a backward layer of its own arguments."""
    return keras.Sequential(
        [
            keras.Input((9, 3), name="series"),
            layers.Bidirectional(layers.LSTM(6, return_sequences=True, name="lstm"), name="joined"),
            layers.Bidirectional(
                layers.GRU(5, return_sequences=True, name="forward"),
                merge_mode="sum",
                backward_layer=layers.GRU(
                    5,
                    return_sequences=True,
                    go_backwards=True,
                    recurrent_activation="tanh",
                    name="backward",
                ),
                name="summed",
            ),
            layers.Bidirectional(
                layers.SimpleRNN(4, name="simple_rnn"), merge_mode="ave", name="averaged"
            ),
            layers.Dense(2, name="dense"),
        ],
        name="bidirectional",
    )


def multi_input():
    """An encoder whose states begin a decoder; what is known beforehand joins the output."""
    past = keras.Input((14, 3), name="past")
    future = keras.Input((6, 2), name="future")
    known = keras.Input((4,), name="known")
    sequence, h, c = layers.LSTM(
        8, return_sequences=True, return_state=True, name="encoder"
    )(past)
    backwards = layers.GRU(5, go_backwards=True, name="backwards")(sequence)
    decoded = layers.LSTM(8, return_sequences=True, name="decoder")(future, initial_state=[h, c])
    levels = layers.TimeDistributed(layers.Dense(1, name="dense"), name="levels")(decoded)
    both = layers.Concatenate(name="both")([backwards, known, c])
    rising = layers.Dense(1, activation="sigmoid", name="rising")(both)
    return keras.Model([past, future, known], [levels, rising], name="multi_input")


def attention():
    """Attention over normalized states, pooled over time."""
    series = keras.Input((11, 4), name="series")
    x = layers.LSTM(8, return_sequences=True, dropout=0.1, name="lstm")(series)
    x = layers.LayerNormalization(name="normalization")(x)
    x = layers.Dropout(0.3, name="dropout")(x)
    attended = layers.AdditiveAttention(name="attention")([x, x])
    mean = layers.GlobalAveragePooling1D(name="mean")(attended)
    largest = layers.GlobalMaxPooling1D(name="largest")(x)
    both = layers.Concatenate(name="both")([mean, largest])
    outputs = layers.Dense(3, activation="softmax", name="classes")(both)
    return keras.Model(series, outputs, name="attention")


def masked_series():
    """Series of several lengths, padded with -1, which Masking hides."""
    return keras.Sequential(
        [
            keras.Input((10, 2), name="padded"),
            layers.Masking(mask_value=-1.0, name="masking"),
            layers.LSTM(6, return_sequences=True, name="lstm"),
            layers.GRU(5, name="gru"),
            layers.Dense(1, name="dense"),
        ],
        name="masked_series",
    )


def tf_saved_model():
    """A small forecaster that tf.saved_model.save writes, which calls its input `inputs`."""
    return keras.Sequential(
        [
            keras.Input((9, 2), name="inputs"),
            layers.GRU(6, return_sequences=True, name="gru"),
            layers.LSTM(5, name="lstm"),
            layers.Dense(3, name="dense"),
        ],
        name="tf_saved_model",
    )


def numbers(rng, *shape):
    return rng.uniform(-1.5, 1.5, shape).astype(np.float32)


def padded(rng, lengths, columns, time):
    """One series for each length, filled up with -1."""
    x = np.full((len(lengths), time, columns), -1, np.float32)
    for row, length in enumerate(lengths):
        x[row, :length] = numbers(rng, length, columns)
    return x
