"""Prints the numbers that ScalerTest expects, as scikit-learn computes them.

Run with: python scalers.py    (pip install scikit-learn)
"""

import numpy
import sklearn
from sklearn.preprocessing import MinMaxScaler, StandardScaler

VALUES = [3.0, -1.5, 8.25, 4.0, 100.0, -7.0]
TRAINING_ROWS = slice(1, 4)

column = numpy.array(VALUES).reshape(-1, 1)
training = column[TRAINING_ROWS]

print("scikit-learn", sklearn.__version__, "numpy", numpy.__version__)

standard = StandardScaler().fit(training)
print("standard mean", repr(float(standard.mean_[0])), "scale", repr(float(standard.scale_[0])))
print("standard transformed", standard.transform(column).ravel().tolist())

for low, high in [(0, 1), (-1, 3)]:
    minmax = MinMaxScaler(feature_range=(low, high)).fit(training)
    print("minmax", low, high, "transformed", minmax.transform(column).ravel().tolist())
