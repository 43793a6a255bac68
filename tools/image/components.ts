// SPDX-License-Identifier: Apache-2.0
// Writes the Kubeflow components for an image of yours: MPK_IMAGE=registry/name@sha256:... node tools/image/components.ts FOLDER
// The committed ones hold a placeholder that cannot be pulled.
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { generateComponents } from '@mpk/kubeflow';

const image = process.env['MPK_IMAGE'];
const folder = resolve(process.argv[2] ?? 'build/components');
if (image === undefined || image === '') throw new Error('set MPK_IMAGE to the image, pinned by digest');
mkdirSync(folder, { recursive: true });
for (const [path, content] of Object.entries(generateComponents(image))) {
  if (!path.endsWith('.yaml')) continue;
  const target = join(folder, basename(path));
  writeFileSync(target, content);
  process.stdout.write(`${target}\n`);
}
