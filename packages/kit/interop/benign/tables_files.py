# SPDX-License-Identifier: Apache-2.0
"""Tables of pandas, sparse matrices and fitted splines of SciPy, parameters of statsmodels."""
import numpy as np
import pandas as pd
import scipy.interpolate
import scipy.sparse
import scipy.spatial
import statsmodels.api as sm
from pickles import dump_all


def tables():
    rows = pd.DataFrame({"a": [1, 2, 3], "b": [1.5, None, 2.5], "c": ["x", "y", "z"]})
    yield "frame", rows
    yield "series", rows["b"]
    yield "categories", rows.assign(c=rows["c"].astype("category"))
    yield "times", pd.DataFrame({"t": pd.date_range("2026-01-01", periods=3, tz="UTC"), "d": pd.to_timedelta([1, 2, 3], "h")})
    yield "nullable", rows.convert_dtypes()
    yield "multi-index", rows.set_index(["a", "c"])
    yield "intervals", pd.cut(rows["a"], 2)
    yield "periods", pd.period_range("2026-01", periods=3, freq="M")
    yield "range-index", pd.RangeIndex(5)


def write(folder):
    for name, table in tables():
        dump_all(folder, name, table)
    frame = dict(tables())["frame"]
    frame.to_pickle(folder / "to-pickle.pkl")
    for ending in ("gz", "bz2", "xz", "zip", "tar"):
        frame.to_pickle(folder / f"to-pickle.pkl.{ending}")
    for form in ("csr", "csc", "coo", "lil", "dok", "bsr", "dia"):
        dump_all(folder, f"sparse-{form}", scipy.sparse.random(6, 6, 0.4, format=form))
    scipy.sparse.save_npz(folder / "sparse.npz", scipy.sparse.random(6, 6, 0.4, format="csr"))
    points = np.linspace(0, 1, 8)
    dump_all(folder, "spline", scipy.interpolate.CubicSpline(points, points**2))
    dump_all(folder, "b-spline", scipy.interpolate.make_interp_spline(points, points**2))
    dump_all(folder, "interpolator", scipy.interpolate.RegularGridInterpolator((points,), points))
    dump_all(folder, "tree", scipy.spatial.cKDTree(np.random.rand(5, 2)))
    fitted = sm.OLS(points**2, sm.add_constant(points)).fit()
    dump_all(folder, "ols-parameters", {"params": fitted.params, "cov": fitted.cov_params()})
