# SPDX-License-Identifier: Apache-2.0
"""Prints models that come with onnx, and one with external data, each with what onnx says of it; one JSON object a line."""
import base64
import json
from collections import Counter
from pathlib import Path

import numpy as np
import onnx
from onnx import helper, numpy_helper

MAX_BYTES = 100_000


def graphs(graph):
    yield graph
    for node in graph.node:
        yield from inner(node)


def inner(node):
    for attribute in node.attribute:
        for graph in [*([attribute.g] if attribute.HasField('g') else []), *attribute.graphs]:
            yield from graphs(graph)


def describe(model):
    nodes = [n for g in graphs(model.graph) for n in g.node]
    for function in model.functions:
        nodes += function.node
        nodes += [n for one in function.node for g in inner(one) for n in g.node]
    tensors = [t for g in graphs(model.graph) for t in g.initializer]
    tensors += [a.t for n in nodes for a in n.attribute if a.HasField('t')]
    external = {e.value for t in tensors for e in t.external_data if e.key == 'location'}
    return {
        'irVersion': model.ir_version,
        'nodes': len(nodes),
        'operators': sorted(f'{n.domain} {n.op_type} {c}' for (n, c) in counted(nodes)),
        'functions': len(model.functions),
        'external': sorted(external),
    }


def counted(nodes):
    counts = Counter((n.domain, n.op_type) for n in nodes)
    first = {(n.domain, n.op_type): n for n in reversed(nodes)}
    return [(first[key], count) for key, count in counts.items()]


def with_external_data():
    value = numpy_helper.from_array(np.zeros(1000, 'f4'), 'w')
    then = helper.make_graph([helper.make_node('Constant', [], ['c'], value=numpy_helper.from_array(np.zeros(2000, 'f4')))], 'then', [], [])
    node = helper.make_node('If', ['x'], ['y'], then_branch=then, else_branch=then)
    model = helper.make_model(helper.make_graph([node], 'g', [], [], [value]))
    onnx.external_data_helper.convert_model_to_external_data(model, location='weights.bin', convert_attribute=True)
    for tensor in onnx.external_data_helper._get_all_tensors(model):
        tensor.ClearField('raw_data')
    return model.SerializeToString()


def main():
    folder = Path(onnx.__file__).parent / 'backend' / 'test' / 'data'
    files = [(str(p.relative_to(folder)), p.read_bytes()) for p in sorted(folder.rglob('*.onnx')) if p.stat().st_size < MAX_BYTES]
    for name, content in [*files, ('with external data', with_external_data())]:
        model = onnx.ModelProto()
        model.ParseFromString(content)
        print(json.dumps({'name': name, 'bytes': base64.b64encode(content).decode(), **describe(model)}))


main()
