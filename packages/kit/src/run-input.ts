// SPDX-License-Identifier: Apache-2.0
// A door of its own: reading a command line loads nothing that a run needs.
import { BASE_MODEL_RELATIONS, MpkError, type BaseModelRelation, type DatasetPurpose } from '@mpk/core';

/** A model or dataset that a run is given. */
export interface RunInput {
  /** path, or `hf://org/name@revision` in the local Hub cache */
  readonly location: string;
  readonly role: 'base-model' | 'dataset';
  /** of a base model */
  readonly relation?: BaseModelRelation;
  /** of a dataset */
  readonly purpose?: DatasetPurpose;
  /** what to call it globally; default the package URL of what lies in a Hub cache */
  readonly uri?: string;
  /** default the last part of its path, or of its name on the Hub */
  readonly name?: string;
}

const FIELDS = ['uri', 'relation', 'name'] as const;

/**
 * Reads an input as the command line writes it: `PATH`, or `PATH,uri=URI,relation=adapter,name=NAME`.
 *
 * Only what follows a comma and one of the known names is a field: a path may have commas.
 *
 * @throws MpkError `USAGE`
 */
export function parseRunInput(text: string, role: RunInput['role'], defaults: Partial<RunInput> = {}): RunInput {
  const [location = '', ...rest] = text.split(new RegExp(`,(?=(?:${FIELDS.join('|')})=)`));
  const fields = Object.fromEntries(
    rest.map((field) => [field.slice(0, field.indexOf('=')), field.slice(field.indexOf('=') + 1)]),
  );
  if (location === '' || Object.values(fields).includes('') || Object.keys(fields).length !== rest.length) {
    throw new MpkError('USAGE', `the ${nounOf(role)} ${JSON.stringify(text)} is not what an input looks like`, {
      hint: `write PATH, or PATH,uri=URI,name=NAME${role === 'base-model' ? ',relation=finetune' : ''}; each once`,
    });
  }
  const { uri, relation, name } = fields;
  return {
    location,
    role,
    ...defaults,
    ...(uri !== undefined && { uri }),
    ...(name !== undefined && { name }),
    ...(relation !== undefined && { relation: relationOf(relation, role) }),
  };
}

const nounOf = (role: RunInput['role']): string => (role === 'dataset' ? 'dataset' : 'base model');

function relationOf(text: string, role: RunInput['role']): BaseModelRelation {
  const relation = BASE_MODEL_RELATIONS.find((one) => one === text);
  if (relation === undefined || role !== 'base-model') {
    throw new MpkError('USAGE', `a ${nounOf(role)} has no relation ${JSON.stringify(text)}`, {
      hint: `relation= is of base models: ${BASE_MODEL_RELATIONS.join(', ')}`,
    });
  }
  return relation;
}
