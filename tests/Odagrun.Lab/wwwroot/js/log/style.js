// Text styles as the SGR escape sequences set them. A style is an immutable, interned object: two runs of text with
// the same look share one, so comparing styles is comparing references.

export const BOLD = 1;
export const DIM = 2;
export const ITALIC = 4;
export const UNDERLINE = 8;
export const BLINK = 16;
export const INVERSE = 32;
export const HIDDEN = 64;
export const STRIKE = 128;

const ON = { 1: BOLD, 2: DIM, 3: ITALIC, 4: UNDERLINE, 5: BLINK, 6: BLINK, 7: INVERSE, 8: HIDDEN, 9: STRIKE, 21: UNDERLINE };
const OFF = { 22: BOLD | DIM, 23: ITALIC, 24: UNDERLINE, 25: BLINK, 27: INVERSE, 28: HIDDEN, 29: STRIKE };

// A log that paints a rainbow in true colour must not keep every shade alive for ever.
const KEPT = 8192;
const interned = new Map();

/** The style with these colours (null, 0-255 of the palette, or '#rrggbb') and flags. */
export function styleOf(fg, bg, flags) {
  const key = `${fg}/${bg}/${flags}`;
  let style = interned.get(key);
  if (!style) {
    if (interned.size >= KEPT) {
      interned.clear();
    }
    style = Object.freeze({ fg, bg, flags });
    interned.set(key, style);
  }
  return style;
}

export const PLAIN = Object.freeze({ fg: null, bg: null, flags: 0 });

/** The style after an SGR sequence; parameters is what stands between `ESC[` and `m`. */
export function applySgr(style, parameters) {
  let { fg, bg, flags } = style;
  const codes = parameters === '' ? ['0'] : parameters.split(';');
  for (let i = 0; i < codes.length; i++) {
    const [head, ...sub] = codes[i].split(':');
    const code = head === '' ? 0 : Number(head);
    if (code === 0) {
      fg = bg = null;
      flags = 0;
    } else if (code === 38 || code === 48) {
      const taken = sub.length > 0 ? { color: colonColor(sub), used: 0 } : listedColor(codes, i + 1);
      i += taken.used;
      if (taken.color !== undefined && code === 38) {
        fg = taken.color;
      } else if (taken.color !== undefined) {
        bg = taken.color;
      }
    } else if (code === 4 && sub[0] === '0') {
      flags &= ~UNDERLINE;
    } else if (code in ON) {
      flags |= ON[code];
    } else if (code in OFF) {
      flags &= ~OFF[code];
    } else if (code >= 30 && code <= 37) {
      fg = code - 30;
    } else if (code >= 40 && code <= 47) {
      bg = code - 40;
    } else if (code >= 90 && code <= 97) {
      fg = code - 82;
    } else if (code >= 100 && code <= 107) {
      bg = code - 92;
    } else if (code === 39) {
      fg = null;
    } else if (code === 49) {
      bg = null;
    }
  }
  return fg === null && bg === null && flags === 0 ? PLAIN : styleOf(fg, bg, flags);
}

// 38;5;n and 38;2;r;g;b: the parameters that follow belong to the colour.
function listedColor(codes, at) {
  if (codes[at] === '5') {
    return { color: palette(codes[at + 1]), used: 2 };
  }
  if (codes[at] === '2') {
    return { color: rgb(codes[at + 1], codes[at + 2], codes[at + 3]), used: 4 };
  }
  return { color: undefined, used: 0 };
}

// 38:5:n, 38:2:r:g:b, and 38:2:<colour space>:r:g:b.
function colonColor(sub) {
  if (sub[0] === '5') {
    return palette(sub[1]);
  }
  return sub[0] === '2' ? rgb(...sub.slice(-3)) : undefined;
}

function palette(text) {
  const index = Number(text);
  if (!(text?.length > 0) || !Number.isInteger(index) || index < 0 || index > 255) {
    return undefined;
  }
  return index;
}

function rgb(...parts) {
  const values = parts.map(part => (part === '' ? 0 : Number(part)));
  return values.length === 3 && values.every(value => Number.isInteger(value) && value >= 0 && value <= 255)
    ? '#' + values.map(value => value.toString(16).padStart(2, '0')).join('')
    : undefined;
}

/** A palette index above 15 as '#rrggbb' (the 6x6x6 cube and the greys). */
export function paletteColor(index) {
  if (index >= 232) {
    const level = 8 + (index - 232) * 10;
    return rgb(level, level, level);
  }
  const steps = [0, 95, 135, 175, 215, 255];
  const cube = index - 16;
  return rgb(steps[Math.floor(cube / 36)], steps[Math.floor(cube / 6) % 6], steps[cube % 6]);
}
