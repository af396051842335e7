import type { Cursor } from './cursor.ts';
import { anyType, typeNamed, type FeelType } from './feel-type.ts';

/** A type as `instance of` and parameters have it: `list<number>`, `function<string> -> Any`, `tPerson`. */
export function readType(cursor: Cursor): FeelType {
  return cursor.deeper(() => {
    if (cursor.takeWord('function')) return readFunctionType(cursor);
    if (cursor.takeWord('null')) return { kind: 'null' };
    let name = cursor.name();
    while (cursor.takeSign('.')) name += `.${cursor.name()}`;
    if (!cursor.isSign('<')) return typeNamed(name);
    cursor.expectSign('<');
    const type = readGeneric(cursor, name);
    cursor.expectSign('>');
    return type;
  });
}

function readGeneric(cursor: Cursor, name: string): FeelType {
  switch (name) {
    case 'list':
      return { kind: 'list', item: readType(cursor) };
    case 'range':
      return { kind: 'range', item: readType(cursor) };
    case 'context': {
      const members: [string, FeelType][] = [];
      while (!cursor.isSign('>')) {
        if (members.length > 0) cursor.expectSign(',');
        const member = cursor.newName([]);
        cursor.expectSign(':');
        members.push([member, readType(cursor)]);
      }
      return { kind: 'context', members };
    }
    default:
      return cursor.fail(`'${name}' takes no type between < and >`);
  }
}

function readFunctionType(cursor: Cursor): FeelType {
  if (!cursor.takeSign('<')) return typeNamed('function');
  const parameters: FeelType[] = [];
  while (!cursor.isSign('>')) {
    if (parameters.length > 0) cursor.expectSign(',');
    parameters.push(readType(cursor));
  }
  cursor.expectSign('>');
  return { kind: 'function', parameters, result: cursor.takeSign('->') ? readType(cursor) : anyType };
}
