/**
 * The other languages have exactly the keys of the Chinese texts. A language with a singular adds `<key>_one` beside
 * `<key>` (or `<key>_other`), which then serves every other number.
 */
export type Translated<T> = {
  [K in keyof T]: T[K] extends string ? string : Translated<T[K]>;
} & {
  [K in keyof T & string as T[K] extends string ? Singular<K> : never]?: string;
};

type Singular<K extends string> = K extends `${infer Base}_other` ? `${Base}_one` : `${K}_one`;
