# SPDX-License-Identifier: Apache-2.0
"""Every estimator of scikit-learn that fits a small table, by pickle and joblib; a pipeline in each of joblib's compressions."""
import warnings

import joblib
import numpy as np
from pickles import dump_all
from sklearn.compose import ColumnTransformer
from sklearn.datasets import make_classification
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.utils import all_estimators

COMPRESSIONS = ["zlib", "gzip", "bz2", "xz", "lzma", "lz4"]
INNER = {"estimator": RandomForestClassifier(n_estimators=2)}


def estimators(features, classes):
    """Those whose defaults, or one inner estimator, are enough."""
    for name, kind in all_estimators():
        try:
            yield name, kind().fit(np.abs(features), classes)
        except Exception:
            try:
                yield name, kind(**INNER).fit(np.abs(features), classes)
            except Exception:
                continue


def pipeline(features, classes):
    columns = ColumnTransformer([("a", make_pipeline(SimpleImputer(), StandardScaler()), [0, 1]), ("b", OneHotEncoder(handle_unknown="ignore"), [2])])
    search = GridSearchCV(RandomForestClassifier(n_estimators=3, random_state=0), {"max_depth": [2, 3]}, cv=2)
    return make_pipeline(columns, search).fit(features, classes)


def write(folder):
    warnings.simplefilter("ignore")
    features, classes = make_classification(40, 6, random_state=0)
    for name, fitted in estimators(features, classes):
        dump_all(folder, name, fitted, [0, 2, 5])
        joblib.dump(fitted, folder / f"{name}.joblib")
    whole = pipeline(features, classes)
    dump_all(folder, "pipeline", whole)
    for level in (1, 9):
        for method in COMPRESSIONS:
            joblib.dump(whole, folder / f"pipeline-{level}.{method}.joblib", compress=(method, level))
    for protocol in range(6):
        joblib.dump(whole, folder / f"pipeline.p{protocol}.joblib", protocol=protocol)
    joblib.dump({"x": np.arange(1000), "objects": np.array([None, {}], dtype=object)}, folder / "arrays.joblib")
