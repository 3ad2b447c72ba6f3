// Times and sizes for people.

/** Seconds as `9 s`, `1 min 05 s`, `2 h 03 min`. */
export function duration(seconds) {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) {
    return '';
  }
  const whole = Math.max(0, Math.floor(seconds));
  if (seconds < 10 && !Number.isInteger(seconds)) {
    return `${Math.max(0, seconds).toFixed(1)} s`;
  }
  if (whole < 60) {
    return `${whole} s`;
  }
  const two = number => String(number).padStart(2, '0');
  return whole < 3600
    ? `${Math.floor(whole / 60)} min ${two(whole % 60)} s`
    : `${Math.floor(whole / 3600)} h ${two(Math.floor((whole % 3600) / 60))} min`;
}

/** Seconds from one ISO time to another; to now while the second is missing. */
export function between(from, to, now = Date.now()) {
  return from ? Math.max(0, ((to ? Date.parse(to) : now) - Date.parse(from)) / 1000) : null;
}

const STEPS = [[60, 'second', 1], [3600, 'minute', 60], [86400, 'hour', 3600], [2592000, 'day', 86400], [31536000, 'month', 2592000]];

/** `3 minutes ago`. */
export function ago(time, now = Date.now()) {
  const seconds = Math.max(0, (now - Date.parse(time)) / 1000);
  if (seconds < 5) {
    return 'just now';
  }
  const [, unit, size] = STEPS.find(([limit]) => seconds < limit) ?? [0, 'year', 31536000];
  const count = Math.floor(seconds / size);
  return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
}

/** Bytes as `512 B`, `1.5 KiB`, `3.2 MiB`. */
export function bytes(count) {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let value = count;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}
