"""Programs of TensorFlow ops that are written down while they run, so that another language can run them.

A program is a list of nodes. A node is an op of `tf.raw_ops` with its inputs and attributes, or the call
of a function that has a name in both languages. A value is named by its node and output: [3, 0].
"""

import inspect

import numpy as np
import tensorflow as tf
from tensorflow.python.framework import op_def_registry


# Attributes that have another name in Python.
RENAMED = {"axis": "squeeze_dims"}


class Value:
    def __init__(self, tensor, ref):
        self.tensor = tensor
        self.ref = ref


def array(values, digits):
    """An array as JSON: type, shape, numbers in row-major order."""
    values = np.asarray(values)
    if values.dtype.kind == "f":
        numbers = [float(f"{v:.{digits}g}") for v in values.astype(np.float64).ravel()]
    else:
        numbers = values.ravel().tolist()
    return {"type": str(values.dtype), "shape": list(values.shape), "values": numbers}


class Program:
    """Runs ops, `p.MatMul(a=x, b=y, transpose_a=True)`, and writes them down."""

    def __init__(self, dtype):
        self.dtype = dtype
        self.nodes = []

    def _add(self, node, outputs):
        self.nodes.append(node)
        return [Value(t, [len(self.nodes) - 1, i]) for i, t in enumerate(outputs)]

    def constant(self, values, dtype=None):
        tensor = tf.constant(values, dtype or self.dtype)
        return self._add({"constant": array(tensor.numpy(), 17)}, [tensor])[0]

    def ints(self, *values):
        return self.constant(np.array(values, np.int32), tf.int32)

    def int(self, value):
        return self.constant(np.int32(value), tf.int32)

    def call(self, name, function, *inputs):
        """A function under a name that the other language knows too."""
        output = function(*[v.tensor for v in inputs])
        return self._add({"call": name, "inputs": [v.ref for v in inputs]}, [output])[0]

    def __getattr__(self, op_type):
        definition = op_def_registry.get(op_type)
        function = getattr(tf.raw_ops, op_type)
        parameters = list(inspect.signature(function).parameters)

        def run(**arguments):
            tensors, inputs, attributes = {}, [], {}
            for place, arg in enumerate(definition.input_arg):
                # Some inputs have another name in Python, such as axis for reduction_indices.
                name = arg.name if arg.name in parameters else parameters[place]
                value = arguments.pop(name)
                if isinstance(value, (list, tuple)):
                    inputs.append([v.ref for v in value])
                    tensors[name] = [v.tensor for v in value]
                else:
                    inputs.append(value.ref)
                    tensors[name] = value.tensor
            types = {attr.name: attr.type for attr in definition.attr}
            for name, value in arguments.items():
                name = name if name in types else RENAMED[name]
                kind = types[name]
                attributes[name] = [kind, value.name if kind == "type" else value]
            result = function(**tensors, **arguments)
            node = {"op": op_type, "inputs": inputs, "attributes": attributes}
            values = self._add(node, tf.nest.flatten(result))
            return values[0] if len(values) == 1 and not isinstance(result, list) else values

        return run
