#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the names of all operators that TensorFlow itself registers.

    python3 -m venv v && v/bin/pip install tensorflow-cpu && v/bin/python tools/tables/tensorflow-operators.py

Adds to those of the table that is there: what older versions had stays known.
"""
import re
from importlib.metadata import version

from names import TABLES, words, write
from tensorflow.core.framework import op_def_pb2
from tensorflow.python.client import pywrap_tf_session

FILE = 'tensorflow-operators.ts'

operators = op_def_pb2.OpList()
operators.ParseFromString(pywrap_tf_session.TF_GetBuffer(pywrap_tf_session.TF_GetAllOpList()))
names = {operator.name for operator in operators.op}
versions = f'tensorflow-cpu {version("tensorflow-cpu")}'
if (TABLES / FILE).exists():
    before = (TABLES / FILE).read_text()
    known = re.search(r'from (tensorflow-cpu .*?)\. Do not edit', before).group(1)
    names |= set(re.search(r'`(.*?)`', before, re.S).group(1).split())
    versions = known if versions in known.split(' and ') else f'{known} and {versions}'
write(FILE, 'tensorflow-operators.py', versions, f'''
/** Operators that TensorFlow registers itself; a graph with any other needs a library of somebody else's. */
export const TENSORFLOW_OPERATORS: ReadonlySet<string> = new Set(
  {words(names, 4)}
    .trim()
    .split(/\\s+/),
);
''')
