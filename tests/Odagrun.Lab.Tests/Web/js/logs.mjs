// What the log tests share: feeding a parser, and showing its lines in a form that compares well.
import { LogParser } from '../../../Odagrun.Lab/wwwroot/js/log/parser.js';

export const ESC = '\x1b';
const encoder = new TextEncoder();

/** The lines of a log fed whole. */
export function parse(text) {
  const parser = new LogParser();
  parser.push(typeof text === 'string' ? encoder.encode(text) : text);
  parser.finish();
  return parser;
}

/** The same log fed in pieces of `size` bytes. */
export function parseInPieces(text, size) {
  const parser = new LogParser();
  const bytes = encoder.encode(text);
  for (let at = 0; at < bytes.length; at += size) {
    parser.push(bytes.subarray(at, at + size));
  }
  parser.finish();
  return parser;
}

export const texts = parser => parser.lines.map(line => line.text);

/** Everything about a parsed log that can be seen. */
export function seen(parser) {
  return {
    lines: parser.lines.map((line, at) => ({
      at: line.index === at ? undefined : `wrong index ${line.index}`,
      spans: line.spans.map(({ text, style }) => [text, style.fg, style.bg, style.flags]),
      length: line.length,
      time: line.time,
      stream: line.stream,
      section: line.section?.name ?? null,
      header: line.header?.name ?? null,
    })),
    sections: parser.sections.map(({ name, start, end, collapsed, hideDuration, depth }) => ({ name, start, end, collapsed, hideDuration, depth })),
  };
}
