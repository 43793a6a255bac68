// SPDX-License-Identifier: Apache-2.0

export const latin = (text: string): Buffer => Buffer.from(text, 'latin1');

/** Pickles written opcode by opcode. `calls` ones would run `os.system` if anything ever loaded them. */
export const PICKLES: Readonly<Record<string, Buffer>> = {
  'protocol 0, calls': latin("cos\nsystem\n(S'id'\ntR."),
  'protocol 0, INST': latin("(S'id'\nios\nsystem\n."),
  'protocol 0, a list of numbers': latin('(lp0\nI1\naI2\naF1.5\naL7L\na.'),
  'protocol 0, one number': latin('I1\n.'),
  'protocol 0, None': latin('N.'),
  'protocol 1, a dictionary': latin('}q\x00U\x01aK\x01s.'),
  'protocol 2, a string': latin('\x80\x02X\x01\x00\x00\x00aq\x00.'),
  'protocol 2, calls': latin('\x80\x02cos\nsystem\nq\x00X\x02\x00\x00\x00idq\x01\x85q\x02Rq\x03.'),
  'protocol 3, bytes': latin('\x80\x03C\x02abq\x00.'),
  'protocol 4, calls': latin(
    '\x80\x04\x95\x1a\x00\x00\x00\x00\x00\x00\x00\x8c\x02os\x8c\x06system\x93\x8c\x02id\x85R.',
  ),
  'protocol 5, a bytearray': latin('\x80\x05\x96\x02\x00\x00\x00\x00\x00\x00\x00ab.'),
  OBJ: latin('(cos\nsystem\nX\x02\x00\x00\x00ido.'),
  'BUILD of an import': latin('cfoo\nbar\n}b.'),
  'EXT codes': latin('\x80\x02\x82\x01)\x81.'),
};

/** Pickles that break where a loader has already run something, or somebody broke them. */
export const BROKEN_PICKLES: Readonly<Record<string, Buffer>> = {
  'garbage after REDUCE': latin("cos\nsystem\n(S'id'\ntR\x00\x00garbage"),
  'no STOP': latin("cos\nsystem\n(S'id'\ntR"),
  'an argument longer than the file': latin('cbuiltins\nexec\n(X\x3e\x0a\x00\x00print(1)tR.'),
  'a number that only strtol reads': latin("I1\x00zzz\n0cos\nsystem\n(S'id'\ntR."),
  'text before it, on its own line': latin("V# just a comment\n0cos\nsystem\n(S'id'\ntR."),
  'a small pickle before it': latin("N.cos\nsystem\n(S'id'\ntR."),
  'a mark popped as an item': latin("(0cos\nsystem\n(S'id'\ntR."),
  'a PROTO in the middle': latin("N0\x80\x02cos\nsystem\n(S'id'\ntR."),
};
