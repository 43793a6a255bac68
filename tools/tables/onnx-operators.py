#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the operators of ONNX by domain, and those that ONNX Runtime brings with it.

    python3 -m venv v && v/bin/pip install onnx onnxruntime && v/bin/python tools/tables/onnx-operators.py
"""
from importlib.metadata import version

import onnx
from names import words, write
from onnxruntime.capi import onnxruntime_pybind11_state as runtime

domains = {}
for schema in [*onnx.defs.get_all_schemas_with_history(), *runtime.get_all_operator_schema()]:
    domains.setdefault(schema.domain, set()).add(schema.name)
entries = [f"  [\n    '{domain}',\n    names({words(names, 6)}),\n  ],\n" for domain, names in sorted(domains.items())]
write('onnx-operators.ts', 'onnx-operators.py', f'onnx {version("onnx")} and onnxruntime {version("onnxruntime")}', f'''
const names = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\\s+/));

/** Operators by domain; the empty domain is that of ONNX itself, which is also written `ai.onnx`. */
export const ONNX_OPERATORS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
{''.join(entries)}]);
''')
