#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the classes that Keras makes of a configuration, by the module that the configuration says.

    python3 -m venv v && v/bin/pip install tensorflow-cpu==2.15.* && v/bin/python tools/tables/keras-classes.py
    python3 -m venv w && w/bin/pip install tensorflow-cpu && w/bin/python tools/tables/keras-classes.py

Adds to those of the table that is there: run it with Keras 2 and with Keras 3. The empty module is that of Keras 2, which
looks class names up in a table of its own. Listed are layers, models, optimizers and the like; not whatever else can be
imported from Keras (`keras.utils.get_file` is such a thing), which is just what an attacker would name.
"""
import importlib
import inspect
import os
import pkgutil
import re
from importlib.metadata import version

os.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'
import keras  # noqa: E402
from names import TABLES, words, write  # noqa: E402

FILE = 'keras-classes.ts'
IS_OLD = keras.__version__.startswith('2.')
# Modules whose functions stand in configurations by name.
FUNCTIONS = ['activations', 'losses', 'metrics', 'initializers', 'regularizers', 'constraints']


def old_names():
    from keras.src import activations, constraints, initializers, losses, metrics, optimizers, regularizers
    from keras.src.layers import serialization
    from keras.src.optimizers.schedules import learning_rate_schedule as schedules
    from keras.src.saving.object_registration import _GLOBAL_CUSTOM_OBJECTS
    serialization.populate_deserializable_objects()
    # Keras itself registers some as those of users, such as `Custom>Adam`.
    names = set(serialization.LOCAL.ALL_OBJECTS) | set(_GLOBAL_CUSTOM_OBJECTS)
    for module in [activations, constraints, initializers, losses, metrics, optimizers, regularizers, schedules]:
        names |= {n for n, o in vars(module).items() if inspect.isclass(o) and o.__module__.startswith('keras.')}
    return {n for n in names if n[0].isupper()} | {'Functional', 'Model', 'Sequential'}


def bases():
    if IS_OLD:
        from keras import Model, constraints, dtensor, initializers, layers, losses, metrics, optimizers, regularizers
        from keras.src.mixed_precision.policy import Policy
        extra = [optimizers.legacy.Optimizer, Policy]
    else:
        from keras import Model, constraints, initializers, layers, losses, metrics, optimizers, quantizers, regularizers
        from keras.src.dtype_policies import DTypePolicy
        from keras.src.dtype_policies.dtype_policy_map import DTypePolicyMap
        from keras.src.ops.operation import Operation
        extra = [Operation, DTypePolicy, DTypePolicyMap, quantizers.Quantizer]
        extra += [quantizers.QuantizationConfig] if hasattr(quantizers, 'QuantizationConfig') else []
    return (Model, layers.Layer, layers.InputSpec, initializers.Initializer, regularizers.Regularizer,
            constraints.Constraint, losses.Loss, metrics.Metric, optimizers.Optimizer,
            optimizers.schedules.LearningRateSchedule, *extra)


def all_modules():
    import keras.src
    for found in pkgutil.walk_packages(keras.src.__path__, 'keras.src.', onerror=lambda _: None):
        if re.search(r'(_test|test_util|testing|benchmark|saved_model\.load)', found.name):
            continue
        try:
            yield importlib.import_module(found.name)
        except Exception:  # a backend that is not installed
            continue


def api_names(cls):
    """All names by which Keras exports it."""
    if IS_OLD:
        from tensorflow.python.util import tf_export
        names = tf_export.get_canonical_name_for_symbol(cls, api_name='keras') or ''
        return [names] if names.startswith('keras.') else []
    from keras.src import api_export
    return [n for n, o in api_export.REGISTERED_NAMES_TO_OBJS.items() if o is cls and '_legacy' not in n]


def collect():
    classes = {}
    wanted = bases()
    for module in all_modules():
        for name, cls in vars(module).items():
            if not inspect.isclass(cls) or cls.__module__ != module.__name__ or not issubclass(cls, wanted):
                continue
            for path in [f'{cls.__module__}.{cls.__name__}', *api_names(cls)]:
                where, last = path.rsplit('.', 1)
                if last[0] != '_':
                    classes.setdefault(where, set()).add(last)
    if IS_OLD:
        classes[''] = old_names()
    else:
        classes.setdefault('keras', set()).update({'Functional', 'Sequential', 'Model'})
    return classes


def functions():
    names = {}
    for short in FUNCTIONS:
        module = importlib.import_module(f'keras.{short}')
        names[f'keras.{short}'] = {n for n, o in vars(module).items() if inspect.isfunction(o) and n not in ('serialize', 'deserialize', 'get')}
    return names


def parse(text, constant):
    block = re.search(constant + r'.*?= new Map\(\[(.*?)\n\]\);', text, re.S).group(1)
    return {module: set(names.split()) for module, names in re.findall(r"'([^']*)',\s*names\(\s*`(.*?)`", block, re.S)}


def merged(found, before):
    return {module: found.get(module, set()) | before.get(module, set()) for module in {*found, *before}}


def entries(table):
    return ''.join(f"  [\n    '{m}',\n    names({words(n, 6)}),\n  ],\n" for m, n in sorted(table.items()) if n)


classes, fns, versions = collect(), functions(), f'keras {version("keras")}'
if (TABLES / FILE).exists():
    text = (TABLES / FILE).read_text()
    known = re.search(r'from (keras .*?)\. Do not edit', text).group(1)
    classes, fns = merged(classes, parse(text, 'KERAS_CLASSES')), merged(fns, parse(text, 'KERAS_FUNCTIONS'))
    versions = known if versions in known.split(' and ') else f'{known} and {versions}'
write(FILE, 'keras-classes.py', versions, f'''
const names = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\\s+/));

/** Classes by module: layers, models, optimizers and the like, whatever they do. The empty module is that of Keras 2. */
export const KERAS_CLASSES: ReadonlyMap<string, ReadonlySet<string>> = new Map([
{entries(classes)}]);

/** Functions by module: activations, losses and the like. */
export const KERAS_FUNCTIONS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
{entries(fns)}]);
''')
