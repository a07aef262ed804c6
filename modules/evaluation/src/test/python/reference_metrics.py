"""Prints the numbers that the tests of this module expect, from programs that share no code with it.

Needs NumPy, scikit-learn and statsmodels. Inputs come from formulas, so both languages have the same.
"""

import numpy as np
import sklearn
import statsmodels
from sklearn.metrics import (
    mean_absolute_error,
    mean_pinball_loss,
    mean_squared_error,
    root_mean_squared_error,
)
from statsmodels.tools import eval_measures

N, ROWS, HORIZON = 40, 8, 5
LEVELS = [0.1, 0.5, 0.9]

i = np.arange(N)
truth = 10 + 3 * np.sin(i) + i % 5
forecast = 11 + 2 * np.cos(0.7 * i) + i % 3
lower = forecast - 2 - (i % 4) / 2
upper = forecast + 1.5 + (i % 3)


def show(name, value):
    print(f"{name:34s} {np.array2string(np.asarray(value), precision=17, separator=', ')}")


def mase_scale(series, season):
    return np.mean(np.abs(series[season:] - series[:-season]))


def interval_score(y, low, high, coverage):
    alpha = 1 - coverage
    return np.mean(
        (high - low) + 2 / alpha * (low - y) * (y < low) + 2 / alpha * (y - high) * (y > high)
    )


print("numpy", np.__version__, "scikit-learn", sklearn.__version__, "statsmodels", statsmodels.__version__)
print("\nflat arrays")
show("MAE, scikit-learn", mean_absolute_error(truth, forecast))
show("MAE, statsmodels", eval_measures.meanabs(truth, forecast))
show("MSE, scikit-learn", mean_squared_error(truth, forecast))
show("MSE, statsmodels", eval_measures.mse(truth, forecast))
show("RMSE, scikit-learn", root_mean_squared_error(truth, forecast))
show("RMSE, statsmodels", eval_measures.rmse(truth, forecast))
show("sMAPE, NumPy", np.mean(200 * np.abs(truth - forecast) / (np.abs(truth) + np.abs(forecast))))
show("MASE scale, season 1, NumPy", mase_scale(truth, 1))
show("MASE scale, season 7, NumPy", mase_scale(truth, 7))
show("MASE scale, season 7, part 5:30", mase_scale(truth[5:30], 7))
show("MASE, season 7", mean_absolute_error(truth, forecast) / mase_scale(truth, 7))
quantiles = [lower, forecast, upper]
losses = [mean_pinball_loss(truth, f, alpha=q) for f, q in zip(quantiles, LEVELS)]
show("pinball 0.1, 0.5, 0.9, scikit-learn", losses)
show("pinball, mean of the three", np.mean(losses))
show("coverage, NumPy", np.mean((lower <= truth) & (truth <= upper)))
show("mean width, NumPy", np.mean(upper - lower))
show("interval score 0.8, NumPy", interval_score(truth, lower, upper, 0.8))

print("\nthe same as 8 origins of 5 steps")
by_step = [m.reshape(ROWS, HORIZON) for m in (truth, forecast)]
show("MAE by step, scikit-learn", mean_absolute_error(*by_step, multioutput="raw_values"))
show("MSE by step, scikit-learn", mean_squared_error(*by_step, multioutput="raw_values"))
deviation = truth.std()
show("standard deviation, NumPy", deviation)
z = [(m - truth.mean()) / deviation for m in (truth, forecast)]
show("scaled MSE, scikit-learn", mean_squared_error(*z))
show("scaled MAE, scikit-learn", mean_absolute_error(*z))

print("\nconformal margin on the flat arrays")
scores = np.maximum(lower - truth, truth - upper)
for coverage in (0.5, 0.8, 0.9):
    level = np.ceil(round((N + 1) * coverage, 9)) / N
    show(f"margin for {coverage}, NumPy", np.quantile(scores, level, method="inverted_cdf"))
