"""Models that read texts and the numbers of their words."""

import keras
import numpy as np
from keras import layers

WORDS = {
    "good": ["fine", "warm", "bright", "calm", "kind"],
    "bad": ["cold", "dull", "loud", "grim", "sour"],
    "thing": ["tea", "bread", "house", "song", "day", "river"],
    "glue": ["the", "was", "and", "very", "a"],
}


def sentence(rng):
    """Words from the list above, put together at random: there is no corpus behind them."""

    def pick(kind):
        return WORDS[kind][rng.integers(len(WORDS[kind]))]

    quality = "good" if rng.integers(2) else "bad"
    start = f"{pick('glue')} {pick('thing')} was {pick(quality)}"
    return start if rng.integers(2) else f"{start} and {pick('glue')} {pick(quality)}"


def text_classifier(rng):
    """Raw text in, three probabilities out."""
    vectorization = layers.TextVectorization(output_sequence_length=9, name="words")
    vectorization.adapt([sentence(rng) for _ in range(60)])
    return keras.Sequential(
        [
            keras.Input((1,), dtype="string", name="text"),
            vectorization,
            layers.Embedding(vectorization.vocabulary_size(), 6, mask_zero=True, name="embedding"),
            layers.Bidirectional(layers.LSTM(5, name="lstm"), name="both_ways"),
            layers.Dense(3, activation="softmax", name="classes"),
        ],
        name="text_classifier",
    )


def texts(rng):
    """Known and unknown words, capital letters, punctuation, too many words and none at all."""
    rows = [sentence(rng) for _ in range(3)]
    rows.append("The TEA, was: warm; (and) très bright!")
    rows.append("a day and a day and a day and a day and a cold day")
    rows.append("")
    return np.array(rows).reshape(-1, 1)


def masked_tagger():
    """A class for each token of sequences of any length; number 0 is padding."""
    return keras.Sequential(
        [
            keras.Input((None,), dtype="int32", name="tokens"),
            layers.Embedding(30, 6, mask_zero=True, name="embedding"),
            layers.LSTM(8, return_sequences=True, name="lstm"),
            # Not TimeDistributed: Keras 3.15.1 exports it wrongly where the time is unknown.
            layers.Dense(4, activation="softmax", name="tags"),
        ],
        name="masked_tagger",
    )


def token_classifier():
    """A class for a sequence of ten tokens, none of which is padding."""
    return keras.Sequential(
        [
            keras.Input((10,), dtype="int32", name="tokens"),
            layers.Embedding(40, 5, name="embedding"),
            layers.LSTM(8, name="lstm"),
            layers.Dense(5, activation="softmax", name="classes"),
        ],
        name="token_classifier",
    )


def float_tokens():
    """Numbers of words through an Input that nobody gave a dtype: Keras makes them float32."""
    return keras.Sequential(
        [
            keras.Input((8,), name="tokens"),
            layers.Embedding(20, 4, mask_zero=True, name="embedding"),
            layers.GRU(6, name="gru"),
            layers.Dense(2, activation="softmax", name="classes"),
        ],
        name="float_tokens",
    )


def token_rows(rng, lengths, time, size):
    """One row for each length, filled up with 0."""
    rows = np.zeros((len(lengths), time), np.int32)
    for row, length in enumerate(lengths):
        rows[row, :length] = rng.integers(1, size, length)
    return rows
