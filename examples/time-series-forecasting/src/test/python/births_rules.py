"""Mean absolute errors of simple rules on the births, for BirthsIT.

Every origin of the last 1461 days, seven days ahead. Run from this folder with NumPy:

    python births_rules.py
"""

import pathlib

import numpy as np

RESOURCES = pathlib.Path(__file__).parents[1].parent / "main/resources/io/longtape/examples/forecasting"
HORIZON = 7
TEST = 1461

births = np.loadtxt(RESOURCES / "births.csv", delimiter=",", skiprows=1, usecols=1)
origins = range(len(births) - TEST, len(births) - HORIZON + 1)

RULES = {
    "naive": lambda origin: np.repeat(births[origin - 1], HORIZON),
    "seasonal-naive-7": lambda origin: births[origin - 7 : origin],
    "same-day-last-year": lambda origin: births[origin - 364 : origin - 364 + HORIZON],
    "mean of the last 28 days": lambda origin: np.repeat(births[origin - 28 : origin].mean(), HORIZON),
}

print("numpy", np.__version__)
for name, rule in RULES.items():
    errors = [np.abs(rule(origin) - births[origin : origin + HORIZON]) for origin in origins]
    print(f"{name}: {np.mean(errors):.4f}")
