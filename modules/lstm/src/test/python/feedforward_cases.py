"""Layers without a state: dense, embedding, normalization, pooling, merging, attention."""

import keras
from keras import ops
from keras.layers import (
    LSTM,
    AdditiveAttention,
    Concatenate,
    Dense,
    Dropout,
    Embedding,
    Flatten,
    GlobalAveragePooling1D,
    GlobalMaxPooling1D,
    LayerNormalization,
    Masking,
    RepeatVector,
)
from keras.regularizers import L1, L2

from keras_cases import floats, functional, ids, sequential
from recurrent_cases import GAPS, LEADING, MASKS, PADDED_IDS, TRAILING, X

FLAT = floats(3, 4)
PADDED = floats(3, 5, 2, steps=TRAILING)


@keras.saving.register_keras_serializable(package="longtape")
class AttentionPooling1D(keras.layers.Layer):
    """Word attention of Yang et al. 2016, with Bahdanau's additive score.

    u = tanh(x @ kernel + bias), score = u . context, masked steps get no weight,
    output = sum over time of softmax(score) * x.
    """

    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.supports_masking = True

    def build(self, shape):
        self.kernel = self.add_weight((shape[-1], self.units), name="kernel")
        self.bias = self.add_weight((self.units,), name="bias")
        self.context = self.add_weight((self.units,), name="context")

    def call(self, x, mask=None):
        u = ops.tanh(ops.matmul(x, self.kernel) + self.bias)
        scores = ops.sum(u * self.context, axis=-1)
        if mask is not None:
            scores = ops.where(mask, scores, -1e9)
        return ops.sum(ops.softmax(scores, axis=1)[..., None] * x, axis=1)

    def compute_mask(self, x, mask=None):
        return None

    def get_config(self):
        return super().get_config() | {"units": self.units}


class MaskedMax(GlobalMaxPooling1D):
    """GlobalMaxPooling1D over the steps that the mask leaves; Keras's own ignores the mask."""

    supports_masking = True

    def call(self, x, mask=None):
        return super().call(ops.where(mask[..., None], x, -3e38))

    def compute_mask(self, x, mask=None):
        return None

    def get_config(self):
        return super().get_config() | {"masked": True}


MaskedMax.__name__ = "GlobalMaxPooling1D"


def cases():
    yield from dense()
    yield from embedding()
    yield from plain()
    yield from normalization()
    yield from pooling()
    yield from concatenation()
    yield from attention()
    yield from attention_pooling()


def dense():
    yield sequential("Dense", [Dense(3)], FLAT)
    for activation in (
        "relu tanh sigmoid softmax softplus softsign elu selu gelu hard_sigmoid exponential "
        "silu leaky_relu relu6 log_softmax mish"
    ).split():
        yield sequential(f"Dense {activation}", [Dense(3, activation=activation)], FLAT)
    yield sequential("Dense use_bias=False", [Dense(3, use_bias=False)], FLAT)
    yield sequential("Dense over time", [Dense(3)], X)
    yield sequential("Dense softmax over time", [Dense(3, activation="softmax")], X)
    yield sequential("Dense over 4 dimensions", [Dense(2)], floats(2, 3, 2, 3))
    yield sequential(
        "Dense regularizers",
        [Dense(3, kernel_regularizer=L1(0.03), bias_regularizer=L2(0.06))],
        FLAT,
    )
    yield sequential("Dense passes the mask on", [Masking(), Dense(2)], PADDED)
    yield sequential("Dense frozen", [Dense(3, trainable=False), Dense(2)], FLAT)


def embedding():
    yield sequential("Embedding", [Embedding(7, 3)], ids(PADDED_IDS))
    yield sequential("Embedding of one id", [Embedding(7, 3)], ids([4, 0, 6, 4]))
    yield sequential(
        "Embedding of one id, mask_zero", [Embedding(7, 3, mask_zero=True)], ids([4, 0, 6])
    )
    yield sequential("Embedding mask_zero", [Embedding(7, 3, mask_zero=True)], ids(PADDED_IDS))
    yield sequential(
        "Embedding regularizer",
        [Embedding(7, 3, embeddings_regularizer=L2(0.02))],
        ids(PADDED_IDS),
    )
    yield sequential(
        "Embedding frozen", [Embedding(7, 3, trainable=False), Dense(2)], ids(PADDED_IDS)
    )


def plain():
    for pattern, steps in MASKS.items():
        yield sequential(f"Masking, {pattern}", [Masking()], floats(3, 5, 2, steps=steps))
    yield sequential(
        "Masking mask_value", [Masking(-1.0)], floats(3, 5, 2, steps=GAPS, hidden=-1.0)
    )
    yield sequential("Dropout", [Dropout(0.5)], FLAT)
    yield sequential("Dropout passes the mask on", [Masking(), Dropout(0.5)], PADDED)
    yield sequential("RepeatVector", [RepeatVector(4)], FLAT)
    yield sequential("RepeatVector before LSTM", [RepeatVector(3), LSTM(2)], FLAT)
    yield sequential("Flatten", [Flatten()], X)
    yield sequential("Flatten 4 dimensions", [Flatten(), Dense(2)], floats(2, 3, 2, 3))
    yield sequential("Flatten drops the mask", [Masking(), Flatten()], PADDED)


def normalization():
    yield sequential("LayerNormalization", [LayerNormalization()], FLAT)
    yield sequential("LayerNormalization over time", [LayerNormalization()], floats(2, 4, 3))
    yield sequential("LayerNormalization epsilon", [LayerNormalization(epsilon=0.1)], FLAT)
    yield sequential("LayerNormalization center=False", [LayerNormalization(center=False)], FLAT)
    yield sequential("LayerNormalization scale=False", [LayerNormalization(scale=False)], FLAT)
    yield sequential(
        "LayerNormalization without weights",
        [LayerNormalization(center=False, scale=False)],
        FLAT,
    )
    yield sequential(
        "LayerNormalization keeps the mask",
        [Masking(), LayerNormalization()],
        floats(3, 5, 4, steps=TRAILING),
    )


def pooling():
    for kind in (GlobalAveragePooling1D, GlobalMaxPooling1D):
        yield sequential(kind.__name__, [kind()], X)
        yield sequential(f"{kind.__name__} keepdims", [kind(keepdims=True)], X)
        yield sequential(
            f"{kind.__name__} after LSTM, trailing padding",
            [Masking(), LSTM(3, return_sequences=True), kind()],
            PADDED,
        )
    for pattern, steps in (("trailing padding", TRAILING), ("gaps", GAPS)):
        x = floats(3, 5, 2, steps=steps)
        yield sequential(
            f"GlobalAveragePooling1D, {pattern}", [Masking(), GlobalAveragePooling1D()], x
        )
        yield sequential(
            f"GlobalMaxPooling1D over the steps that count, {pattern}",
            [Masking(), MaskedMax(name="global_max_pooling1d")],
            x,
            departs="Keras's own GlobalMaxPooling1D ignores the mask",
        )
    yield sequential(
        "GlobalAveragePooling1D keepdims, gaps",
        [Masking(), GlobalAveragePooling1D(keepdims=True)],
        floats(3, 5, 2, steps=GAPS),
    )


def concatenation():
    short = floats(3, 3, 2)
    yield functional(
        "Concatenate", lambda *x: Concatenate()(list(x)), floats(3, 2), floats(3, 4)
    )
    yield functional("Concatenate over time", lambda *x: Concatenate(axis=1)(list(x)), X, short)
    yield functional(
        "Concatenate three", lambda *x: Concatenate()(list(x)), X, X, floats(3, 5, 1)
    )
    yield functional(
        "Concatenate, both masked",
        lambda a, b: Concatenate()([Masking()(a), Masking()(b)]),
        PADDED,
        floats(3, 5, 2, steps=LEADING),
    )
    yield functional(
        "Concatenate, one masked",
        lambda a, b: Concatenate()([Masking()(a), b]),
        PADDED,
        floats(3, 5, 1),
    )
    yield functional(
        "Concatenate over time, both masked",
        lambda a, b: Concatenate(axis=1)([Masking()(a), Masking()(b)]),
        PADDED,
        floats(3, 5, 2, steps=GAPS),
    )
    yield functional(
        "Concatenate over time, one masked, before LSTM",
        lambda a, b: LSTM(2, return_sequences=True)(Concatenate(axis=1)([a, Masking()(b)])),
        short,
        PADDED,
    )


def attention():
    query, value = floats(3, 4, 2), floats(3, 5, 2)
    masked_query = floats(3, 4, 2, steps=[[1, 1, 1, 0], [1, 0, 0, 0], [1, 1, 1, 1]])
    for use_scale in (True, False):
        scale = f"use_scale={use_scale}"
        yield functional(
            f"AdditiveAttention {scale}",
            lambda q, v, s=use_scale: AdditiveAttention(use_scale=s)([q, v]),
            query,
            value,
        )
        yield functional(
            f"AdditiveAttention {scale}, masked",
            lambda q, v, s=use_scale: AdditiveAttention(use_scale=s)(
                [Masking()(q), Masking()(v)]
            ),
            masked_query,
            PADDED,
        )
    yield functional(
        "AdditiveAttention, masked query",
        lambda q, v: AdditiveAttention()([Masking()(q), v]),
        masked_query,
        value,
    )
    yield functional(
        "AdditiveAttention, masked value",
        lambda q, v: AdditiveAttention()([q, Masking()(v)]),
        query,
        floats(3, 5, 2, steps=GAPS),
    )
    yield functional(
        "AdditiveAttention with a key of its own",
        lambda q, v, k: AdditiveAttention()([q, v, k]),
        query,
        value,
        floats(3, 5, 2),
    )


def attention_pooling():
    yield sequential("AttentionPooling1D", [AttentionPooling1D(3)], X)
    for pattern, steps in (("trailing padding", TRAILING), ("gaps", GAPS)):
        yield sequential(
            f"AttentionPooling1D, {pattern}",
            [Masking(), AttentionPooling1D(3)],
            floats(3, 5, 2, steps=steps),
        )
    yield sequential(
        "AttentionPooling1D after LSTM and Embedding with mask_zero",
        [
            Embedding(7, 3, mask_zero=True),
            LSTM(2, return_sequences=True),
            AttentionPooling1D(3),
        ],
        ids(PADDED_IDS),
    )
