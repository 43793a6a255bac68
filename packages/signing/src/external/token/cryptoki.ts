// SPDX-License-Identifier: Apache-2.0
import { CKF_SERIAL_SESSION, CKR, type CKA } from './constants.js';
import { bindFunctions, type Functions } from './functions.js';
import type { Koffi } from './native.js';
import { refusalOf } from './return-values.js';
import { Refusal } from './refusal.js';

/** A number that the module gave: a slot, a session, an object. */
export type Handle = number | bigint;

/** Most slots, mechanisms and objects that are looked at, whatever the module says. */
const MAX_SLOTS = 256;
const MAX_MECHANISMS = 4_096;
const MAX_OBJECTS = 1_024;
/** Largest attribute that is read: a certificate. */
const MAX_ATTRIBUTE_BYTES = 64 * 1024;
/** Larger than any signature that is asked for. */
const SIGNATURE_BUFFER_BYTES = 1_024;

/** A structure that the module filled: numbers, and texts as bytes. */
export type Info = Readonly<Record<string, unknown>>;

/** What a search asks of objects: attribute -> its bytes. */
export type Template = readonly { readonly type: number; readonly value: Buffer }[];

/** The functions of a PKCS#11 module, with memory and return values taken care of. Every method throws `Refusal`. */
export class Cryptoki {
  readonly #koffi: typeof Koffi;
  readonly #functions: Functions;

  /** Loads the module: its code runs in this process from now on. */
  constructor(koffi: typeof Koffi, path: string) {
    this.#koffi = koffi;
    this.#functions = bindFunctions(koffi, path);
  }

  initialize(): void {
    this.#call('C_Initialize', [null], CKR.CRYPTOKI_ALREADY_INITIALIZED);
  }

  finalize(): void {
    this.#call('C_Finalize', [null]);
  }

  libraryInfo(): Info {
    return this.#info('C_GetInfo') ?? {};
  }

  slotInfo(slot: Handle): Info {
    return this.#info('C_GetSlotInfo', slot) ?? {};
  }

  /** Undefined for a card that is gone meanwhile, or that the module does not know. */
  tokenInfo(slot: Handle): Info | undefined {
    return this.#info('C_GetTokenInfo', slot);
  }

  /** Slots with a token in them. */
  slots(): Handle[] {
    return this.#list('C_GetSlotList', [1], MAX_SLOTS);
  }

  mechanisms(slot: Handle): number[] {
    return this.#list('C_GetMechanismList', [slot], MAX_MECHANISMS).map(Number);
  }

  openSession(slot: Handle): Handle {
    const session = this.#number(0);
    this.#call('C_OpenSession', [slot, CKF_SERIAL_SESSION, null, null, session]);
    return this.#numbers(session)[0] ?? 0;
  }

  closeSession(session: Handle): void {
    this.#call('C_CloseSession', [session]);
  }

  /** Without a PIN the token asks for it itself, at a keypad. */
  login(session: Handle, user: number, pin: string | undefined): void {
    const bytes = pin === undefined ? null : Buffer.from(pin);
    this.#call('C_Login', [session, user, bytes, bytes?.length ?? 0], CKR.USER_ALREADY_LOGGED_IN);
  }

  find(session: Handle, template: Template): Handle[] {
    // Room for one more than may be, so that none is missed in silence.
    const room = MAX_OBJECTS + 1;
    const memory = Buffer.alloc(room * this.#koffi.sizeof('unsigned long'));
    const count = this.#number(0);
    this.#call('C_FindObjectsInit', [session, template.map(toAttribute), template.length]);
    this.#call('C_FindObjects', [session, memory, room, count]);
    this.#call('C_FindObjectsFinal', [session]);
    return this.#numbers(memory, this.#count(count, MAX_OBJECTS));
  }

  /** An attribute's bytes; undefined where the object has none, or keeps it. */
  attribute(session: Handle, object: Handle, type: (typeof CKA)[keyof typeof CKA]): Buffer | undefined {
    const size = this.#attributeCall(session, object, { type, pValue: null, ulValueLen: 0 });
    if (size === undefined || size === 0) return size === undefined ? undefined : Buffer.alloc(0);
    if (size > MAX_ATTRIBUTE_BYTES) throw new Refusal('failed', `an attribute has ${size} bytes`);
    const value = Buffer.alloc(size);
    const read = this.#attributeCall(session, object, { type, pValue: value, ulValueLen: size }) ?? 0;
    if (read > size) throw new Refusal('failed', 'the module wrote more than it may');
    return value.subarray(0, read);
  }

  /** An attribute that is a number or a truth. */
  number(session: Handle, object: Handle, type: (typeof CKA)[keyof typeof CKA]): number | undefined {
    const bytes = this.attribute(session, object, type);
    if (bytes?.length === 1) return bytes[0];
    return bytes?.length === this.#koffi.sizeof('unsigned long') ? Number(this.#numbers(bytes)[0]) : undefined;
  }

  /** The bytes of an unsigned long, for a template. */
  encode(value: number): Buffer {
    return this.#number(value);
  }

  /** @param beforeSigning - runs between C_SignInit and C_Sign */
  sign(
    session: Handle,
    { key, mechanism }: { key: Handle; mechanism: number },
    data: Buffer,
    beforeSigning: () => void,
  ): Buffer {
    const signature = Buffer.alloc(SIGNATURE_BUFFER_BYTES);
    const length = this.#number(signature.length);
    this.#call('C_SignInit', [session, [{ mechanism, pParameter: null, ulParameterLen: 0 }], key]);
    beforeSigning();
    this.#call('C_Sign', [session, data, data.length, signature, length]);
    return signature.subarray(0, this.#count(length, signature.length));
  }

  #info(name: keyof Functions['structures'], ...before: Handle[]): Info | undefined {
    const type = this.#functions.structures[name];
    const memory = Buffer.alloc(this.#koffi.sizeof(type));
    const returned = this.#functions.call(name, [...before, memory]);
    if (returned === CKR.TOKEN_NOT_PRESENT || returned === CKR.TOKEN_NOT_RECOGNIZED) return undefined;
    if (returned !== CKR.OK) throw refusalOf(name, returned);
    return this.#koffi.decode(memory, type) as Info;
  }

  #attributeCall(session: Handle, object: Handle, attribute: CkAttribute): number | undefined {
    const template = [attribute];
    const returned = this.#functions.call('C_GetAttributeValue', [session, object, template, 1]);
    if (returned === CKR.ATTRIBUTE_SENSITIVE || returned === CKR.ATTRIBUTE_TYPE_INVALID) return undefined;
    if (returned !== CKR.OK) throw refusalOf('C_GetAttributeValue', returned);
    const length = template[0]?.ulValueLen ?? 0;
    // CK_UNAVAILABLE_INFORMATION is all ones, in as many bits as an unsigned long has.
    return BigInt(length) === 2n ** BigInt(8 * this.#koffi.sizeof('unsigned long')) - 1n ? undefined : Number(length);
  }

  /** Asks for the number first, then for the list. */
  #list(name: 'C_GetSlotList' | 'C_GetMechanismList', before: readonly unknown[], most: number): Handle[] {
    const count = this.#number(0);
    this.#call(name, [...before, null, count]);
    const room = this.#count(count, most);
    const memory = Buffer.alloc(Math.max(room, 1) * count.length);
    const found = this.#number(room);
    if (room > 0) this.#call(name, [...before, memory, found]);
    return this.#numbers(memory, this.#count(found, room));
  }

  #call(name: keyof Functions['bound'], args: readonly unknown[], alsoGood?: number): void {
    const returned = this.#functions.call(name, args);
    if (returned !== CKR.OK && returned !== alsoGood) throw refusalOf(name, returned);
  }

  #number(value: number): Buffer {
    const memory = Buffer.alloc(this.#koffi.sizeof('unsigned long'));
    this.#koffi.encode(memory, 'unsigned long', value);
    return memory;
  }

  #numbers(memory: Buffer, count = 1): Handle[] {
    return Array.from(this.#koffi.decode(memory, 'unsigned long', count) as ArrayLike<Handle>);
  }

  /** A count that the module wrote, which must fit what it was given. */
  #count(memory: Buffer, most: number): number {
    const count = Number(this.#numbers(memory)[0]);
    if (count <= most) return count;
    throw new Refusal('failed', `the module speaks of ${count} items, at most ${most} are read`);
  }
}

interface CkAttribute {
  readonly type: number;
  readonly pValue: Buffer | null;
  readonly ulValueLen: number | bigint;
}

const toAttribute = ({ type, value }: Template[number]): CkAttribute => ({
  type,
  pValue: value,
  ulValueLen: value.length,
});
