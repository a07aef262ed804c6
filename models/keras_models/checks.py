"""Whether the models that are there still give what golden.json says."""

import keras
import numpy as np
import tensorflow as tf

from . import golden

TOLERANCE = 1e-6


def differences(folder):
    """The ways of loading that do not give the numbers in golden.json."""
    record = golden.read(folder / "golden.json")
    for file in sorted([*folder.glob("model.keras"), *folder.glob("model.h5")]):
        model = keras.saving.load_model(file, compile=False)
        yield from (f"{file}: {w}" for w in of_model(model, record["calls"]))
    # tf.saved_model.save leaves a model whose states and variables Python finds by other ways.
    if "refused" not in record:
        loaded = tf.saved_model.load(folder / "saved_model")
        calls = record.get("signature_calls") or record["calls"]
        if not any("reset" in call for call in calls):
            yield from (f"{folder}/saved_model: {w}" for w in of_signatures(loaded, calls))


def of_model(model, calls):
    for number, call in enumerate(calls):
        if "reset" in call:
            golden.reset(model)
            continue
        inputs = {name: golden.tensor(node).numpy() for name, node in call["inputs"].items()}
        found = golden.call(model, inputs)["outputs"]
        yield from unequal(number, found, call["outputs"])


def of_signatures(loaded, calls):
    for number, call in enumerate(calls):
        inputs = {name: golden.tensor(node) for name, node in call["inputs"].items()}
        answer = loaded.signatures[call.get("signature", "serving_default")](**inputs)
        found = {name: golden.array(value) for name, value in answer.items()}
        yield from unequal(number, found, call["outputs"])


def unequal(number, found, expected):
    if list(sorted(found)) != list(sorted(expected)):
        yield f"call {number} gives {sorted(found)} and not {sorted(expected)}"
        return
    for name, node in expected.items():
        a, b = golden.tensor(found[name]), golden.tensor(node)
        if a.shape != b.shape or np.max(np.abs(a - b)) > TOLERANCE:
            yield f"call {number}, {name}"
