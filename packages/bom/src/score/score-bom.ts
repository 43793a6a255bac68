// SPDX-License-Identifier: Apache-2.0
import { fullName, type BomDocument, type ModelView } from '../bom-document/index.js';
import { textAt } from '../bom-document/place.js';
import { shownText } from '../bom-document/stable-text.js';
import {
  assessElement,
  ELEMENT_STATUSES,
  type Assessment,
  type CountedValue,
  type ElementStatus,
} from './assess-element.js';
import { ELEMENTS, type ElementId } from './elements.js';
import { EVIDENCE_CLASSES, evidenceOf, type EvidenceClass } from './evidence.js';
import { gapOf } from './gaps.js';
import { OBLIGATIONS, PROFILE_IDS, type Profile, type Requirement } from './profile.js';
import { PROFILES } from './profiles.js';
import {
  SCORE_SCHEMA,
  type BomScore,
  type Completeness,
  type Gap,
  type ScoredElement,
  type ScoredValue,
} from './result.js';

/** Most values of an element that a result repeats. */
export const MAX_SHOWN_VALUES = 10;
const MAX_TOOLS = 10;

export interface ScoreOptions {
  /** what a signature over the document was verified to be, where it lies beside it: the caller vouches for it */
  readonly signature?: string;
}

/** A line of a profile with what the document has for it. */
export interface Answer {
  readonly requirement: Requirement;
  readonly assessment: Assessment;
}

/** What a BOM says of a model, line by line of a profile. Pure. */
export const scoreBom = (view: ModelView, profile: Profile, options: ScoreOptions = {}): BomScore =>
  scoreBy(view, profile, assessments(view, options));

/** The same by every profile: what several of them ask for is looked for once. */
export function scoreByAll(view: ModelView): readonly BomScore[] {
  const assess = assessments(view, {});
  return PROFILE_IDS.map((id) => scoreBy(view, PROFILES[id], assess));
}

type Assess = (element: ElementId) => Assessment;

function scoreBy(view: ModelView, { requirements, ...about }: Profile, assess: Assess): BomScore {
  const answers = requirements.map((requirement): Answer => ({
    requirement,
    assessment: assess(requirement.element),
  }));
  const { listed, total } = view.document.passedOver;
  return {
    schema: SCORE_SCHEMA,
    profile: about,
    document: documentOf(view),
    completeness: completenessOf(answers, () => true),
    substantiated: completenessOf(answers, ({ assessment }) => assessment.isSubstantiated),
    statuses: countStatuses(answers),
    elements: answers.map(scoredElement),
    gaps: gapsOf(answers),
    passedOver: { listed, total },
  };
}

/** What a document has for each element, looked for when it is first asked for. */
function assessments(view: ModelView, { signature }: ScoreOptions): Assess {
  const known = new Map<ElementId, Assessment>();
  if (signature !== undefined) known.set('bom.signature', signedBeside(view, signature));
  const evidence = evidenceOf(view, signature !== undefined);
  return (id) => {
    const found = known.get(id) ?? assessElement(ELEMENTS[id], view, evidence);
    known.set(id, found);
    return found;
  };
}

/** A signature beside the document stands nowhere in it. */
function signedBeside({ document }: ModelView, signature: string): Assessment {
  const place = { value: signature, pointer: document.root.pointer };
  const values: CountedValue[] = [{ place, evidence: { class: 'measured', backing: 'signature' } }];
  return { status: 'present', isSubstantiated: true, values };
}

function completenessOf(answers: readonly Answer[], counts: (answer: Answer) => boolean): Completeness {
  const asked = answers.filter(({ assessment }) => assessment.status !== 'not-applicable');
  const present = asked.filter((answer) => answer.assessment.status === 'present' && counts(answer));
  const weight = (list: readonly Answer[]): number =>
    list.reduce((sum, { requirement }) => sum + OBLIGATIONS[requirement.obligation], 0);
  const ratio = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);
  return {
    present: present.length,
    of: asked.length,
    ratio: ratio(present.length, asked.length),
    weighted: ratio(weight(present), weight(asked)),
  };
}

const countStatuses = (answers: readonly Answer[]): Record<ElementStatus, number> =>
  Object.fromEntries(
    ELEMENT_STATUSES.map((status) => [status, answers.filter(({ assessment }) => assessment.status === status).length]),
  ) as Record<ElementStatus, number>;

function scoredElement({ requirement, assessment }: Answer): ScoredElement {
  const { label, home } = ELEMENTS[requirement.element];
  const { status, isSubstantiated, values, why, coverage } = assessment;
  const classes = new Set<EvidenceClass>(values.map(({ evidence }) => evidence.class));
  const best = EVIDENCE_CLASSES.find((one) => classes.has(one));
  return {
    ...requirement,
    label,
    home,
    status,
    isSubstantiated,
    ...(best !== undefined && { evidence: best }),
    ...(why !== undefined && { why }),
    ...(coverage !== undefined && { coverage: { have: coverage.have, of: coverage.of } }),
    values: values.slice(0, MAX_SHOWN_VALUES).map(scoredValue),
    valueCount: values.length,
  };
}

const scoredValue = ({ place, evidence }: CountedValue): ScoredValue => ({
  pointer: place.pointer,
  text: shownText(place.value),
  evidence: evidence.class,
  ...(evidence.backing !== undefined && { backing: evidence.backing }),
  ...(evidence.note !== undefined && { source: shownText(evidence.note) }),
});

/** The heaviest first, and what is not there at all before what has no source; else in the order of the profile. */
function gapsOf(answers: readonly Answer[]): readonly Gap[] {
  const kinds = ['absent', 'unknown', 'unsubstantiated'];
  const rank = ({ kind, obligation }: Gap): number => kinds.indexOf(kind) * 10 - OBLIGATIONS[obligation];
  return answers.flatMap((answer) => gapOf(answer) ?? []).sort((a, b) => rank(a) - rank(b));
}

function documentOf({ document, model }: ModelView): BomScore['document'] {
  const serialNumber = textAt(document.root, 'serialNumber');
  const { specVersion } = document;
  return {
    ...(specVersion !== undefined && { specVersion }),
    ...(serialNumber !== undefined && { serialNumber: shownText(serialNumber) }),
    tools: toolsOf(document),
    model: { name: shownText(fullName(model)), pointer: model.place.pointer },
    otherModels: document.models.filter((one) => one !== model).length,
  };
}

const toolsOf = ({ components }: BomDocument): readonly string[] =>
  components
    .filter(({ role, parent }) => role === 'tool' && parent === undefined)
    .slice(0, MAX_TOOLS)
    .map((tool) => shownText([fullName(tool), textAt(tool.place, 'version') ?? ''].join(' ').trim()));
