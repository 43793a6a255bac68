// SPDX-License-Identifier: Apache-2.0
import { fullName, type ModelView } from '../bom-document/index.js';
import { textAt } from '../bom-document/place.js';
import { showRemedy, type BomScore, type Gap } from '../score/index.js';
import {
  conflictSection,
  identitySection,
  licenseSection,
  performanceSection,
  propertySection,
  useSections,
} from './model-sections.js';
import { makingSection, softwareSection } from './making-sections.js';
import { MAX_TEXT_CHARS, type Bar, type Block, type BomPage, type Cell, type Section } from './page.js';
import { cellsOf, facts, row, shortText, table } from './page-facts.js';
import { verdictSection } from './verdict-sections.js';
import { dataSections, fileSection, parentSection } from './supply-sections.js';

export interface PageOptions {
  /** scores of the same model; the gaps are those of the first */
  readonly scores?: readonly BomScore[];
}

/** What a document says of a model, in the order in which people ask. Pure. */
export function createPage(view: ModelView, { scores = [] }: PageOptions = {}): BomPage {
  const { model } = view;
  const cell = cellsOf(view);
  const sections = [
    conflictSection(view, cell),
    identitySection(view, cell),
    licenseSection(view, cell),
    parentSection(view, cell),
    ...dataSections(view, cell),
    performanceSection(view, cell),
    propertySection(view, cell),
    ...useSections(view, cell),
    makingSection(view),
    verdictSection(view),
    softwareSection(view, cell),
    fileSection(view),
    scoreSection(scores),
    gapSection(scores),
    passedOverSection(view),
  ];
  const lead = textAt(model.place, 'description');
  return {
    title: shortText(fullName(model)).slice(0, 200).toWellFormed(),
    ...(lead !== undefined && { lead: shortText(lead) }),
    ...idOf(view),
    origin: originOf(view),
    sections: sections.filter((section) => section !== undefined),
  };
}

function idOf({ model: { place } }: ModelView): { readonly id?: string } {
  const id = textAt(place, 'purl') ?? textAt(place, 'cpe');
  return id === undefined ? {} : { id: shortText(id) };
}

function originOf({ document: { root, specVersion, components } }: ModelView): string {
  const tool = components.find(({ role, parent }) => role === 'tool' && parent === undefined);
  const version = tool === undefined ? undefined : textAt(tool.place, 'version');
  const by =
    tool === undefined ? undefined : `by ${[fullName(tool), version].filter((part) => part !== undefined).join(' ')}`;
  const at = textAt(root, 'metadata/timestamp');
  const parts = [`CycloneDX ${specVersion ?? 'of no version'}`, by, at === undefined ? undefined : `of ${at}`];
  return shortText(parts.filter((part) => part !== undefined).join(' ')).slice(0, MAX_TEXT_CHARS);
}

function scoreSection(scores: readonly BomScore[]): Section | undefined {
  if (scores.length === 0) return undefined;
  const bars = scores.map(({ profile, completeness, substantiated }): Bar => ({
    label: profile.title,
    detail: `${profile.issuer}; ${profile.status}`,
    present: completeness.present,
    substantiated: substantiated.present,
    of: completeness.of,
  }));
  return { title: 'How complete it is', blocks: [{ kind: 'bars', bars }] };
}

const GAP_WORDS = { absent: 'missing', unknown: 'said to be unknown', unsubstantiated: 'without a source' } as const;

function gapSection([score]: readonly BomScore[]): Section | undefined {
  if (score === undefined || score.gaps.length === 0) return undefined;
  const open = score.gaps.filter(({ kind }) => kind !== 'unsubstantiated');
  const bare = score.gaps.filter(({ kind }) => kind === 'unsubstantiated');
  const rows = open.map((gap): Cell[] => [
    { text: gap.label },
    { text: GAP_WORDS[gap.kind] + lackingText(gap) },
    { text: gap.close.map(showRemedy).join('; ') },
  ]);
  const blocks = table(['What', 'State', 'What would close it'], rows);
  const names = bare.map(({ label }) => label.charAt(0).toLowerCase() + label.slice(1)).join(', ');
  const text: Block = { kind: 'text', text: `Said, but without a source: ${names}.` };
  return { title: `Gaps: ${score.profile.title}`, blocks: bare.length === 0 ? blocks : [...blocks, text] };
}

const lackingText = ({ lacking = [] }: Gap): string => (lacking.length === 0 ? '' : `: ${lacking.join(', ')}`);

function passedOverSection({ document: { passedOver } }: ModelView): Section | undefined {
  if (passedOver.total === 0) return undefined;
  const rows = passedOver.listed.map(({ pointer, reason }): Cell[] => [
    { text: pointer, isCode: true },
    { text: reason },
  ]);
  const total = facts(row('Passed over', [{ text: `${passedOver.total} parts of the document` }]));
  return { title: 'What was not read', isWarning: true, blocks: [...total, ...table(['Where', 'Why'], rows)] };
}
