# SPDX-License-Identifier: Apache-2.0
"""Loads, compiles and reloads the component files with the KFP SDK; prints what came of it as JSON.

Usage: compile.py COMPONENTS_FOLDER EXAMPLES_FOLDER WORK_FOLDER
"""
import importlib.util
import json
import sys
from pathlib import Path

import yaml
from kfp import compiler, components, dsl

folder, examples, work = (Path(argument) for argument in sys.argv[1:])


def load(name):
    return components.load_component_from_file(str(folder / name))


verify = load("verify.component.yaml")
sign = load("sign.component.yaml")
record = load("record.component.yaml")
bare_gate = load("gate.component.yaml")
gate = load("verify-gate.yaml")


@dsl.pipeline
def everything(uri: str = "s3://models/m"):
    imported = dsl.importer(artifact_uri=uri, artifact_class=dsl.Model, reimport=True)
    signed = sign(model=imported.output)
    bare = verify(model=imported.output, signature=signed.outputs["signature"])
    opened = gate(model=signed.outputs["signed_model"])
    with dsl.If(opened.outputs["verdict"] == "pass"):
        gate(model=opened.outputs["verified_model"]).after(bare)


def compiled(pipeline, name):
    path = work / name
    compiler.Compiler().compile(pipeline, str(path))
    return list(yaml.safe_load_all(path.read_text()))


def reloaded(component, name):
    compiled(component, name)
    spec = components.load_component_from_file(str(work / name)).component_spec
    return {"inputs": sorted(spec.inputs or {}), "outputs": sorted(spec.outputs or {})}


def imported(name):
    module = importlib.util.module_from_spec(importlib.util.spec_from_file_location(name, examples / f"{name}.py"))
    module.__spec__.loader.exec_module(module)
    return module


training = compiled(imported("training").recorded_training, "training.yaml")[0]

pipeline, platform = compiled(everything, "everything.yaml")
tasks = {
    f"{graph}/{name}": task.get("cachingOptions")
    for graph, component in pipeline["components"].items()
    for name, task in component.get("dag", {}).get("tasks", {}).items()
}
json.dump(
    {
        "components": {
            "verify": reloaded(verify, "verify.yaml"),
            "sign": reloaded(sign, "sign.yaml"),
            "record": reloaded(record, "record.yaml"),
            "gate": reloaded(bare_gate, "gate.yaml"),
            "graph": reloaded(gate, "graph.yaml"),
        },
        "caching": tasks,
        "rootCaching": {name: task.get("cachingOptions") for name, task in pipeline["root"]["dag"]["tasks"].items()},
        "platform": platform["platforms"]["kubernetes"]["deploymentSpec"]["executors"],
        "training": training["deploymentSpec"]["executors"]["exec-train"]["container"]["args"],
        "example": len(compiled(imported("pipeline").verified_deployment, "example.yaml")),
    },
    sys.stdout,
)
