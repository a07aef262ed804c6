"""Networks with each loss, and the activations and losses of tensorflow-framework."""

import keras
import tensorflow as tf

from gradient_cases import case, numbers

BATCH, TIME, FEATURES, UNITS, CLASSES = 2, 4, 3, 2, 3


def dense(p, x, w, b):
    return p.BiasAdd(value=p.MatMul(a=x, b=w), bias=b)


def steps(p, x):
    return p.Unpack(value=x, num=x.tensor.shape[1], axis=1)


def lstm(p, x, kernel, recurrent, bias):
    """keras.layers.LSTM, gates in its order i, f, c, o; the last output."""
    h = c = None
    for x_t in steps(p, x):
        z = dense(p, x_t, kernel, bias)
        if h is not None:
            z = p.Add(x=z, y=p.MatMul(a=h, b=recurrent))
        i, f, g, o = p.Split(axis=p.int(1), value=z, num_split=4)
        fresh = p.Mul(x=p.Sigmoid(x=i), y=p.Tanh(x=g))
        c = fresh if c is None else p.Add(x=p.Mul(x=p.Sigmoid(x=f), y=c), y=fresh)
        h = p.Mul(x=p.Sigmoid(x=o), y=p.Tanh(x=c))
    return h


def gru(p, x, kernel, recurrent, bias):
    """keras.layers.GRU with reset_after, gates in its order z, r, h; the last output."""
    input_bias, recurrent_bias = p.Unpack(value=bias, num=2, axis=0)
    h = p.Fill(dims=p.ints(BATCH, UNITS), value=p.constant(0.0))
    for x_t in steps(p, x):
        x_z, x_r, x_h = p.Split(axis=p.int(1), value=dense(p, x_t, kernel, input_bias), num_split=3)
        h_z, h_r, h_h = p.Split(axis=p.int(1), value=dense(p, h, recurrent, recurrent_bias), num_split=3)
        z = p.Sigmoid(x=p.Add(x=x_z, y=h_z))
        r = p.Sigmoid(x=p.Add(x=x_r, y=h_r))
        fresh = p.Tanh(x=p.Add(x=x_h, y=p.Mul(x=r, y=h_h)))
        h = p.Add(x=p.Mul(x=z, y=h), y=p.Mul(x=p.Sub(x=p.constant(1.0), y=z), y=fresh))
    return h


def simple(p, x, kernel, recurrent, bias):
    h = None
    for x_t in steps(p, x):
        z = dense(p, x_t, kernel, bias)
        h = p.Tanh(x=z if h is None else p.Add(x=z, y=p.MatMul(a=h, b=recurrent)))
    return h


def feed_forward(p, x, kernel, recurrent, bias):
    flat = p.Reshape(tensor=x, shape=p.ints(BATCH, -1))
    return p.Tanh(x=p.MatMul(a=p.Relu(features=dense(p, flat, kernel, bias)), b=recurrent))


CELLS = {
    "LSTM": (lstm, (FEATURES, 4 * UNITS), (UNITS, 4 * UNITS), (4 * UNITS,)),
    "GRU": (gru, (FEATURES, 3 * UNITS), (UNITS, 3 * UNITS), (2, 3 * UNITS)),
    "SimpleRNN": (simple, (FEATURES, UNITS), (UNITS, UNITS), (UNITS,)),
    "dense": (feed_forward, (TIME * FEATURES, 5), (5, UNITS), (5,)),
}


def constants_like(p, name, *shape, low=0.1, high=1.0):
    return p.constant(numbers(name, *shape, low=low, high=high))


def mean(p, x):
    return p.Mean(input=p.Reshape(tensor=x, shape=p.ints(-1)), axis=p.ints(0))


def mean_squared_error(p, y):
    return mean(p, p.SquaredDifference(x=y, y=constants_like(p, "target", BATCH, CLASSES)))


def mean_absolute_error(p, y):
    return mean(p, p.Abs(x=p.Sub(x=y, y=constants_like(p, "target", BATCH, CLASSES))))


def pinball(p, y):
    error = p.Sub(x=constants_like(p, "target", BATCH, CLASSES), y=y)
    return mean(p, p.Maximum(x=p.Mul(x=p.constant(0.1), y=error), y=p.Mul(x=p.constant(-0.9), y=error)))


def binary_crossentropy(p, y):
    """From logits: max(x, 0) - x z + log(1 + exp(-abs(x)))."""
    labels = p.constant(numbers("binary", BATCH, CLASSES) > 0, p.dtype)
    log = p.Log1p(x=p.Exp(x=p.Neg(x=p.Abs(x=y))))
    return mean(p, p.Add(x=p.Sub(x=p.Relu(features=y), y=p.Mul(x=y, y=labels)), y=log))


def categorical_crossentropy(p, y):
    labels = constants_like(p, "classes", BATCH, CLASSES)
    return mean(p, p.SoftmaxCrossEntropyWithLogits(features=y, labels=labels)[0])


def sparse_categorical_crossentropy(p, y):
    return mean(p, p.SparseSoftmaxCrossEntropyWithLogits(features=y, labels=p.ints(2, 0))[0])


def huber(p, y):
    error = p.Abs(x=p.Sub(x=y, y=constants_like(p, "far", BATCH, CLASSES, low=-3, high=3)))
    quadratic = p.Minimum(x=error, y=p.constant(1.0))
    linear = p.Sub(x=error, y=quadratic)
    half = p.Mul(x=p.constant(0.5), y=p.Mul(x=quadratic, y=quadratic))
    return mean(p, p.Add(x=half, y=linear))


LOSSES = [mean_squared_error, mean_absolute_error, pinball, binary_crossentropy, categorical_crossentropy,
          sparse_categorical_crossentropy, huber]


def networks():
    for name, (cell, kernel, recurrent, bias) in CELLS.items():
        for loss in LOSSES:
            shapes = {"x": (BATCH, TIME, FEATURES), "kernel": kernel, "recurrent": recurrent, "bias": bias,
                      "w": (UNITS, CLASSES), "b": (CLASSES,)}
            yield case(
                f"network {name} {loss.__name__}", shapes,
                lambda p, x, kernel, recurrent, bias, w, b, cell=cell, loss=loss:
                loss(p, dense(p, cell(p, x, kernel, recurrent, bias), w, b)),
                order=2 if loss is mean_squared_error else 1, low=-1, high=1)


def activations():
    functions = {
        "ELU": keras.activations.elu, "Exponential": tf.exp,
        "GELU": gelu, "GELU approximate": approximate_gelu,
        # Keras 2's, which the framework has: Keras 3 has a slope of 1/6.
        "HardSigmoid": lambda x: tf.clip_by_value(0.2 * x + 0.5, 0.0, 1.0),
        "Linear": tf.identity, "ReLU": keras.activations.relu, "SELU": keras.activations.selu,
        "Sigmoid": tf.sigmoid, "Softmax": tf.nn.softmax, "Softplus": keras.activations.softplus,
        "Softsign": lambda x: x / (1 + tf.abs(x)), "Swish": lambda x: x * tf.sigmoid(x), "Tanh": tf.tanh,
    }
    for name, function in functions.items():
        yield case(f"activation {name}", {"x": (3, 4)}, lambda p, x, name=name, function=function:
                   p.call(f"activation {name}", function, x), order=2, low=-4, high=4)


def gelu(x):
    """As keras.activations.gelu, which has the root of 2 in float32 even for float64."""
    return 0.5 * x * (1 + tf.math.erf(x / tf.constant(2 ** 0.5, x.dtype)))


def approximate_gelu(x):
    c, root = tf.constant(0.044715, x.dtype), tf.constant(0.7978845608028654, x.dtype)
    return 0.5 * x * (1 + tf.tanh(root * (x + c * tf.pow(x, 3))))


def losses():
    """Each gives a mean over all examples."""
    k = keras.losses
    probabilities = numbers("probabilities", 3, 4, low=0.05, high=0.95)
    signs = numbers("signs", 3, 4) > 0
    scores = numbers("scores", 3, 4)
    ints = [2, 0, 3]
    functions = {
        "BinaryCrossentropy": (probabilities, signs, binary_crossentropy_of_probabilities),
        "BinaryCrossentropy from logits": (
            scores, signs, lambda t, y: k.binary_crossentropy(t, y, from_logits=True)),
        "CategoricalCrossentropy": (probabilities, one_hot(ints), k.categorical_crossentropy),
        "CategoricalCrossentropy from logits": (
            scores, one_hot(ints), lambda t, y: k.categorical_crossentropy(t, y, from_logits=True)),
        "CategoricalHinge": (scores, one_hot(ints), k.categorical_hinge),
        "CosineSimilarity": (scores, numbers("other", 3, 4), lambda t, y: -cosine(t, y)),
        "Hinge": (scores, signs, k.hinge),
        "Huber": (scores, numbers("far", 3, 4, low=-4, high=4), k.huber),
        "KLDivergence": (probabilities, numbers("labels", 3, 4, low=0.1, high=1), k.kl_divergence),
        "LogCosh": (scores, numbers("other", 3, 4), k.log_cosh),
        "MeanAbsoluteError": (scores, numbers("other", 3, 4), k.mean_absolute_error),
        "MeanAbsolutePercentageError": (scores, numbers("other", 3, 4), k.mean_absolute_percentage_error),
        "MeanSquaredError": (scores, numbers("other", 3, 4), k.mean_squared_error),
        "MeanSquaredLogarithmicError": (
            probabilities, numbers("labels", 3, 4, low=0.1, high=1), k.mean_squared_logarithmic_error),
        "Poisson": (probabilities, numbers("labels", 3, 4, low=0.1, high=1), k.poisson),
        "SparseCategoricalCrossentropy": (probabilities, ints, sparse_crossentropy_of_clipped),
        "SparseCategoricalCrossentropy from logits": (
            scores, ints, lambda t, y: k.sparse_categorical_crossentropy(t, y, from_logits=True)),
        "SquaredHinge": (scores, signs, k.squared_hinge),
    }
    for name, (predictions, labels, function) in functions.items():
        def build(p, x, name=name, labels=labels, function=function):
            integer = labels is ints
            t = p.constant(labels, tf.int64 if integer else p.dtype)
            return p.call(f"loss {name}", lambda t, y: tf.reduce_mean(function(t, y)), t, x)
        yield case(f"loss {name}", {"x": predictions}, build, order=2)


def one_hot(labels):
    return [[float(i == label) for i in range(4)] for label in labels]


def binary_crossentropy_of_probabilities(t, y):
    """The framework adds 1e-7 inside the logarithms, as Keras did up to version 2."""
    e = tf.constant(1e-7, y.dtype)
    y = tf.clip_by_value(y, e, 1 - e)
    return -(t * tf.math.log(y + e) + (1 - t) * tf.math.log(1 - y + e))


def sparse_crossentropy_of_clipped(t, y):
    """The framework takes the softmax of the logarithms, which divides by the sum of probabilities."""
    return tf.nn.sparse_softmax_cross_entropy_with_logits(t, tf.math.log(tf.clip_by_value(y, 1e-7, 1 - 1e-7)))


def cosine(t, y):
    return tf.reduce_sum(tf.math.l2_normalize(t, -1) * tf.math.l2_normalize(y, -1), -1)
