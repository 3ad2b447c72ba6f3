// Elements without a framework: h() makes them, morph() brings what is on the page in line with a newly made tree and
// leaves what did not change alone, so that focus, selection and scroll positions survive an update.

/** An element with attributes (undefined and false: left out; true: empty) and children (strings become text). */
export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name.startsWith('on')) {
      throw new TypeError(`${name}: listeners are delegated, see listen()`);
    }
    if (value !== undefined && value !== null && value !== false) {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children) {
    if (Array.isArray(child)) {
      append(element, child);
    } else if (child !== null && child !== undefined && child !== false && child !== '') {
      element.append(child);
    }
  }
}

/** Makes the children of `target` equal to those of `source`; children with a `data-key` keep their identity. */
export function morphChildren(target, source) {
  const keyed = new Map();
  for (const child of target.children) {
    if (child.dataset?.key) {
      keyed.set(child.dataset.key, child);
    }
  }
  let at = target.firstChild;
  for (const wanted of [...source.childNodes]) {
    const match = wanted.dataset?.key ? keyed.get(wanted.dataset.key) : sameKind(at, wanted) ? at : null;
    if (!match) {
      target.insertBefore(wanted, at);
      continue;
    }
    if (match === at) {
      at = at.nextSibling;
    } else {
      target.insertBefore(match, at);
    }
    morph(match, wanted);
  }
  while (at) {
    const next = at.nextSibling;
    at.remove();
    at = next;
  }
}

function sameKind(node, wanted) {
  return node && node.nodeType === wanted.nodeType && node.nodeName === wanted.nodeName && !node.dataset?.key;
}

function morph(node, wanted) {
  if (node.nodeType !== Node.ELEMENT_NODE) {
    if (node.nodeValue !== wanted.nodeValue) {
      node.nodeValue = wanted.nodeValue;
    }
    return;
  }
  if (node.hasAttribute('data-keep')) {
    return;
  }
  for (const { name } of [...node.attributes]) {
    if (!wanted.hasAttribute(name)) {
      node.removeAttribute(name);
    }
  }
  for (const { name, value } of wanted.attributes) {
    if (node.getAttribute(name) !== value) {
      node.setAttribute(name, value);
    }
  }
  morphChildren(node, wanted);
}

/** Calls `handler(element, event)` for events on elements below `root` that match `selector`. */
export function listen(root, type, selector, handler, options) {
  root.addEventListener(type, event => {
    const element = event.target.closest?.(selector);
    if (element && root.contains(element)) {
      handler(element, event);
    }
  }, options);
}
