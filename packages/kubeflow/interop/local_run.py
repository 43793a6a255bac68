# SPDX-License-Identifier: Apache-2.0
"""Runs train -> sign -> gate with kfp.local's DockerRunner; the last line of stdout is what came of it as JSON.

Usage: local_run.py COMPONENTS_FOLDER INPUTS_FOLDER WORK_FOLDER IMAGE signed|unsigned
"""
import json
import sys
from pathlib import Path

from docker.models.containers import ContainerCollection
from docker.types import Mount
from kfp import components, dsl, local

# The runner has containers removed as they end, and podman 4.3 may do so before it was asked how one ended. They go with the image.
run_container = ContainerCollection.run
ContainerCollection.run = lambda self, *args, **options: run_container(self, *args, **{**options, "auto_remove": False})

folder, inputs, work = (Path(argument) for argument in sys.argv[1:4])
image, variant = sys.argv[4:]

sign = components.load_component_from_file(str(folder / "sign.component.yaml"))
gate = components.load_component_from_file(str(folder / "verify-gate.yaml"))

# The local runner knows an output artifact only from the executor output file.
TRAIN = """
const fs = require('fs');
const path = require('path');
const [model, output] = process.argv.slice(1);
fs.mkdirSync(model, { recursive: true });
fs.writeFileSync(path.join(model, 'weights.bin'), 'weights');
fs.mkdirSync(path.dirname(output), { recursive: true });
const artifact = { name: 'model', uri: model, metadata: { framework: 'none' } };
fs.writeFileSync(output, JSON.stringify({ artifacts: { model: { artifacts: [artifact] } } }));
"""


@dsl.container_component
def train(model: dsl.Output[dsl.Model]):
    return dsl.ContainerSpec(
        image=image,
        command=["/usr/local/bin/node", "-e", TRAIN],
        args=[model.path, "{{$.outputs.output_file}}"],
    )


# kfp.local 2.17 passes an artifact into a graph only where a parameter is passed too.
POLICY = "/policy/policy.yaml"


@dsl.pipeline
def signed() -> str:
    model = sign(model=train().outputs["model"]).outputs["signed_model"]
    return gate(model=model, policy_path=POLICY).outputs["digest"]


@dsl.pipeline
def unsigned() -> str:
    return gate(model=train().outputs["model"], policy_path=POLICY).outputs["digest"]


mounts = [Mount(f"/{name}", str(inputs / name), type="bind", read_only=True) for name in ("policy", "signing")]
local.init(
    runner=local.DockerRunner(user=0, network_mode="none", mounts=mounts),
    pipeline_root=str(work),
    raise_on_error=False,
)
task = {"signed": signed, "unsigned": unsigned}[variant]()
print()
print(json.dumps({"outputs": task.outputs}))
