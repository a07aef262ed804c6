"""SavedModels for SavedModelsPythonIT.

    saved_models.py export DIRECTORY ... exports models, all or those that are named, in the three ways,
                                         and prints what Python computes with them, and their weights
    saved_models.py train MODEL COPY     trains a model by its endpoint "train", and prints the losses,
                                         and what the model and the copy that Java saved then give
    saved_models.py call MODEL ...       prints what models that Java saved give
"""

import json
import os
import pathlib
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import keras
import numpy as np
import tensorflow as tf
from keras import layers

STEPS = 10


def sines(*shape):
    """The numbers sin(1), sin(2), ... in a row."""
    return np.sin(np.arange(1, np.prod(shape) + 1)).reshape(shape).astype(np.float32)


def chain(*parts, **options):
    return keras.Sequential([keras.Input(**options), *parts])


def text():
    words = layers.TextVectorization(max_tokens=20, output_sequence_length=6)
    words.adapt(["the film is fine", "a dull film", "fine fine"])
    return chain(
        words,
        layers.Embedding(20, 4, mask_zero=True),
        layers.Bidirectional(layers.LSTM(3)),
        layers.Dense(1, activation="sigmoid"),
        shape=(1,),
        dtype="string",
    )


def nested():
    inner = chain(layers.LSTM(4, return_sequences=True), layers.LSTM(3), shape=(7, 2))
    series = keras.Input((7, 2), name="series")
    known = keras.Input((3,), name="known")
    joined = layers.Concatenate()([inner(series), layers.Dense(3)(known)])
    return keras.Model({"series": series, "known": known}, layers.Dense(2)(joined))


MODELS = {
    "lstm": lambda: chain(
        layers.LSTM(5, return_sequences=True), layers.LSTM(4), layers.Dense(2), shape=(7, 2)
    ),
    "gru": lambda: chain(
        layers.GRU(5, return_sequences=True, go_backwards=True),
        layers.BatchNormalization(),
        layers.SimpleRNN(4),
        shape=(None, 2),
    ),
    "stateful": lambda: chain(
        layers.LSTM(4, stateful=True, return_sequences=True),
        layers.GRU(3, stateful=True),
        batch_shape=(2, 7, 2),
    ),
    "convolution": lambda: chain(
        layers.Conv1D(4, 3, padding="causal", activation="relu"),
        layers.MaxPooling1D(2),
        layers.LSTM(3),
        shape=(8, 2),
    ),
    "attention": lambda: chain(
        layers.LSTM(4, return_sequences=True),
        layers.TimeDistributed(layers.Dense(3)),
        layers.GlobalAveragePooling1D(),
        layers.Softmax(),
        shape=(7, 2),
    ),
    "text": text,
    "nested": nested,
}


def randomize(model):
    rng = np.random.default_rng(5)
    for weight in model.weights:
        if weight.dtype == "float32" and "rnn_state" not in weight.path:
            weight.assign(rng.uniform(0.1, 0.6, weight.shape))


def example(tensor):
    if tensor.dtype == "string":
        return np.array([["the fine film"], ["dull unknown words"], [""]])
    shape = [size or 7 for size in tensor.shape]
    shape[0] = tensor.shape[0] or 3
    return sines(*shape)


def specs(model):
    return [tf.TensorSpec(i.shape, i.dtype, name=i.name) for i in model.inputs]


def export_archive(model, directory):
    def serve(*tensors):
        return {"answer": model(list(tensors) if len(tensors) > 1 else tensors[0])}

    archive = keras.export.ExportArchive()
    archive.track(model)
    archive.add_endpoint("serve", serve, specs(model))
    archive.write_out(directory, verbose=False)


WAYS = {
    "export": lambda model, directory: model.export(directory, verbose=False),
    "archive": export_archive,
    "save": tf.saved_model.save,
}


def array(values):
    values = np.asarray(values)
    data = values.ravel().tolist()
    return {"shape": list(values.shape), "data": data}


def names(model, way):
    """What the signature calls the inputs; tf.saved_model.save numbers them, sorted by name."""
    own = [tensor.name for tensor in model.inputs]
    if way == "save" and len(own) > 1:
        return ["inputs" if name == min(own) else "inputs_1" for name in own]
    return own


def export(folder, *chosen):
    for name in chosen or MODELS:
        for way, write in WAYS.items():
            if (name, way) == ("nested", "archive"):
                continue
            model = MODELS[name]()
            randomize(model)
            directory = folder / f"{name}-{way}"
            write(model, str(directory))
            inputs = [example(tensor) for tensor in model.inputs]
            answer = model(
                dict(zip([t.name for t in model.inputs], map(tf.constant, inputs)))
                if len(inputs) > 1
                else tf.constant(inputs[0])
            )
            yield {
                "directory": str(directory),
                "inputs": dict(zip(names(model, way), map(array, inputs))),
                "output": array(answer),
                "weights": {w.path: array(w) for w in model.trainable_variables},
            }


def serve(directory, x, signature="serving_default"):
    outputs = tf.saved_model.load(directory).signatures[signature](tf.constant(x))
    return array(next(iter(outputs.values())))


def train(model, copy):
    loaded = tf.saved_model.load(model)
    losses = []
    for step in range(STEPS):
        x = sines(4, 7, 2) * (step + 1)
        y = sines(4, 1) * (step + 1)
        losses.append(float(loaded.signatures["train"](past=x, target=y)["loss"]))
    x = sines(3, 7, 2)
    trained = loaded.signatures["serve"](past=tf.constant(x))["level"]
    return {"losses": losses, "trained": array(trained), "copy": serve(copy, x, "serve")}


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    if command == "export":
        answer = list(export(pathlib.Path(arguments[0]), *arguments[1:]))
    elif command == "train":
        answer = train(*arguments)
    else:
        answer = [serve(directory, sines(2, 7, 2)) for directory in arguments]
    print(json.dumps(answer))
