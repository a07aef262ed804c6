"""What Keras computes for every layer and a matrix of its arguments, for Java to match.

Run with Keras 3 on TensorFlow:
    python layers.py FOLDER [FILE...]    writes the files of golden numbers, or some of them
    python layers.py --check FILE        computes one file again and compares it
"""

import json
import pathlib
import sys

import keras_cases

import keras
import numpy as np
import tensorflow as tf

import feedforward_cases
import network_cases
import recurrent_cases
import summary_cases
import training_cases
import wrapper_cases


def layer_file(module):
    def content():
        with keras_cases.float64():
            cases = computed(module.cases(), keras_cases.compute)
        return {"loss": keras_cases.LOSS, "cases": cases}

    return content


def computed(cases, compute):
    """Each case with layer names that start afresh: cases are made one by one, after the clearing."""
    results = {}
    keras.utils.clear_session()
    for case in cases:
        if case.name in results:
            raise ValueError(f"two cases have the name {case.name}")
        results[case.name] = compute(case)
        keras.utils.clear_session()
    return list(results.values())


FILES = {
    "layers-recurrent.json": layer_file(recurrent_cases),
    "layers-wrappers.json": layer_file(wrapper_cases),
    "layers-feedforward.json": layer_file(feedforward_cases),
    "layers-networks.json": layer_file(network_cases),
    "training.json": lambda: {
        "cases": computed(training_cases.steps(), training_cases.compute_steps),
        "fits": computed(training_cases.fits(), training_cases.compute_fit),
    },
    "summary.json": lambda: {"cases": computed(summary_cases.cases(), summary_cases.compute)},
}


def content_of(file):
    source = f"Keras {keras.__version__}, TensorFlow {tf.__version__}"
    return {"source": source} | FILES[file]()


def differences(expected, found, tolerance, place=""):
    if isinstance(expected, dict) and "shape" in expected:
        a, b = np.array(expected["data"]), np.array(found["data"])
        bound = tolerance * max(1.0, float(np.max(np.abs(a), initial=0.0)))
        if expected["shape"] != found["shape"] or np.max(np.abs(a - b), initial=0.0) > bound:
            yield place
    elif isinstance(expected, dict):
        if list(expected) != list(found):
            yield f"{place}: {list(expected)} against {list(found)}"
            return
        for key in expected:
            if key != "source":
                yield from differences(expected[key], found[key], tolerance, f"{place}/{key}")
    elif isinstance(expected, list):
        if len(expected) != len(found):
            yield f"{place}: {len(expected)} entries against {len(found)}"
            return
        for i, (a, b) in enumerate(zip(expected, found)):
            name = a.get("name", i) if isinstance(a, dict) else i
            yield from differences(a, b, tolerance, f"{place}/{name}")
    elif isinstance(expected, float):
        if abs(expected - found) > tolerance * max(1.0, abs(expected)):
            yield place
    elif expected != found:
        yield place


def write(folder, files):
    for file in files or FILES:
        text = json.dumps(content_of(file), separators=(",", ":"), ensure_ascii=False)
        (folder / file).write_text(text + "\n", encoding="utf-8")


def check(path):
    expected = json.loads(path.read_text(encoding="utf-8"))
    tolerance = 1e-5 if path.name == "training.json" else 1e-6
    wrong = list(differences(expected, content_of(path.name), tolerance))
    print(f"{len(wrong)} differences", *wrong, sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    if sys.argv[1] == "--check":
        sys.exit(check(pathlib.Path(sys.argv[2])))
    write(pathlib.Path(sys.argv[1]), sys.argv[2:])
