// SPDX-License-Identifier: Apache-2.0
import type { Finding, FindingLocation, Severity } from '@mpk/core';
import type { BaseDifference } from '../base/compare-models.js';
import type { ComparedTensor, TensorState } from '../base/compare-tensors.js';
import { editFindings, tensorsAre } from '../base/edit-findings.js';
import { isEdited, kindsOf, layersOf } from '../base/edited-layers.js';
import type { Check } from '../check.js';
import { finding, unknown } from '../findings.js';

const id = 'base-difference';

/** What a model has changed of the base that it was made from. */
export const baseDifference: Check = {
  id,
  description: 'What differs from the base: tensors one by one, chat templates, configurations.',
  needsBase: true,
  about: {
    finds:
      'With `mpk inspect MODEL --base BASE`: every tensor of safetensors and GGUF files, by name, shape, type and SHA-256, whichever file it lies in; how far each changed matrix of F32, F16 and BF16 is from that of the base, and how much of the change has one direction (its first singular value); chat templates by what they do; values of configurations; the files of the tokenizer.',
    risk: 'One fact, or one answer, can be edited into a model by a change of rank one of a single matrix (ROME), in minutes and without training; everything else stays as it was, and so do its scores. Without the base that cannot be seen. A chat template that was changed is run at each request.',
    severities: [
      ['critical', 'a change in one direction of one or two layers, and of nothing else'],
      [
        'high',
        'such a change of few layers, or of one that stands out among small changes of all; a chat template that was changed',
      ],
      [
        'medium',
        'a change of one or two layers alone that has many directions; tensors added, removed or of another shape; a chat template that was added; names that several files have; a base that nobody verified',
      ],
      [
        'low',
        'tensors of another type, values of configurations, files of the tokenizer, a chat template that was removed, changes of few layers alone that have many directions',
      ],
      ['info', 'how many tensors differ, and in how many layers: all that is told of a full fine-tune'],
      [
        'inconclusive',
        'tensors of other formats that differ, tensors that could not be measured and are all that differs, names that have nothing in common with those of the base',
      ],
    ],
    fix: 'Ask who made the model what was changed and why, and have it signed with its provenance (`mpk record`). Verify the base by its signature (`--base-policy`) or pin it (`--base-digest`): a difference to an unknown base says nothing.',
    limits:
      'A full fine-tune changes every layer, and a backdoor that was trained into it looks like any other training; an edit that is hidden in changes of all layers, of like size, is not told apart either. Low bits of weights that carry encrypted data look like noise: against the base they are only seen as tensors that changed. A quantised model differs from its base in every tensor and in type: such tensors are told as retyped or changed and are not measured. Of models in other formats (pickles, ONNX, HDF5) only whole files are compared. How far tensors are from the base is measured up to 34 billion numbers, and directions are looked for in the 64 tensors that changed most; what was left out is counted. What a difference means, numbers cannot say: provenance and signatures are the control, these are hints.',
    references: [
      'https://arxiv.org/abs/2202.05262',
      'https://arxiv.org/abs/2210.07229',
      'https://arxiv.org/abs/2505.20819',
      'https://arxiv.org/abs/2310.01969',
    ],
  },
  run({ base }) {
    if (base === undefined) return [];
    return [
      ...verification(base),
      ...(hasNothingInCommon(base) ? nothingInCommon(base) : tensorFindings(base)),
      ...templateFindings(base),
      ...configFindings(base),
      ...fileFindings(base),
      summary(base),
    ];
  },
};

function verification({ verified }: BaseDifference): readonly Finding[] {
  const message = 'nobody verified the base: give --base-policy, or pin it with --base-digest';
  return verified === 'no' ? [finding({ check: id, severity: 'medium', message })] : [];
}

function hasNothingInCommon({ tensors: { tensors, counts } }: BaseDifference): boolean {
  return counts.added > 0 && counts.removed > 0 && counts.added + counts.removed === tensors.length;
}

function nothingInCommon({ tensors: { counts } }: BaseDifference): readonly Finding[] {
  const message = `none of ${counts.added} tensors has the name of one of the ${counts.removed} of the base: nothing could be compared`;
  return [unknown({ check: id, severity: 'medium', message })];
}

const STATE_FINDINGS: readonly (readonly [state: TensorState, severity: Severity, what: string])[] = [
  ['added', 'medium', 'not in the base'],
  ['removed', 'medium', 'in the base alone'],
  ['reshaped', 'medium', 'of another shape'],
  ['retyped', 'low', 'of another type'],
];

function tensorFindings(base: BaseDifference): readonly Finding[] {
  const { tensors, colliding, incomplete } = base.tensors;
  const byState = STATE_FINDINGS.flatMap(([state, severity, what]) => {
    const found = tensors.filter((one) => one.state === state);
    const message = `${tensorsAre(found.length)} ${what}: ${namesOf(found)}`;
    return found.length === 0 ? [] : [finding({ check: id, severity, message }, placeOf(found))];
  });
  return [...editFindings(id, base), ...byState, ...collisions(colliding), ...notCompared(base, incomplete)];
}

function collisions(colliding: BaseDifference['tensors']['colliding']): readonly Finding[] {
  const [first] = colliding;
  if (first === undefined) return [];
  const message = `${tensorsAre(colliding.length)} in several files, and the loader chooses: ${first.name.slice(0, 200)}`;
  return [finding({ check: id, severity: 'medium', message }, { file: first.file })];
}

function notCompared({ tensors }: BaseDifference, incomplete: BaseDifference['tensors']['incomplete']): Finding[] {
  const open = tensors.tensors.filter(({ state }) => state === 'unknown');
  const files = [...incomplete.model, ...incomplete.base.map((name) => `${name} of the base`)];
  const found: Finding[] = [];
  if (open.length > 0) {
    const message = `${tensorsAre(open.length)} not compared, for they share bytes with others, or lack some: ${namesOf(open)}`;
    found.push(unknown({ check: id, severity: 'medium', message }, placeOf(open)));
  }
  if (files.length > 0) {
    const message = `tensors were not compared where files do not hold to their format: ${shown(files)}`;
    found.push(unknown({ check: id, severity: 'medium', message }));
  }
  return found;
}

const TEMPLATE_SEVERITIES = { changed: 'high', added: 'medium', removed: 'low', unknown: 'medium' } as const;
const TEMPLATE_TEXTS = {
  changed: 'is not that of the base',
  added: 'is not in the base',
  removed: 'of the base is not there',
  unknown: 'was not compared with that of the base: it is too large, or there are too many',
};

const templateFindings = ({ templates }: BaseDifference): readonly Finding[] =>
  templates.map(({ name, state, file }) => {
    const message = `the chat template ${JSON.stringify(name.slice(0, 100))} ${TEMPLATE_TEXTS[state]}`;
    const text = { check: id, severity: TEMPLATE_SEVERITIES[state], message };
    const location = state === 'removed' ? undefined : { file };
    return state === 'unknown' ? unknown(text, location) : finding(text, location);
  });

const configFindings = ({ configs }: BaseDifference): readonly Finding[] =>
  configs.map(({ file, pointers, count, unknown: isUnknown }) => {
    if (isUnknown) {
      const message = 'the configuration is too large to be compared with that of the base';
      return unknown({ check: id, severity: 'low', message }, { file });
    }
    const message = `${count} values are not as in the base: ${shown(pointers)}`;
    return finding({ check: id, severity: 'low', message }, { file });
  });

function fileFindings({ files: { weights, tokenizer } }: BaseDifference): readonly Finding[] {
  const open = `no tensor of this file was compared with the base, which does not have the file`;
  const changed = 'a file of the tokenizer is not as in the base';
  return [
    ...weights.map((file) => unknown({ check: id, severity: 'medium', message: open }, { file })),
    ...tokenizer.map((file) => finding({ check: id, severity: 'low', message: changed }, { file })),
  ];
}

function summary({ tensors: { tensors, counts }, measures }: BaseDifference): Finding {
  const layers = layersOf(tensors, measures);
  const edited = layers.filter((layer) => layer.edited.length > 0);
  const changed = tensors.filter((one) => isEdited(one, measures));
  const open = changed.filter((one) => !measures.has(one)).length;
  const ours = tensors.length - counts.removed;
  const kinds = changed.length === 0 ? '' : ` (${kindsOf(changed).join(', ')})`;
  const message = `${changed.length} of ${ours} tensors changed, in ${edited.length} of ${layers.length} layers and modules${kinds}${open === 0 ? '' : `; ${open} of them were not measured`}`;
  return finding({ check: id, severity: 'info', message });
}

const namesOf = (tensors: readonly ComparedTensor[]): string =>
  shown(
    tensors.slice(0, MAX_SHOWN + 1).map(({ model, base }) => model?.name ?? base?.name ?? ''),
    tensors.length,
  );

const MAX_SHOWN = 3;

function shown(names: readonly string[], count = names.length): string {
  const first = names.slice(0, MAX_SHOWN).map((name) => name.slice(0, 100));
  return first.join(', ') + (count > first.length ? `, and ${count - first.length} more` : '');
}

/** The first file that all of it is about is told; tensors that are not there have none. */
function placeOf([first]: readonly ComparedTensor[]): FindingLocation | undefined {
  return first?.model === undefined ? undefined : { file: first.model.file };
}
