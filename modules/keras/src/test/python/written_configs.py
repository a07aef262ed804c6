"""Whether Keras makes of a network that Java read and wrote what it was.

    python written_configs.py make FILE all|some   Keras's configs of many networks
    python written_configs.py check FILE WRITTEN   compares them with those that Java wrote

The networks are those of configs.py and of the golden numbers of modules/lstm.
"""

import json
import os
import pathlib
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

HERE = pathlib.Path(__file__).resolve().parent
sys.path.append(str(HERE.parents[3] / "lstm" / "src" / "test" / "python"))

import keras

import configs


def golden(everything):
    """The golden cases, without those whose layers Keras does not have."""
    import feedforward_cases
    import network_cases
    import recurrent_cases
    import wrapper_cases

    some = (network_cases,)
    for cases in (recurrent_cases, wrapper_cases, feedforward_cases, *some) if everything else some:
        keras.utils.clear_session()
        for case in cases.cases():
            if ">" not in case.model.to_json() and "_cases" not in case.model.to_json():
                yield case.name, case.model
            keras.utils.clear_session()


def made(everything):
    for make in configs.MODELS:
        keras.utils.clear_session()
        yield make.__name__, make()
    yield from golden(everything)


def make(path, which):
    models = [
        {"name": name, "model": json.loads(model.to_json())} for name, model in made(which == "all")
    ]
    pathlib.Path(path).write_text(json.dumps(models), encoding="utf-8")


def comparable(config):
    """A config without what Java does not keep, as it changes nothing.

    Seeds of initializers: a first value comes from the file. Whether one input is a list, and the
    keys of inputs and outputs. An argument None or training=False of a call. The names of ops that
    make masks: they are numbered here. Whether a layer without weights is trained, and whether the
    whole model is, as each of its layers tells.
    """
    ops = [layer["name"] for layer in config["layers"] if is_op(layer)]
    plain = json.loads(json.dumps(config))
    for end in ("input_layers", "output_layers"):
        if end in plain:
            plain[end] = listed(plain[end])
    plain.pop("trainable")
    return simplified(plain, {name: f"op {i}" for i, name in enumerate(ops)})


def is_op(layer):
    return layer["module"].startswith("keras.src.ops.")


def listed(ends):
    if isinstance(ends, dict):
        return list(ends.values())
    return ends[0] if len(ends) == 1 else ends


def simplified(config, ops):
    if isinstance(config, list):
        if len(config) == 3 and isinstance(config[0], str):
            return [ops.get(config[0], config[0]), *config[1:]]
        return [simplified(entry, ops) for entry in config]
    if not isinstance(config, dict):
        return config
    found = {key: simplified(value, ops) for key, value in config.items()}
    if config.get("module") == "keras.initializers":
        found["config"].pop("seed", None)
    if "kwargs" in config:
        found["kwargs"] = {
            key: [value] if key == "initial_state" and isinstance(value, dict) else value
            for key, value in found["kwargs"].items()
            if value is not None and key != "training"
        }
    if "class_name" in config and is_op({"module": "", **config}):
        found["name"] = found["config"]["name"] = ops[config["name"]]
    if isinstance(config.get("initial_state_shape"), list) and found["initial_state_shape"]:
        shape = found["initial_state_shape"]
        found["initial_state_shape"] = shape if isinstance(shape[0], list) else [shape]
    return found


def differences(expected, found, place=""):
    if isinstance(expected, dict) and isinstance(found, dict):
        for key in sorted(expected.keys() | found.keys()):
            yield from differences(
                expected.get(key, "missing"), found.get(key, "missing"), f"{place}/{key}"
            )
    elif isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        for i, (a, b) in enumerate(zip(expected, found)):
            yield from differences(a, b, f"{place}/{i}")
    elif expected != found:
        yield f"{place}: {expected} became {found}"


def config_of(model):
    keras.utils.clear_session()
    model = keras.models.model_from_json(json.dumps(model))
    for layer in model.layers:
        if not layer.weights:
            layer.trainable = True
    return comparable(model.get_config())


def check(path, written):
    expected = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
    found = json.loads(pathlib.Path(written).read_text(encoding="utf-8"))
    for before, after in zip(expected, found, strict=True):
        for line in differences(config_of(before["model"]), config_of(after)):
            print(f"{before['name']}: {line}")


if __name__ == "__main__":
    {"make": make, "check": check}[sys.argv[1]](*sys.argv[2:])
