// SPDX-License-Identifier: Apache-2.0

/** Formats that are tar archives, by the names of members that all of them have. */
const KINDS: readonly (readonly [id: string, members: readonly string[]])[] = [
  // https://github.com/pytorch/pytorch torch/serialization.py, legacy_load
  ['torch-legacy', ['pickle', 'storages', 'tensors']],
  // https://github.com/NVIDIA/NeMo nemo/core/connectors/save_restore_connector.py
  ['nemo', ['model_config.yaml', 'model_weights.ckpt']],
];

const MEMBERS = new Set(KINDS.flatMap(([, members]) => members));

const plain = (name: string): string => name.replace(/^(?:\.\/)+/, '');

/** The format of a tar archive with this member. @param known - telling names before it; grows */
export function tarKind(known: Set<string>, name: string): string {
  if (MEMBERS.has(plain(name))) known.add(plain(name));
  return KINDS.find(([, members]) => members.every((member) => known.has(member)))?.[0] ?? 'tar';
}

/** The format of a member that its content does not show. */
export const specialMember = (name: string): string | undefined =>
  ['storages', 'tensors'].includes(plain(name)) ? 'torch-legacy-data' : undefined;
