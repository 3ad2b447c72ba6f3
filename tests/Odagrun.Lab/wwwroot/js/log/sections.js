// Folded parts of a log: `section_start:<unix seconds>:<name>[options]` … `section_end:<unix seconds>:<name>`.

const MARKER = /section_(start|end):(\d{1,15}):([A-Za-z0-9_.\-]{1,200})(?:\[([^\]\r\n]{0,200})\])?$/;

/** The longest text a marker can have. */
export const MARKER_LENGTH = 460;

/** The marker at the end of `text`, or null. */
export function markerAtEnd(text) {
  const match = MARKER.exec(text);
  return match && { length: match[0].length, starts: match[1] === 'start', time: Number(match[2]), name: match[3], options: options(match[4]) };
}

function options(text) {
  return new Map((text ?? '').split(',').map(option => option.split('=', 2)).map(([key, value]) => [key.trim(), (value ?? 'true').trim()]));
}

/** One section: its header line, its nesting, its times. */
export class Section {
  constructor(marker, parent) {
    this.name = marker.name;
    this.parent = parent;
    this.depth = parent ? parent.depth + 1 : 0;
    this.start = marker.time;
    /** Unix seconds; null: still open. */
    this.end = null;
    this.collapsed = marker.options.get('collapsed') === 'true';
    this.hideDuration = marker.options.get('hide_duration') === 'true';
    /** The line that shows its name. */
    this.header = null;
  }

  /** Seconds, or null while it is open. */
  get duration() {
    return this.end === null ? null : Math.max(0, this.end - this.start);
  }

  /** Whether its lines are folded away, by itself or by one around it. */
  get folded() {
    return this.collapsed || (this.parent?.folded ?? false);
  }
}

/** The sections of one log, in order, and the one that is open. */
export class SectionTree {
  all = [];
  current = null;

  open(marker) {
    this.current = new Section(marker, this.current);
    this.all.push(this.current);
    return this.current;
  }

  /** Ends the innermost open section of that name and those inside, and gives it; an unknown name changes nothing. */
  close(marker) {
    let target = this.current;
    while (target && target.name !== marker.name) {
      target = target.parent;
    }
    if (!target) {
      return null;
    }
    for (let section = this.current; section !== target.parent; section = section.parent) {
      section.end = marker.time;
    }
    this.current = target.parent;
    return target;
  }
}
