"""What tf.GradientTape gives for many programs, for the tests of modules/autodiff.

    python gradients.py ../resources/io/longtape/autodiff/gradients.json

Writes the same bytes on the same versions; with --check before the file it computes all again and
compares. Each program runs in float32 and float64; of each the first
gradient with random output gradients, and where a case asks for it the gradient of that.
"""

import json
import sys

import numpy as np
import tensorflow as tf

import gradient_behaviours
import gradient_cases
from gradient_program import Program, Value, array

DIGITS = {tf.float32: 9, tf.float64: 17}


def weights(rng, tensors):
    """Output gradients of the shapes of tensors, exact in any float type."""
    return [np.round(rng.uniform(-2, 2, t.shape) * 64) / 64 for t in tensors]


def gradient(g, dtype):
    if g is None:
        return None
    if isinstance(g, tf.IndexedSlices):
        dense = tf.convert_to_tensor(g)
        slices = {"values": array(g.values, DIGITS[dtype]), "indices": array(g.indices, 17)}
        return {"dense": array(dense, DIGITS[dtype]), "slices": slices}
    return {"dense": array(g, DIGITS[dtype])}


def run(case, dtype):
    rng = np.random.default_rng(7)
    program = Program(dtype)
    inputs = {name: np.asarray(v) for name, v in case.inputs.items()}
    tensors = {name: tf.constant(v, dtype) for name, v in inputs.items()}
    values = {name: Value(t, name) for name, t in tensors.items()}
    sources = [tensors[name] for name in case.sources]
    outer = tf.GradientTape()
    inner = tf.GradientTape()
    with outer, inner:
        for tape in (outer, inner):
            tape.watch(sources)
        targets = case.build(program, **values)
        targets = targets if isinstance(targets, list) else [targets]
        out = weights(rng, [t.tensor for t in targets])
        result = {"targets": [t.ref for t in targets], "outputGradients": [array(o, 17) for o in out]}
        try:
            first = inner.gradient(
                [t.tensor for t in targets], sources, [tf.constant(o, dtype) for o in out])
        except LookupError:
            return program, {**result, "error": "LookupError"}
        dense = [tf.convert_to_tensor(g) for g in first if g is not None]
        if case.order == 2:
            second_weights = weights(rng, dense)
    result["first"] = [gradient(g, dtype) for g in first]
    if case.order == 2:
        result["secondOutputGradients"] = [array(o, 17) for o in second_weights]
        try:
            second = outer.gradient(dense, sources, [tf.constant(o, dtype) for o in second_weights])
        except LookupError:  # such as SoftsignGrad: the Java side then has nothing to compare with
            del result["secondOutputGradients"]
        else:
            result["second"] = [gradient(g, dtype) for g in second]
    return program, result


def document():
    cases = []
    for case in gradient_cases.all_cases():
        _, single = run(case, tf.float32)
        program, double = run(case, tf.float64)
        cases.append({
            "name": case.name,
            "inputs": {name: array(np.asarray(v, np.float64), 17) for name, v in case.inputs.items()},
            "sources": case.sources,
            "nodes": program.nodes,
            "targets": single.pop("targets"),
            "outputGradients": single.pop("outputGradients"),
            "secondOutputGradients": single.pop("secondOutputGradients", None),
            "float32": single,
            "float64": {k: v for k, v in double.items() if k in ("first", "second", "error")},
        })
    names = [case["name"] for case in cases]
    assert len(set(names)) == len(names), "two cases of one name"
    versions = {"tensorflow": tf.__version__, "numpy": np.__version__}
    return {"versions": versions, "cases": cases, "behaviours": gradient_behaviours.all_behaviours()}


def compact(content):
    return json.dumps(content, separators=(",", ":"))


def write(path, content):
    """A line for each case."""
    cases = ",\n".join(compact(c) for c in content["cases"])
    behaviours = ",\n".join(json.dumps(k) + ":" + compact(v) for k, v in content["behaviours"].items())
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write('{"versions": %s,\n"cases": [\n%s\n],\n"behaviours": {\n%s\n}}\n' % (
            json.dumps(content["versions"]), cases, behaviours))


def differences(place, committed, computed, tolerance=1e-5):
    """Where two documents differ by more than another processor's rounding."""
    if isinstance(committed, list) and isinstance(computed, list) and len(committed) == len(computed):
        if all(isinstance(v, (int, float)) for v in committed + computed):
            bound = tolerance * max([1.0] + [abs(v) for v in committed])
            far = [i for i, (a, b) in enumerate(zip(committed, computed)) if not abs(a - b) <= bound]
            return [f"{place}/{i}: {committed[i]} was committed, {computed[i]} computed" for i in far]
        pairs = enumerate(zip(committed, computed))
        return [d for i, (a, b) in pairs for d in differences(f"{place}/{i}", a, b, tolerance)]
    if isinstance(committed, dict) and isinstance(computed, dict) and committed.keys() == computed.keys():
        return [d for k in committed for d in differences(
            f"{place}/{k}", committed[k], computed[k], 1e-12 if k == "float64" else tolerance)]
    return [] if committed == computed else [f"{place}: {committed} was committed, {computed} computed"]


def main(arguments):
    content = document()
    if arguments[0] != "--check":
        write(arguments[0], content)
        print(len(content["cases"]), "cases,", len(content["behaviours"]), "behaviours")
        return
    with open(arguments[1], encoding="utf-8") as file:
        committed = json.load(file)
    committed["versions"] = content["versions"]
    found = differences("", committed, content)
    print("\n".join(found[:20]))
    print(len(found), "differences")


if __name__ == "__main__":
    main(sys.argv[1:])
