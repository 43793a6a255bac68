# SPDX-License-Identifier: Apache-2.0
"""XGBoost, LightGBM and CatBoost in their own formats, and by pickle and joblib."""
import catboost
import joblib
import lightgbm
import numpy as np
import xgboost
from pickles import dump_all
from sklearn.datasets import make_classification


def write(folder):
    features, classes = make_classification(60, 5, random_state=0)
    write_xgboost(folder, features, classes)
    write_lightgbm(folder, features, classes)
    write_catboost(folder, features, classes)


def write_xgboost(folder, features, classes):
    model = xgboost.XGBClassifier(n_estimators=3, max_depth=2).fit(features, classes)
    for ending in ("json", "ubj"):
        model.save_model(folder / f"xgboost.{ending}")
    try:
        model.get_booster().save_model(folder / "xgboost.deprecated")
    except Exception:
        pass  # the binary format is gone
    dump_all(folder, "xgboost-classifier", model)
    dump_all(folder, "xgboost-booster", model.get_booster())
    dump_all(folder, "xgboost-regressor", xgboost.XGBRegressor(n_estimators=2).fit(features, classes))
    joblib.dump(model, folder / "xgboost.joblib")


def write_lightgbm(folder, features, classes):
    model = lightgbm.LGBMClassifier(n_estimators=3, min_child_samples=2, verbose=-1).fit(features, classes)
    model.booster_.save_model(folder / "lightgbm.txt")
    dump_all(folder, "lightgbm-classifier", model)
    dump_all(folder, "lightgbm-booster", model.booster_)
    joblib.dump(model, folder / "lightgbm.joblib")


def write_catboost(folder, features, classes):
    model = catboost.CatBoostClassifier(iterations=3, verbose=False, allow_writing_files=False).fit(features, classes)
    for form in ("cbm", "json"):
        model.save_model(str(folder / f"catboost.{form}"), format=form)
    dump_all(folder, "catboost-classifier", model)
    dump_all(folder, "catboost-regressor", catboost.CatBoostRegressor(iterations=2, verbose=False, allow_writing_files=False).fit(features, np.array(classes, dtype=float)))
