// SPDX-License-Identifier: Apache-2.0
import { toolOutput } from './tool-output.js';

const TIMEOUT_MS = 15_000;
const MAX_OUTPUT_BYTES = 64 * 1024;

/** An accelerator of this machine. */
export interface Accelerator {
  readonly name: string;
  readonly driver?: string;
  readonly memory?: string;
}

/** The accelerators that this machine's own tools report: NVIDIA's and AMD's. An empty list where there are none, or no tool. */
export async function accelerators(env: NodeJS.ProcessEnv): Promise<readonly Accelerator[]> {
  const options = { env, timeoutMs: TIMEOUT_MS, maxBytes: MAX_OUTPUT_BYTES };
  const query = ['--query-gpu=name,driver_version,memory.total', '--format=csv,noheader'];
  const nvidia = await toolOutput('nvidia-smi', query, options);
  if (nvidia !== undefined) return linesOf(nvidia).map(nvidiaCard);
  const amd = await toolOutput('rocm-smi', ['--showproductname', '--csv'], options);
  return amd === undefined
    ? []
    : linesOf(amd)
        .slice(1)
        .map((line) => ({ name: line.split(',')[1]?.trim() || line }));
}

const linesOf = (output: Buffer): readonly string[] =>
  output
    .toString('utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

function nvidiaCard(line: string): Accelerator {
  const [name, driver, memory] = line.split(',').map((part) => part.trim());
  // A part may be empty: what is written must not be.
  return { name: name || line, ...(driver && { driver }), ...(memory && { memory }) };
}
