// SPDX-License-Identifier: Apache-2.0

/** What the names of its members make of a zip archive: `torch`, `keras`, `mar`, `skops`, `jar`, `npz`, or `zip`. */
export function archiveKind(names: readonly string[]): string {
  const files = names.filter((name) => !name.endsWith('/'));
  if (files.some((name) => /^[^/]+\/(?:data|constants)\.pkl$/.test(name))) return 'torch';
  if (files.includes('config.json') && files.includes('model.weights.h5')) return 'keras';
  if (files.includes('MAR-INF/MANIFEST.json')) return 'mar';
  if (isSkops(files)) return 'skops';
  if (files.includes('META-INF/MANIFEST.MF') || files.some((name) => name.endsWith('.class'))) return 'jar';
  return files.length > 0 && files.every((name) => name.endsWith('.npy')) ? 'npz' : 'zip';
}

/** https://github.com/skops-dev/skops: a schema, and arrays by number. */
const isSkops = (files: readonly string[]): boolean =>
  files.includes('schema.json') && files.every((name) => name === 'schema.json' || /^\d+\.[a-z]+$/.test(name));

/**
 * Whether a member of a PyTorch archive is the storage of a tensor: any two bytes stand there some time. It is that of the pickle
 * beside its folder.
 *
 * @param names - of all members
 */
export function isRawTensor(name: string, names: ReadonlySet<string>): boolean {
  const folder = /^([^/]+\/(?:data|constants))\/\d+$/.exec(name)?.[1];
  return folder !== undefined && names.has(`${folder}.pkl`);
}
