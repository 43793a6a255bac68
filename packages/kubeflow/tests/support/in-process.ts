// SPDX-License-Identifier: Apache-2.0
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runStep, type StepPorts } from '@mpk/steps';
import { launcherPath, type LauncherHost } from './launcher.js';

const CONTAINER_PATH = /"(\/(?:minio|s3|gcs|tmp\/kfp)\/[^"]*)"/g;

/**
 * A host that runs the step in this process: the container's paths lie under `folder/pod`, and the executor input is rewritten
 * to them, because there is no mount namespace here.
 */
export function inProcessHost(folder: string, task: string, ports: StepPorts): LauncherHost & { last(): any } {
  const pod = join(folder, 'pod', task);
  const lines: string[] = [];
  return {
    bucket: 'minio://mlpipeline/',
    taskRoot: `minio://mlpipeline/v2/artifacts/run/${task}/uuid`,
    store: (uri) => join(folder, 'store', uri.replace('://', '/')),
    fromHere: (path) => join(pod, path),
    last: () => JSON.parse(lines.at(-1)!),
    run: async ([command, ...argv]) => {
      if (command !== '/usr/local/bin/mpk-step') throw new Error(`no such command in the image: ${command!}`);
      const scratchFolder = join(pod, 'scratch');
      await mkdir(scratchFolder, { recursive: true });
      await mkdir(join(pod, 'policy'), { recursive: true });
      await writeFile(join(pod, 'policy/policy.yaml'), 'kind: ModelPolicy\n');
      return runStep({
        argv: argv.map((arg) => withPaths(arg, pod)),
        env: { MPK_POLICY_ROOT: join(pod, 'policy'), MPK_TERMINATION_LOG: join(pod, 'termination-log') },
        ports,
        stdout: (text) => lines.push(text),
        stderr: () => undefined,
        scratchFolder,
        imagePinPath: join(pod, 'no-pin'),
      });
    },
  };
}

/** Puts `customPath` on artifacts and moves output files, as a mount would. */
function withPaths(arg: string, pod: string): string {
  if (!arg.startsWith('{')) return arg;
  const input = JSON.parse(arg.replaceAll(CONTAINER_PATH, (_all, path: string) => JSON.stringify(join(pod, path))));
  for (const side of [input.inputs, input.outputs]) {
    for (const { artifacts } of Object.values<any>(side.artifacts)) {
      for (const artifact of artifacts) {
        const path = launcherPath(artifact.uri);
        if (path !== undefined) artifact.customPath = join(pod, path);
      }
    }
  }
  return JSON.stringify(input);
}
