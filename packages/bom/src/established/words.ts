// SPDX-License-Identifier: Apache-2.0
import { HUB_TASKS } from '../claims/hub-tasks.js';
import { valueText } from '../documents/text.js';
import { claimsNamed, confirmedBy, contradictedBy, isSame, UNKNOWN, type Judge } from './statement.js';

/** A word of a property that is called as the claim is: it is what a claim says, or none of them. */
export const judgeWord: Judge =
  (claims) =>
  ({ fact, text }) => {
    const all = claimsNamed(claims, fact);
    const same = all.filter((claim) => isSame(text, claim));
    if (same.length > 0) return confirmedBy(same);
    return contradictedBy(all);
  };

/** A task, where both are names that the Hub has. */
export const judgeTask: Judge =
  (claims) =>
  ({ text }) => {
    const same = claimsNamed(claims, 'task', 'tag').filter((claim) => isSame(text, claim));
    if (same.length > 0) return confirmedBy(same);
    if (!HUB_TASKS.has(text)) return UNKNOWN;
    return contradictedBy(claimsNamed(claims, 'task').filter(({ value }) => HUB_TASKS.has(valueText(value))));
  };

const plainName = (text: string): string => (text.split('/').at(-1) ?? '').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
const isWithin = (a: string, b: string): boolean => a !== '' && b !== '' && (a.includes(b) || b.includes(a));

/**
 * A name is contradicted where files declare one, and it has nothing in common with that one nor with the place at a hub that the
 * document itself gives: a model is called otherwise by everybody who publishes it.
 */
export const judgeName: Judge =
  (claims, { names }) =>
  ({ text }) => {
    const all = claimsNamed(claims, 'name', 'dataset.name', 'repository.id');
    const said = plainName(text);
    const same = all.filter(({ value }) => plainName(valueText(value)) === said);
    if (same.length > 0) return confirmedBy(same);
    const known = [...names, ...all.map(({ value }) => valueText(value))].map(plainName);
    if (said === '' || known.some((one) => isWithin(one, said))) return UNKNOWN;
    return contradictedBy(all.filter(({ name, method }) => name !== 'repository.id' && method === 'declared'));
  };

const plainVersion = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/^v(?=\d)/, '');
const isCommit = (text: string): boolean => /^[0-9a-f]{7,64}$/.test(text);

/** A version is contradicted where files declare one; commits and names that move are of a repository, not of the model. */
export const judgeVersion: Judge =
  (claims) =>
  ({ text }) => {
    const said = plainVersion(text);
    const all = claimsNamed(claims, 'version', 'dataset.version', 'repository.revision');
    const same = all.filter(({ value }) => plainVersion(valueText(value)) === said);
    if (same.length > 0) return confirmedBy(same);
    if (!/^\d[\w.+-]{0,60}$/.test(said) || isCommit(said)) return UNKNOWN;
    const declared = claimsNamed(claims, 'version', 'dataset.version');
    return contradictedBy(declared.filter(({ value }) => /^\d/.test(plainVersion(valueText(value)))));
  };
