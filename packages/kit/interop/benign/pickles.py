# SPDX-License-Identifier: Apache-2.0
"""Pickles of one object in every protocol that can hold it: classes with slots need 2 or later."""
import pickle


def dump_all(folder, name, value, protocols=range(pickle.HIGHEST_PROTOCOL + 1)):
    for protocol in protocols:
        try:
            data = pickle.dumps(value, protocol=protocol)
        except TypeError:
            if protocol >= 2:
                raise
            continue
        (folder / f"{name}.p{protocol}.pkl").write_bytes(data)
