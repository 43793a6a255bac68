// SPDX-License-Identifier: Apache-2.0
import { Models } from '../library.js';
import type { Claim } from '@mpk/core';
import type { ClaimName } from '../../claims/vocabulary.js';
import { sayingsOf, type Saying, type SubjectClaims } from '../../documents/claims-of.js';
import { isSingle } from '../../documents/single-claims.js';
import type { MlComponent, Property } from '../model/index.js';
import { CitedList } from './cited-list.js';
import type { FactSink } from './fact-sink.js';
import { propertyNameOf } from './property-names.js';

type Path = readonly (string | number)[];

/**
 * A component while claims are turned into its members.
 *
 * What no member takes becomes a property, so that no claim is lost; what is taken and disagrees with what won is a property
 * too: `mpk:conflict:<name>` of another file, `mpk:other:<name>` from elsewhere in the same one.
 */
export class ComponentDraft {
  readonly ref: string;
  readonly facts: FactSink;
  readonly #claims: SubjectClaims;
  readonly #taken = new Set<string>();
  readonly #properties = new CitedList<Property>();

  constructor(ref: string, claims: SubjectClaims, facts: FactSink) {
    this.ref = ref;
    this.#claims = claims;
    this.facts = facts;
  }

  /** All that is said under a name, the best known first. Whoever takes it puts it somewhere. */
  take(name: ClaimName): readonly Saying[] {
    return sayingsOf(this.takeClaims(name));
  }

  /** As {@link take}, and leaves it to others. */
  look(name: ClaimName): readonly Saying[] {
    return sayingsOf(this.#claims.get(name) ?? []);
  }

  takeClaims(name: ClaimName): readonly Claim[] {
    this.#taken.add(name);
    return this.#claims.get(name) ?? [];
  }

  /** The best known that `accepts`, which stands at `path`; the others become properties. */
  best(name: ClaimName, path: Path, accepts?: (text: string) => boolean): string | undefined {
    return this.bestSaying(name, path, accepts)?.text;
  }

  /** As {@link best}, with everyone who says so. */
  bestSaying(name: ClaimName, path: Path, accepts: (text: string) => boolean = () => true): Saying | undefined {
    const sayings = this.take(name);
    const best = sayings.find(({ text }) => accepts(text));
    if (best !== undefined) this.facts.add(this.ref, path, best.claims);
    this.#addOthers(name, sayings, best);
    return best;
  }

  property(name: string, value: string, claims: readonly Claim[] = [], note?: string): void {
    this.#properties.add(`${name}\0${value}`, { name, value }, claims, note);
  }

  /** Claims as properties, under their names. */
  addAsProperties(name: string, sayings: readonly Saying[]): void {
    const [best] = sayings;
    if (best === undefined) return;
    if (isSingle(name)) {
      this.property(propertyNameOf(name, best.text), best.text, best.claims);
      this.#addOthers(name, sayings, best);
    } else for (const { text, claims } of sayings) this.property(propertyNameOf(name, text), text, claims);
  }

  /** Puts what was not taken, and all properties, into the component. */
  finish(component: MlComponent): MlComponent {
    for (const [name, claims] of this.#claims) {
      if (!this.#taken.has(name)) this.addAsProperties(name, sayingsOf(claims));
    }
    for (const { name, value } of this.#properties.finish(this.facts, this.ref, ['properties']) ?? [])
      component.properties.add(new Models.Property(name, value));
    return component;
  }

  #addOthers(name: string, sayings: readonly Saying[], best: Saying | undefined): void {
    for (const saying of sayings) {
      if (saying !== best)
        this.property(`mpk:${best ? kindOf(saying, best) : 'unusable'}:${name}`, saying.text, saying.claims);
    }
  }
}

const kindOf = (saying: Saying, best: Saying): 'other' | 'conflict' =>
  saying.claims.every(({ source }) => source.file !== undefined && source.file === best.claims[0].source.file)
    ? 'other'
    : 'conflict';
