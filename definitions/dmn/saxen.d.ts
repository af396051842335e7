/** What we use of saxen, which declares no types. */
declare module 'saxen' {
  type Attributes = () => Record<string, string>;
  export class Parser {
    ns(prefixes: Record<string, string>): this;
    on(
      event: 'openTag',
      handle: (name: string, attributes: Attributes, decode: (text: string) => string) => void,
    ): this;
    on(event: 'closeTag', handle: (name: string) => void): this;
    on(event: 'text', handle: (text: string, decode: (text: string) => string) => void): this;
    on(event: 'cdata', handle: (text: string) => void): this;
    on(event: 'error' | 'warn', handle: (problem: Error) => void): this;
    parse(xml: string): void;
    stop(): void;
  }
}
