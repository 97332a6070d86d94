import { describe, expect, it } from 'vitest'
import { csvText } from './csvText'

describe('a table as text', () => {
  it('is known as UTF-8 and ends its lines as spreadsheets do', () => expect(csvText([['账号', '密码'], ['a', 'b']])).toBe('\ufeff账号,密码\r\na,b\r\n'))
  it('quotes what would break a row', () => expect(csvText([['a,b', 'say "x"', 'two\nlines']])).toBe('\ufeff"a,b","say ""x""","two\nlines"\r\n'))
  it('holds no formula', () => expect(csvText([['=1+1', '+x', '-x', '@x', 'x=1']])).toBe("\ufeff'=1+1,'+x,'-x,'@x,x=1\r\n"))
})
