// SPDX-License-Identifier: Apache-2.0
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTempFolder } from '@mpk/testkit';
import { accelerators, type Accelerator } from '../../src/record/accelerators.js';

/** What is found where a tool of this name prints this. */
const found = (tool: string, output: string): Promise<readonly Accelerator[]> =>
  withTempFolder(async (folder) => {
    const path = join(folder, tool);
    writeFileSync(path, `#!/bin/sh\nprintf '%s' '${output}'\n`);
    chmodSync(path, 0o755);
    return accelerators({ PATH: folder });
  });

describe('the accelerators of a machine', () => {
  it('are what nvidia-smi lists', async () => {
    const output = 'NVIDIA H100, 570.86.15, 81559 MiB\nNVIDIA L4, 570.86.15, 23034 MiB\n';
    await expect(found('nvidia-smi', output)).resolves.toEqual([
      { name: 'NVIDIA H100', driver: '570.86.15', memory: '81559 MiB' },
      { name: 'NVIDIA L4', driver: '570.86.15', memory: '23034 MiB' },
    ]);
  });

  it('have no empty parts, which a signed statement may not have', async () => {
    await expect(found('nvidia-smi', 'NVIDIA H100, , \n, 1, 2\n')).resolves.toEqual([
      { name: 'NVIDIA H100' },
      { name: ', 1, 2', driver: '1', memory: '2' },
    ]);
  });

  it('are what rocm-smi lists', async () => {
    const output = 'device,Card Series,Card Model\ncard0,AMD Instinct MI300X,0x74a1\ncard1,,0x74a1\n';
    await expect(found('rocm-smi', output)).resolves.toEqual([
      { name: 'AMD Instinct MI300X' },
      { name: 'card1,,0x74a1' },
    ]);
  });

  it('are none where no tool is there', () =>
    withTempFolder(async (folder) => {
      await expect(accelerators({ PATH: folder })).resolves.toEqual([]);
    }));
});
