"""What Keras's optimizers and learning-rate schedules compute, which Java has to match.

Run with Keras 3 on TensorFlow:
    python optimizers.py OUTPUT.json     writes the numbers
    python optimizers.py --check FILE    computes them again and compares them with the file

Each case takes ten steps with given gradients. A gradient with row numbers is sparse: Keras gets
tf.IndexedSlices. In the set "repeated" rows come twice: on TensorFlow Keras squares the parts of such
a row one by one, unlike on its other backends.
"""

import contextlib
import json
import os
import sys
import warnings

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import keras
import numpy as np
import tensorflow as tf

TOLERANCE = 1e-6
STEPS = 10


def floats(values):
    """As float32 with as few digits as tell them apart."""
    values = np.asarray(values, dtype=np.float32).ravel()
    return [float(np.format_float_scientific(v, unique=True)) for v in values]


def array(values):
    return {"shape": list(np.shape(values)), "data": floats(values)}


def variable(name, shape, rng, gradient, frozen=False):
    initial = rng.uniform(-1, 1, shape)
    gradients = [gradient(step, shape, rng) for step in range(STEPS)]
    return {
        "name": name,
        "initial": array(initial),
        "frozen": frozen,
        "gradients": [] if frozen else gradients,
    }


def dense(scale, silent=None):
    def gradient(step, shape, rng):
        values = rng.normal(0, scale, shape)
        if silent is not None:
            values[..., silent] = 0
        return array(values)

    return gradient


def sparse(*rows):
    def gradient(step, shape, rng):
        indices = [(row + 2 * step) % shape[0] for row in rows]
        values = rng.normal(0, 1, (len(rows),) + shape[1:])
        return array(values) | {"rows": indices}

    return gradient


def missing(step, shape, rng):
    return None


def gradient_sets():
    rng = np.random.default_rng(4)
    sets = {}
    for name, scale in {"plain": 1, "large": 20, "small": 1e-4}.items():
        sets[name] = [
            variable("lstm/lstm_cell/kernel", (2, 3), rng, dense(scale)),
            variable("lstm/lstm_cell/bias", (3,), rng, dense(scale, silent=1)),
        ]
    sets["missing"] = [
        variable("dense/kernel", (2, 2), rng, dense(1)),
        variable("dense/bias", (2,), rng, missing),
    ]
    sets["frozen"] = [
        variable("first/kernel", (2, 2), rng, missing, frozen=True),
        variable("second/kernel", (2, 2), rng, dense(1)),
        variable("second/scale", (), rng, dense(1)),
    ]
    sets["embedding"] = [
        variable("embedding/embeddings", (7, 2), rng, sparse(4, 0, 5)),
        variable("dense/kernel", (2, 1), rng, dense(1)),
    ]
    sets["repeated"] = [
        variable("embedding/embeddings", (7, 2), rng, sparse(4, 0, 4, 4)),
        variable("dense/kernel", (2, 1), rng, dense(1)),
    ]
    return sets


def cases():
    """Optimizer, arguments, set of gradients, and words that exclude from weight decay."""
    cosine = {
        "class_name": "CosineDecay",
        "config": {
            "initial_learning_rate": 0.0,
            "decay_steps": 6,
            "alpha": 0.1,
            "warmup_target": 0.05,
            "warmup_steps": 3,
        },
    }
    exponential = {
        "class_name": "ExponentialDecay",
        "config": {"initial_learning_rate": 0.02, "decay_steps": 4, "decay_rate": 0.5},
    }
    yield "Adam", {}, "plain"
    yield "Adam", {"learning_rate": 0.1}, "plain"
    yield "Adam", {"learning_rate": 0.1}, "small"
    yield "Adam", {"learning_rate": 0.01, "beta_1": 0.5, "beta_2": 0.9}, "plain"
    yield "Adam", {"learning_rate": 0.01, "beta_1": 0.0, "beta_2": 0.99}, "plain"
    yield "Adam", {"learning_rate": 0.01, "beta_2": 0.9999}, "plain"
    yield "Adam", {"learning_rate": 0.01, "epsilon": 0.01}, "plain"
    yield "Adam", {"learning_rate": 0.01, "amsgrad": True}, "plain"
    yield "Adam", {"learning_rate": 0.1, "amsgrad": True, "beta_2": 0.7}, "plain"
    yield "Adam", {"learning_rate": 0.01, "weight_decay": 0.1}, "plain"
    yield "Adam", {"learning_rate": cosine}, "plain"
    yield "Adam", {"learning_rate": exponential, "weight_decay": 0.1}, "plain"
    yield "Adam", {"learning_rate": 0.01}, "missing"
    yield "Adam", {"learning_rate": 0.01}, "frozen"
    yield "Adam", {"learning_rate": 0.01}, "embedding"
    yield "Adam", {"learning_rate": 0.01}, "repeated"
    yield "Adam", {"learning_rate": 0.01, "amsgrad": True, "clipnorm": 0.5}, "repeated"
    yield "Adam", {"learning_rate": 0.01, "global_clipnorm": 1.0}, "large"
    yield "AdamW", {}, "plain"
    yield "AdamW", {"learning_rate": 0.1, "weight_decay": 0.2}, "plain"
    yield "AdamW", {"learning_rate": 0.1, "weight_decay": 0.2}, "plain", ["bias"]
    yield "AdamW", {"learning_rate": 0.01, "weight_decay": 0.2}, "plain", ["lstm", "out"]
    yield "AdamW", {"learning_rate": 0.01, "amsgrad": True, "beta_1": 0.8}, "plain"
    yield "AdamW", {"learning_rate": 0.01, "weight_decay": 0.1}, "missing"
    yield "Adam", {"learning_rate": 0.01, "global_clipnorm": 0.7}, "repeated"
    yield "Adam", {"learning_rate": 0.01, "clipvalue": 0.5}, "repeated"
    yield "AdamW", {"learning_rate": 0.01, "weight_decay": 0.1}, "repeated"
    yield "SGD", {}, "plain"
    yield "SGD", {"learning_rate": 0.1, "weight_decay": 0.1}, "plain", ["kernel"]
    yield "SGD", {"learning_rate": 0.1, "momentum": 0.9}, "plain"
    yield "SGD", {"learning_rate": 0.1, "momentum": 0.9, "nesterov": True}, "plain"
    yield "SGD", {"learning_rate": 0.1, "nesterov": True}, "plain"
    yield "SGD", {"learning_rate": cosine, "momentum": 0.5}, "plain"
    yield "SGD", {"learning_rate": 0.1, "clipvalue": 0.5}, "plain"
    yield "SGD", {"learning_rate": 0.1, "clipnorm": 0.7}, "plain"
    yield "SGD", {"learning_rate": 0.1, "clipnorm": 1.5}, "plain"
    yield "SGD", {"learning_rate": 0.1, "global_clipnorm": 0.7}, "plain"
    yield "SGD", {"learning_rate": 0.1, "global_clipnorm": 2.5}, "frozen"
    yield "SGD", {"learning_rate": 0.1, "global_clipnorm": 0.7}, "missing"
    yield "SGD", {"learning_rate": 0.1}, "embedding"
    yield "SGD", {"learning_rate": 0.1, "clipvalue": 0.5}, "embedding"
    yield "SGD", {"learning_rate": 0.1}, "repeated"
    yield "SGD", {"learning_rate": 0.1, "weight_decay": 0.1}, "repeated"
    yield "SGD", {"learning_rate": 0.1, "clipvalue": 0.5}, "repeated"
    yield "SGD", {"learning_rate": 0.1, "clipnorm": 0.7}, "repeated"
    yield "SGD", {"learning_rate": 0.1, "global_clipnorm": 0.7}, "repeated"
    yield "SGD", {"learning_rate": 0.1, "momentum": 0.9, "nesterov": True}, "repeated"
    yield "RMSprop", {}, "plain"
    yield "RMSprop", {"learning_rate": 0.01, "rho": 0.5}, "plain"
    yield "RMSprop", {"learning_rate": 0.01, "rho": 0.999}, "plain"
    yield "RMSprop", {"learning_rate": 0.01, "epsilon": 0.1}, "plain"
    yield "RMSprop", {"learning_rate": 0.01}, "small"
    yield "RMSprop", {"learning_rate": 0.01, "momentum": 0.9}, "plain"
    yield "RMSprop", {"learning_rate": 0.01, "centered": True}, "plain"
    yield "RMSprop", {"learning_rate": 0.01, "centered": True, "momentum": 0.5}, "large"
    yield "RMSprop", {"learning_rate": exponential, "weight_decay": 0.1}, "plain"
    yield "RMSprop", {"learning_rate": 0.01, "clipvalue": 0.5}, "embedding"
    yield "RMSprop", {"learning_rate": 0.01}, "repeated"
    yield "Nadam", {}, "plain"
    yield "Nadam", {"learning_rate": 0.1}, "plain"
    yield "Nadam", {"learning_rate": 0.01, "beta_1": 0.5, "beta_2": 0.9}, "plain"
    yield "Nadam", {"learning_rate": 0.01, "epsilon": 0.01}, "small"
    yield "Nadam", {"learning_rate": cosine, "weight_decay": 0.1}, "plain", ["bias"]
    yield "Nadam", {"learning_rate": 0.01, "clipnorm": 0.5}, "frozen"
    yield "Nadam", {"learning_rate": 0.01}, "missing"
    yield "Nadam", {"learning_rate": 0.01}, "embedding"
    yield "RMSprop", {"learning_rate": 0.01, "centered": True, "momentum": 0.9}, "repeated"
    yield "Nadam", {"learning_rate": 0.01}, "repeated"


def make(kind, arguments):
    arguments = dict(arguments)
    if isinstance(arguments.get("learning_rate"), dict):
        arguments["learning_rate"] = schedule(arguments["learning_rate"])
    return getattr(keras.optimizers, kind)(**arguments)


def schedule(described):
    return getattr(keras.optimizers.schedules, described["class_name"])(**described["config"])


def gradient_tensor(gradient, shape):
    if gradient is None:
        return None
    values = tf.constant(np.reshape(np.float32(gradient["data"]), gradient["shape"]))
    if "rows" not in gradient:
        return values
    return tf.IndexedSlices(values, tf.constant(gradient["rows"]), tf.constant(shape))


def optimizer_case(kind, arguments, set_name, described, excluded=()):
    keras.backend.clear_session()
    optimizer = make(kind, arguments)
    if excluded:
        optimizer.exclude_from_weight_decay(var_names=list(excluded))
    trained = {}
    for item in described:
        if not item["frozen"]:
            *scopes, name = item["name"].split("/")
            with contextlib.ExitStack() as stack:
                for scope in scopes:
                    stack.enter_context(keras.name_scope(scope))
                initial = np.reshape(np.float32(item["initial"]["data"]), item["initial"]["shape"])
                trained[item["name"]] = (keras.Variable(initial, name=name), item)
    steps = []
    for step in range(STEPS):
        gradients = [
            gradient_tensor(item["gradients"][step], v.shape) for v, item in trained.values()
        ]
        optimizer.apply(gradients, [v for v, _ in trained.values()])
        steps.append(
            {
                "variables": {name: floats(v) for name, (v, _) in trained.items()},
                "slots": {slot_name(v): floats(v) for v in optimizer.variables if is_slot(v)},
            }
        )
    return {
        "optimizer": kind,
        "arguments": arguments,
        "gradients": set_name,
        "excluded": list(excluded),
        "steps": steps,
    }


def is_slot(v):
    return v.name not in ("iteration", "learning_rate")


def slot_name(v):
    """Its path; Nadam's product of weights has no name of its own."""
    return v.path.replace("nadam/variable", "nadam/u_product")


def schedules():
    rate = {"initial_learning_rate": 0.1}
    yield "ExponentialDecay", rate | {"decay_steps": 7, "decay_rate": 0.96}
    yield "ExponentialDecay", rate | {"decay_steps": 7, "decay_rate": 0.5, "staircase": True}
    yield "ExponentialDecay", rate | {"decay_steps": 100, "decay_rate": 1.1}
    yield "InverseTimeDecay", rate | {"decay_steps": 7, "decay_rate": 0.5}
    yield "InverseTimeDecay", rate | {"decay_steps": 7, "decay_rate": 0.5, "staircase": True}
    yield "PolynomialDecay", rate | {"decay_steps": 20}
    yield "PolynomialDecay", rate | {"decay_steps": 20, "end_learning_rate": 0.01, "power": 0.5}
    yield "PolynomialDecay", rate | {"decay_steps": 9, "power": 2.0, "cycle": True}
    yield "PiecewiseConstantDecay", {"boundaries": [5, 11], "values": [0.1, 0.05, 0.01]}
    yield "PiecewiseConstantDecay", {"boundaries": [0], "values": [0.1, 0.05]}
    yield "CosineDecay", rate | {"decay_steps": 30}
    yield "CosineDecay", rate | {"decay_steps": 30, "alpha": 0.2}
    yield "CosineDecay", rate | {"decay_steps": 30, "warmup_target": 0.4, "warmup_steps": 10}
    yield "CosineDecay", {
        "initial_learning_rate": 0.0,
        "decay_steps": 12,
        "alpha": 0.1,
        "warmup_target": 0.3,
        "warmup_steps": 4,
    }
    yield "CosineDecayRestarts", rate | {"first_decay_steps": 5}
    yield "CosineDecayRestarts", rate | {"first_decay_steps": 7, "t_mul": 1.0, "m_mul": 0.5}
    yield "CosineDecayRestarts", rate | {
        "first_decay_steps": 7,
        "t_mul": 1.5,
        "m_mul": 0.8,
        "alpha": 0.05,
    }


def schedule_case(kind, config):
    made = schedule({"class_name": kind, "config": config})
    steps = list(range(60)) + [100, 1000]
    rates = [made(tf.constant(step, tf.int64)) for step in steps]
    return {"schedule": {"class_name": kind, "config": config}, "steps": steps, "rates": floats(rates)}


def golden():
    sets = gradient_sets()
    return {
        "keras": keras.__version__,
        "gradients": sets,
        "optimizers": [
            optimizer_case(kind, arguments, name, sets[name], *excluded)
            for kind, arguments, name, *excluded in cases()
        ],
        "schedules": [schedule_case(*case) for case in schedules()],
    }


def differences(found, expected, path=""):
    if isinstance(expected, dict):
        if found.keys() != expected.keys():
            yield f"{path}: {sorted(found)} instead of {sorted(expected)}"
            return
        for key in expected:
            if key != "keras":
                yield from differences(found[key], expected[key], f"{path}/{key}")
    elif isinstance(expected, list) and expected and isinstance(expected[0], float):
        bound = TOLERANCE * max(1, np.max(np.abs(expected)))
        if len(found) != len(expected) or np.max(np.abs(np.subtract(found, expected))) > bound:
            yield f"{path}: {found} instead of {expected}"
    elif isinstance(expected, list):
        if len(found) != len(expected):
            yield f"{path}: {len(found)} instead of {len(expected)}"
            return
        for i, item in enumerate(expected):
            yield from differences(found[i], item, f"{path}/{i}")
    elif found != expected:
        yield f"{path}: {found} instead of {expected}"


def main(arguments):
    warnings.filterwarnings("ignore", message="Gradients do not exist")
    if arguments[0] == "--check":
        with open(arguments[1]) as file:
            found = list(differences(golden(), json.load(file)))
        print(*found, f"{len(found)} differences", sep="\n")
        sys.exit(1 if found else 0)
    computed = golden()
    with open(arguments[0], "w") as file:
        json.dump(computed, file, separators=(",", ":"))
        file.write("\n")


if __name__ == "__main__":
    main(sys.argv[1:])
