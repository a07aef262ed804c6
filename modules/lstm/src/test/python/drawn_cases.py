"""Labels, predictions and weights that are drawn, and what a case is made of."""

import numpy as np

TOLERANCE = 1e-6


def array(values):
    values = np.asarray(values, dtype=np.float32)
    return {"shape": list(values.shape), "data": [float(v) for v in values.ravel()]}


def differences(expected, found, place=""):
    if isinstance(expected, dict) and "data" in expected:
        a, b = np.array(expected["data"]), np.array(found["data"])
        bound = TOLERANCE * max(1.0, float(np.max(np.abs(a))))
        if a.shape != b.shape or np.max(np.abs(a - b)) > bound:
            yield place
    elif isinstance(expected, dict):
        for key in expected:
            if key != "source":
                yield from differences(expected[key], found[key], f"{place}/{key}")
    elif isinstance(expected, list):
        for i, (a, b) in enumerate(zip(expected, found, strict=True)):
            yield from differences(a, b, f"{place}/{i}")


class Draw:
    """Labels and predictions of every kind that losses and metrics ask for."""

    def __init__(self, seed):
        self.rng = np.random.default_rng(seed)

    def numbers(self, *shape):
        return self.rng.uniform(-2, 2, shape).astype(np.float32)

    def probabilities(self, *shape):
        return self.rng.uniform(0.02, 0.98, shape).astype(np.float32)

    def softmax(self, *shape):
        e = np.exp(self.rng.uniform(-2, 2, shape))
        return (e / e.sum(-1, keepdims=True)).astype(np.float32)

    def bits(self, *shape):
        return self.rng.integers(0, 2, shape).astype(np.float32)

    def ids(self, classes, *shape):
        return self.rng.integers(0, classes, shape).astype(np.float32)

    def onehot(self, *shape):
        return np.eye(shape[-1], dtype=np.float32)[self.ids(shape[-1], *shape[:-1]).astype(int)]

    def weights(self, *shape):
        return self.rng.uniform(0.1, 3, shape).astype(np.float32)

    def mask(self, *shape):
        mask = self.rng.uniform(0, 1, shape) < 0.6
        mask[0, ...] = True
        mask[1, -1] = False
        return mask


def align(weights, losses):
    """Weights of whole sequences, axis by axis from the batch on."""
    if weights is None or weights.ndim >= len(losses.shape):
        return weights
    return weights.reshape(weights.shape + (1,) * (len(losses.shape) - weights.ndim))


def title(function, config, name):
    arguments = ", ".join(f"{key}={value}" for key, value in config.items())
    return f"{function}({arguments}): {name}"


def with_optional(case, weights, mask):
    if weights is not None:
        case["weights"] = array(weights)
    if mask is not None:
        case["mask"] = array(mask)
    return case
