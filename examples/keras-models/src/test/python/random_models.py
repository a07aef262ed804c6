"""Random architectures in Keras, with what they compute.

Run with Keras 3 on TensorFlow:
    python random_models.py DIRECTORY COUNT [FIRST]
writes folders with model.keras, golden.json and, for every third model, saved_model. FIRST is the
number of the first model, 0 by default: each model depends on its number alone.
"""

import os
import pathlib
import sys
import warnings

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[5] / "models"))

import keras
import numpy as np
from keras import layers
from keras.src.backend import get_keras_mask

import random_layers as some
from random_training import compile_model
from keras_models import golden, tokens
from keras_models.training import spread

# Keras says what is odd about random models.
warnings.simplefilter("ignore")

SEED = 20261124
EVERY_THIRD = 3


class Sequence:
    """A tensor with time, and what is known of it: steps, or None, and whether it has a mask."""

    def __init__(self, tensor, time, masked):
        self.tensor, self.time, self.masked = tensor, time, masked


class Builder:
    """Draws one model and the arrays that it is called with."""

    def __init__(self, number):
        self.draw = some.Draw(np.random.default_rng([SEED, number]))
        self.inputs, self.feeds = [], {}
        # A stateful model: its batch is fixed, and it is called several times.
        self.stateful = self.draw.chance(0.12)
        # Whether each layer reads the one before it, so that there is a Sequential of them.
        self.chain = True
        # Keras itself cannot export a stateful model of one example.
        self.batch = self.draw.whole(2 if self.stateful else 1, 4)
        # The steps of what the model is called with, whether it says so or not.
        self.steps = self.draw.whole(2, 7)
        self.fixed_time = self.draw.chance(0.6)

    def input(self, name, shape, feed, **options):
        if self.stateful:
            tensor = keras.Input(batch_shape=(self.batch, *shape), name=name, **options)
        else:
            tensor = keras.Input(shape, name=name, **options)
        self.inputs.append(tensor)
        self.feeds[name] = feed
        return tensor

    def lengths(self):
        return [self.draw.whole(1, self.steps) for _ in range(self.batch)]

    def sequence(self, name):
        """Numbers, padded numbers, numbers of words, or texts."""
        draw, time = self.draw, self.steps if self.fixed_time else None
        kinds = ["numbers", "numbers", "padded", "tokens", "tokens"]
        kind = draw.one(kinds if self.stateful else [*kinds, "texts"])
        if kind in ("numbers", "padded"):
            columns = draw.whole(1, 4)
            feed = draw.rng.uniform(-1, 1, (self.batch, self.steps, columns)).astype(np.float32)
            if kind == "padded":
                for row, length in enumerate(self.lengths()):
                    feed[row, length:] = -2
            tensor = self.input(name, (time, columns), lambda: feed)
            if kind == "padded":
                tensor = layers.Masking(-2.0)(tensor)
            elif draw.chance(0.2):
                mean = [draw.number(-1, 1) for _ in range(columns)]
                variance = [draw.number(0.2, 2) for _ in range(columns)]
                tensor = layers.Normalization(mean=mean, variance=variance)(tensor)
            return Sequence(tensor, time, kind == "padded")
        masked = draw.chance(0.6)
        if kind == "tokens":
            size = draw.whole(3, 20)
            rows = tokens.token_rows(draw.rng, self.lengths(), self.steps, size)
            dtype = draw.one(["int32", "int32", "int64", "float32"])
            ids = self.input(name, (time,), lambda: rows.astype(dtype), dtype=dtype)
        else:
            ids, size, time = self.text(name)
        embedding = layers.Embedding(
            size, draw.whole(1, 5), mask_zero=masked, **draw.options("embeddings")
        )
        return Sequence(embedding(ids), time, masked)

    def text(self, name):
        draw = self.draw
        length = self.steps if self.fixed_time else None
        vectorization = layers.TextVectorization(
            standardize=draw.one(["lower_and_strip_punctuation", "lower", "strip_punctuation", None]),
            split=draw.one(["whitespace", "whitespace", "character"]),
            output_sequence_length=length,
            **draw.maybe(0.3, max_tokens=draw.whole(5, 12)),
        )
        vectorization.adapt([tokens.sentence(draw.rng) for _ in range(20)])
        texts = np.array([[tokens.sentence(draw.rng)] for _ in range(self.batch)])
        text = self.input(name, (1,), lambda: texts, dtype="string")
        return vectorization(text), vectorization.vocabulary_size(), length

    def rnn(self, sequence, sequences, **options):
        if self.stateful:
            options["stateful"] = True
        return some.recurrent(
            self.draw, time=sequence.time, return_sequences=sequences, **options
        )

    def block(self, sequence):
        """From a sequence to a sequence of the same time."""
        draw = self.draw
        kind = draw.one(["rnn", "rnn", "both", "step", "step", "branches", "states", "attention"])
        tensor, time, masked = sequence.tensor, sequence.time, sequence.masked
        if kind == "rnn":
            tensor = self.rnn(sequence, True)(tensor)
        elif kind == "both":
            stateful = {"stateful": True} if self.stateful else {}
            tensor = some.bidirectional(draw, True, None if masked else time, **stateful)(tensor)
        elif kind == "step":
            tensor = some.step_by_step(draw, time)(tensor)
        elif kind == "branches":
            self.chain = False
            one, two = self.rnn(sequence, True)(tensor), some.dense(draw)(tensor)
            tensor = layers.Concatenate(axis=draw.one([-1, 2]))([one, two])
        elif kind == "attention" and not self.stateful:
            self.chain = False
            tensor = layers.AdditiveAttention(
                use_scale=draw.chance(0.7), **draw.maybe(0.3, dropout=0.2)
            )([tensor, some.dense(draw, units=tensor.shape[-1])(tensor)])
        elif kind == "states" and not self.stateful:
            self.chain = False
            units, rnn_kind = draw.whole(1, 5), draw.one([layers.LSTM, layers.GRU, layers.SimpleRNN])
            first = self.rnn(sequence, True, kind=rnn_kind, units=units, return_state=True)
            tensor, *states = first(tensor)
            second = self.rnn(sequence, True, kind=rnn_kind, units=units)
            # With states among its inputs a layer gets no mask by itself.
            tensor = second(tensor, initial_state=states, mask=get_keras_mask(tensor))
        return Sequence(tensor, time, masked)

    def vector(self, sequence):
        """From a sequence to one vector for each example."""
        draw = self.draw
        kinds = ["rnn", "rnn", "both", "mean", "largest"]
        if sequence.time is not None and not sequence.masked:
            kinds.append("flatten")
        kind = draw.one(kinds)
        tensor, time = sequence.tensor, None if sequence.masked else sequence.time
        if kind == "rnn":
            return self.rnn(sequence, False)(tensor)
        if kind == "both":
            stateful = {"stateful": True} if self.stateful else {}
            return some.bidirectional(draw, False, time, **stateful)(tensor)
        if kind == "flatten":
            return layers.Flatten()(tensor)
        if kind == "mean":
            return layers.GlobalAveragePooling1D()(tensor)
        return layers.GlobalMaxPooling1D()(tensor)

    def output(self, name, sequence, more):
        """One output: a sequence, a vector, or a vector that is unrolled again."""
        draw = self.draw
        bounded = ["tanh", "sigmoid", "softmax", "linear", None]
        head = layers.Dense(draw.whole(1, 4), activation=draw.one(bounded), name=name)
        if more is None and draw.chance(0.3):
            return head(sequence.tensor)
        vector = self.vector(sequence)
        if more is not None:
            vector = layers.Concatenate()([vector, more])
        if draw.chance(0.3):
            vector = layers.Dropout(0.2)(some.dense(draw)(vector))
        if draw.chance(0.25) and not self.stateful:
            again = layers.RepeatVector(draw.whole(2, 5))(vector)
            return layers.TimeDistributed(head, name="each_" + name)(
                some.recurrent(draw, return_sequences=True)(again)
            )
        return head(vector)

    def model(self):
        draw = self.draw
        sequence = self.sequence("past")
        for _ in range(draw.whole(0, 3)):
            sequence = self.block(sequence)
        more = None
        if draw.chance(0.3):
            width = draw.whole(1, 3)
            known = draw.rng.uniform(-1, 1, (self.batch, width)).astype(np.float32)
            more = self.input("known", (width,), lambda: known)
        outputs = [self.output("first", sequence, more)]
        if draw.chance(0.3):
            outputs.append(self.output("second", sequence, more))
        if len(self.inputs) > 1 or len(outputs) > 1:
            return keras.Model(self.inputs, outputs, name="random")
        model = keras.Model(self.inputs[0], outputs[0], name="random")
        if self.chain and draw.chance(0.5):
            return keras.Sequential([self.inputs[0], *model.layers[1:]], name="random")
        return model


def calls(model, builder):
    feeds = {name: feed() for name, feed in builder.feeds.items()}
    if not builder.stateful:
        return [golden.call(model, feeds)]
    golden.reset(model)
    found = [golden.call(model, feeds) for _ in range(2)]
    golden.reset(model)
    return [*found, {"reset": True}, golden.call(model, feeds)]


def write(directory, number):
    folder = directory / f"{number:03d}"
    folder.mkdir(parents=True)
    keras.utils.clear_session()
    builder = Builder(number)
    model = builder.model()
    spread(model, builder.draw.rng, 0.5)
    if builder.draw.chance(0.4):
        compile_model(builder.draw, model)
    model.save(folder / "model.keras")
    record = golden.describe(model, calls(model, builder), number=number)
    del record["weights"]
    golden.write(folder / "golden.json", record)
    if number % EVERY_THIRD == 0:
        golden.reset(model)
        model.export(folder / "saved_model", verbose=False)
    kinds = " ".join(layer.__class__.__name__ for layer in model.layers)
    print(f"{number:03d} {kinds}", flush=True)


if __name__ == "__main__":
    start = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    for index in range(start, start + int(sys.argv[2])):
        write(pathlib.Path(sys.argv[1]), index)
