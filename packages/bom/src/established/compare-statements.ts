// SPDX-License-Identifier: Apache-2.0
import { showSource, type Claim } from '@mpk/core';
import { shownText } from '../bom-document/stable-text.js';
import type { ClaimName } from '../claims/vocabulary.js';
import { comparedFacts, type ComparedFacts, type DifferentFact } from '../compare/facts.js';
import { claimsBySubject, type SubjectClaims } from '../documents/claims-of.js';
import type { DocumentModel } from '../documents/input.js';
import { subjectClaims } from '../documents/subject-claims.js';
import { valueText } from '../documents/text.js';
import { judgeArchitecture } from './architectures.js';
import { leftOutFacts } from './left-out.js';
import { judgeLicense } from './licenses.js';
import { judgeMetric } from './metrics.js';
import { judgeBase, judgeDataset } from './named.js';
import { judgeNumber, judgeParameters } from './numbers.js';
import { NUMBER_FACTS } from './property-facts.js';
import { UNKNOWN, type Judge, type StatedBom, type Statement } from './statement.js';
import { judgeName, judgeTask, judgeVersion, judgeWord } from './words.js';

const JUDGES: Partial<Record<ClaimName, Judge>> = {
  license: judgeLicense,
  'base-model': judgeBase,
  'dataset.training': judgeDataset,
  'parameters.count': judgeParameters,
  architecture: judgeArchitecture,
  'model-type': judgeArchitecture,
  task: judgeTask,
  name: judgeName,
  version: judgeVersion,
  metric: judgeMetric,
};
const NO_CLAIMS: SubjectClaims = new Map();
/** Most statements of one kind that are judged, and most claims of one name that they are held to. */
const MAX_JUDGED = 300;
const MAX_CLAIMS = 1000;
/** Most claims that a difference shows. */
const MAX_SHOWN = 5;

/**
 * Holds what a BOM says against what the files say, one by one: where the document cannot be made anew, for another tool or another
 * version of this kit made it.
 *
 * @param reason - why it cannot
 */
export function compareStatements(
  bom: StatedBom,
  files: { readonly model: DocumentModel; readonly claims: readonly Claim[] },
  reason: string,
): ComparedFacts {
  const claims = boundedClaims(claimsBySubject(subjectClaims(files)).get('model') ?? NO_CLAIMS);
  const judged = [...Map.groupBy(bom.statements, ({ fact }) => fact)].flatMap(([fact, all]) => {
    const judge = judgeOf(fact)(claims, { ...bom, statements: all });
    return all.map((statement, i) => ({ statement, ...(i < MAX_JUDGED ? judge(statement) : UNKNOWN) }));
  });
  const of = (state: string): typeof judged => judged.filter((one) => one.state === state);
  return comparedFacts(
    { extent: 'some', reason },
    {
      confirmed: of('confirmed').length,
      different: of('contradicted').map((one) => differentFact(one.statement, one.claims)),
      unchecked: of('unknown').map(({ statement: { fact, text, pointer } }) => ({
        pointer,
        fact,
        said: shownText(text),
        source: 'not established by the files',
      })),
      leftOut: leftOutFacts(claims, bom),
    },
  );
}

/** Where files say more under one name than any model does, nothing is held against it: whoever wrote it wants to keep us busy. */
const boundedClaims = (claims: SubjectClaims): SubjectClaims =>
  new Map([...claims].filter(([, all]) => all.length <= MAX_CLAIMS));

const judgeOf = (fact: ClaimName): Judge => JUDGES[fact] ?? (NUMBER_FACTS.has(fact) ? judgeNumber : judgeWord);

function differentFact({ fact, text, pointer }: Statement, claims: readonly Claim[]): DifferentFact {
  const shown = claims.slice(0, MAX_SHOWN);
  const joined = (texts: readonly string[]): string => shownText([...new Set(texts)].join(', '));
  return {
    pointer,
    fact,
    what: 'value',
    said: shownText(text),
    found: joined(shown.map(({ value }) => valueText(value))),
    source: joined(shown.map(({ source, method }) => `${showSource(source)} (${method})`)),
  };
}
