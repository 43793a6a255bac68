// SPDX-License-Identifier: Apache-2.0

/** A package that an environment asks for. */
export interface Requirement {
  /** as PyPI compares names */
  readonly name: string;
  /** `['==', '4.40.0']`; none: any version */
  readonly bounds: readonly (readonly [operator: string, version: string])[];
}

/** What libraries call themselves in files of MLflow, and PyPI does not. */
const PACKAGES: ReadonlyMap<string, string> = new Map([
  ['sklearn', 'scikit-learn'],
  ['pytorch', 'torch'],
]);
const LONGEST = 300;

/** Names as PyPI compares them: case, and which of `-_.` is written, do not matter. */
export function packageName(text: string): string {
  const name = text.toLowerCase().replace(/[-_.]+/g, '-');
  return PACKAGES.get(name) ?? name;
}

/**
 * `name[extra]==1.2`, of pip or conda.
 *
 * @param text - attacker-controlled
 * @returns undefined for what is none, and for what holds on some machines alone
 */
export function parseRequirement(text: string): Requirement | undefined {
  if (text.length > LONGEST || text.includes(';')) return undefined;
  const [, name, rest = ''] = /^([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*((?:[=<>!~].*)?)$/.exec(text.trim()) ?? [];
  if (name === undefined) return undefined;
  const bounds = rest === '' ? [] : rest.split(',').map(boundOf);
  return bounds.includes(undefined)
    ? undefined
    : { name: packageName(name), bounds: bounds.filter((one) => one !== undefined) };
}

/** Of conda, `=1.2=build` may stand there. */
function boundOf(text: string): readonly [string, string] | undefined {
  const [, operator, version] = /^\s*(===?|=|<=|>=|<|>|~=|!=)\s*v?(\d[\w.*+]*)(?:=[\w.]+)?\s*$/.exec(text) ?? [];
  return operator === undefined || version === undefined ? undefined : [operator, version];
}

/** Numbers of a release; what stands behind them, such as `+cu121` or `rc1`, is left out. */
const release = (version: string): readonly number[] =>
  (/^\d{1,9}(?:\.\d{1,9})*/.exec(version)?.[0] ?? '0').split('.').map(Number);

function compare(a: readonly number[], b: readonly number[]): number {
  const length = Math.max(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return 0;
}

const startsWith = (version: readonly number[], prefix: readonly number[]): boolean =>
  prefix.every((part, i) => part === (version[i] ?? 0));

/** Whether a version is within one bound. */
function isWithin(version: string, [operator, bound]: readonly [string, string]): boolean {
  const [is, asked] = [release(version), release(bound)];
  const order = compare(is, asked);
  switch (operator) {
    case '=':
      return startsWith(is, asked);
    case '==':
    case '===':
      return bound.endsWith('.*') ? startsWith(is, asked) : order === 0;
    case '~=':
      return order >= 0 && startsWith(is, asked.slice(0, -1));
    case '>=':
      return order >= 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '<':
      return order < 0;
    default:
      return order !== 0;
  }
}

/** Bounds that the syntax of version ranges has too, of releases that can be put in order. */
const isRanged = ([operator, version]: readonly [string, string]): boolean =>
  /^(?:>=|<=|>|<|!=)$/.test(operator) && /^\d{1,9}(?:\.\d{1,9})*$/.test(version);

/** `vers:pypi/>=1.0|<2.0`; undefined for what it has no words for, and for no range at all. */
export function versOf({ bounds }: Requirement): string | undefined {
  if (bounds.length === 0 || !bounds.every(isRanged)) return undefined;
  const sorted = bounds.toSorted(([, a], [, b]) => compare(release(a), release(b)));
  return `vers:pypi/${sorted.map(([operator, version]) => operator + version).join('|')}`;
}

/** Whether a requirement allows a version. */
export const allows = ({ bounds }: Requirement, version: string): boolean =>
  bounds.every((bound) => isWithin(version, bound));

/** The one version that a requirement allows, as it is written. */
export const pinOf = ({ bounds }: Requirement): string | undefined => {
  const [bound, ...more] = bounds;
  return bound?.[0].startsWith('==') === true && more.length === 0 && !bound[1].includes('*') ? bound[1] : undefined;
};
