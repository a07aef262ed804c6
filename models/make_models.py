"""Makes the models in this folder with Keras 3 on TensorFlow.

Run in this folder:
    python make_models.py [NAME...]            writes the models and what Python computes with them
    python make_models.py --check [NAME...]    calls the models that are there and compares
"""

import dataclasses
import os
import pathlib
import shutil
import sys
from typing import Callable

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import keras
import numpy as np
import tensorflow as tf

from keras_models import gpu, golden, sequences, tokens, training
from keras_models.checks import differences

SEED = 20261101


def export(model, directory):
    model.export(directory, verbose=False)


@dataclasses.dataclass(frozen=True)
class Recipe:
    """How a model is made. All random numbers of one model come from one seed."""

    make: Callable
    inputs: Callable
    """The inputs of some calls; None stands for a reset of the states."""
    width: float = 0.7
    """Weights are drawn between this and its opposite; 0 leaves them as they are."""
    export: Callable = export
    legacy: bool = False
    """Whether there is a model.h5 too."""


def one(**shapes):
    """One call with three rows of numbers for each input."""
    return lambda rng: [{n: sequences.numbers(rng, 3, *s) for n, s in shapes.items()}]


def pieces(rng):
    """Three pieces that follow each other, and the first once more after a reset."""
    three = [{"piece": sequences.numbers(rng, 2, 5, 3)} for _ in range(3)]
    return [*three, None, three[0]]


RECIPES = {
    "stacked-forecaster": Recipe(sequences.stacked_forecaster, one(past=(28, 4))),
    "text-classifier": Recipe(
        tokens.text_classifier, lambda rng: [{"text": tokens.texts(rng)}]
    ),
    "masked-tagger": Recipe(
        tokens.masked_tagger,
        lambda rng: [
            {"tokens": tokens.token_rows(rng, [7, 3, 1], 7, 30)},
            {"tokens": tokens.token_rows(rng, [12, 9], 12, 30)},
        ],
    ),
    "token-classifier": Recipe(
        tokens.token_classifier,
        lambda rng: [{"tokens": tokens.token_rows(rng, [10, 10, 10], 10, 40)}],
    ),
    "float-tokens": Recipe(
        tokens.float_tokens,
        lambda rng: [{"tokens": tokens.token_rows(rng, [8, 5, 2], 8, 20).astype(np.float32)}],
    ),
    "lstm-autoencoder": Recipe(sequences.lstm_autoencoder, one(series=(10, 3))),
    "article-network": Recipe(sequences.article_network, one(steps=(8, 3)), 0.5),
    "stateful-lstm": Recipe(sequences.stateful_lstm, pieces),
    "gru": Recipe(
        sequences.gru,
        lambda rng: [
            {"series": sequences.numbers(rng, 3, 12, 4)},
            {"series": sequences.numbers(rng, 2, 5, 4)},
        ],
        legacy=True,
    ),
    "simple-rnn": Recipe(sequences.simple_rnn, one(series=(12, 2))),
    "bidirectional": Recipe(sequences.bidirectional, one(series=(9, 3)), legacy=True),
    "multi-input": Recipe(
        sequences.multi_input, one(past=(14, 3), future=(6, 2), known=(4,)), legacy=True
    ),
    "attention": Recipe(sequences.attention, one(series=(11, 4))),
    "masked-series": Recipe(
        sequences.masked_series,
        lambda rng: [{"padded": sequences.padded(rng, [10, 4, 1], 2, 10)}],
    ),
    "trained-classifier": Recipe(training.trained_classifier, one(series=(10, 3)), 0, legacy=True),
    "endpoints": Recipe(
        training.endpoints, one(past=(7, 2)), export=training.export_endpoints
    ),
    "tf-saved-model": Recipe(
        sequences.tf_saved_model,
        one(inputs=(9, 2)),
        export=lambda model, directory: tf.saved_model.save(model, directory),
    ),
    "cudnn-lstm": Recipe(gpu.cudnn_lstm, one(series=(8, 3)), export=gpu.export_for_gpu),
}


def write(name, recipe):
    folder = pathlib.Path(name)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    keras.utils.clear_session()
    rng = np.random.default_rng(SEED)
    keras.utils.set_random_seed(SEED)
    makes_numbers = recipe.make.__code__.co_argcount == 1
    model = recipe.make(rng) if makes_numbers else recipe.make()
    if recipe.width:
        training.spread(model, rng, recipe.width)
    more = {"seed": SEED}
    model.save(folder / "model.keras")
    if recipe.legacy:
        model.save(folder / "model.h5")
    calls = []
    for inputs in recipe.inputs(rng):
        if inputs is None:
            golden.reset(model)
            calls.append({"reset": True})
        else:
            calls.append(golden.call(model, inputs))
    golden.reset(model)
    recipe.export(model, folder / "saved_model")
    if name == "endpoints":
        more["signature_calls"] = training.call_endpoints(folder / "saved_model", rng)
    if name == "cudnn-lstm":
        more["refused"] = "CudnnRNNV3"
    golden.write(folder / "golden.json", golden.describe(model, calls, **more))
    if name == "trained-classifier":
        golden.write(folder / "training.json", training.continued(folder / "model.keras", rng))


if __name__ == "__main__":
    arguments = sys.argv[1:]
    check = arguments[:1] == ["--check"]
    chosen = arguments[check:] or list(RECIPES)
    unknown = [name for name in chosen if name not in RECIPES]
    if unknown:
        sys.exit(f"no model {unknown[0]}; there are: {', '.join(RECIPES)}")
    if check:
        wrong = [line for name in chosen for line in differences(pathlib.Path(name))]
        print(f"{len(wrong)} differences", *wrong, sep="\n")
        sys.exit(1 if wrong else 0)
    for name in chosen:
        write(name, RECIPES[name])
        print(name, flush=True)
