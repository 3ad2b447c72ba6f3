// Icons as inline SVG, drawn on a grid of 16.

const SVG = 'http://www.w3.org/2000/svg';

const RING = 'M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13z';
const PATHS = {
  success: [RING, 'M5 8.2l2.1 2.1L11 6.2'],
  failed: [RING, 'M5.7 5.7l4.6 4.6M10.3 5.7l-4.6 4.6'],
  warning: ['M8 1.8l6.6 12H1.4z', 'M8 6.4v3.2M8 11.6v.1'],
  running: [RING, 'M8 8V4.6M8 8l2.4 1.4'],
  pending: [RING, 'M6.4 5.6v4.8M9.6 5.6v4.8'],
  preparing: [RING, 'M8 4.4V8l2.6 1.4'],
  canceled: [RING, 'M4 12L12 4'],
  canceling: [RING, 'M4 12L12 4'],
  skipped: [RING, 'M5.4 5.6L7.8 8l-2.4 2.4M8.6 5.6L11 8l-2.4 2.4'],
  manual: [RING, 'M6.6 5.4l4.2 2.6l-4.2 2.6z'],
  scheduled: [RING, 'M8 4.6V8h2.8'],
  created: [RING, 'M7.9 8h.2'],
  chevron: ['M4.5 6.2L8 9.8l3.5-3.6'],
  cancel: ['M4 4l8 8M12 4l-8 8'],
  retry: ['M13 8a5 5 0 1 1-1.6-3.7', 'M11.8 1.8v2.8H9'],
  play: ['M5 3.2l7.4 4.8L5 12.8z'],
  download: ['M8 2v8M4.8 7L8 10.2L11.2 7', 'M2.8 13.4h10.4'],
  clock: [RING, 'M8 4.4V8l2.6 1.4'],
  end: ['M8 2.4v8M4.6 7.2L8 10.6l3.4-3.4', 'M3.4 13.6h9.2'],
  theme: [RING, 'M8 1.5v13'],
  branch: ['M4.5 3v10M4.5 9.5c0-3 7-1 7-4.6', 'M11.5 4.6a1.3 1.3 0 1 0 0-2.6a1.3 1.3 0 0 0 0 2.6'],
  raw: ['M4 1.8h5.4L12.4 5v9.2H4z', 'M6.4 8h3.8M6.4 10.8h3.8'],
  search: ['M7 2.4a4.6 4.6 0 1 0 0 9.2a4.6 4.6 0 0 0 0-9.2z', 'M10.4 10.4l3.4 3.4'],
};

/** An icon; decorative unless it gets a label. */
export function icon(name, label) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('class', `icon icon-${name}`);
  if (label) {
    svg.setAttribute('role', 'img');
    svg.setAttribute('aria-label', label);
  } else {
    svg.setAttribute('aria-hidden', 'true');
  }
  for (const d of PATHS[name] ?? PATHS.created) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}
