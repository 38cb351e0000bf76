import { describe, expect, it } from 'vitest';
import { bindParameters } from './bind.ts';

const bind = (sql: string, params: Record<string, string>): string =>
  bindParameters(sql, new Map(Object.entries(params)));

describe('bound parameters', () => {
  it('become quoted literals that are cast to their type', () => {
    expect(bind('select {name:String}, {n:UInt32}', { name: "a'b\\\\c", n: '5' })).toBe(
      "select _CAST('a\\'b\\\\c', 'String'), _CAST('5', 'UInt32')",
    );
  });
  it('leave strings, quoted names and comments alone', () => {
    const sql = "select '{a:String}', `{a:String}`, \"{a:String}\" -- {a:String}\n/* {a:String} */, 'it''s {a:String}'";
    expect(bind(sql, {})).toBe(sql);
  });
  it('cannot end the literal they stand in', () => {
    expect(bind('select {x:String}', { x: "'; drop table events; --" })).toBe(
      "select _CAST('\\'; drop table events; --', 'String')",
    );
  });
  it('keep the escapes that lists need inside', () => {
    expect(bind('{x:Array(String)}', { x: "['a\\'b']" })).toBe("_CAST('[\\'a\\\\\\'b\\']', 'Array(String)')");
  });
  it('know null and identifiers', () => {
    expect(bind('{x:Nullable(String)} {t:Identifier}', { x: '\\N', t: 'a`b' })).toBe(
      "_CAST(NULL, 'Nullable(String)') `a\\`b`",
    );
  });
  it('name a placeholder that has no value', () => {
    expect(() => bind('{x:String}', {})).toThrow(/Substitution `x` is not set/);
  });
});
