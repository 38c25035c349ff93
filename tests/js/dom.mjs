// A stand-in for the little of a browser's document that the chart asks for: nodes with attributes, and events by hand.
// It lays nothing out: an element has the box that a test gives it.

class Style {
  setProperty(name, value) {
    this[name] = value;
  }
}

export class Node {
  constructor(name) {
    Object.assign(this, { localName: name, attributes: new Map(), nodes: [], parent: null, style: new Style() });
    Object.assign(this, { captured: [], listeners: [] });
    Object.assign(this, { clientWidth: 0, clientHeight: 0, offsetWidth: 0, offsetHeight: 0, box: { left: 0, top: 0 } });
    const own = (key) => `data-${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    this.dataset = new Proxy(this.attributes, {
      get: (attributes, key) => attributes.get(own(key)),
      set: (attributes, key, value) => Boolean(attributes.set(own(key), String(value))),
      has: (attributes, key) => attributes.has(own(key)),
      deleteProperty: (attributes, key) => (attributes.delete(own(key)), true),
      ownKeys: (attributes) => [...attributes.keys()].filter((key) => key.startsWith("data-")).map((key) => key.slice(5)),
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
    });
    const names = () => new Set((this.className ?? "").split(" ").filter(Boolean));
    const write = (all) => (this.className = [...all].join(" "));
    this.classList = {
      contains: (one) => names().has(one),
      add: (...those) => write(new Set([...names(), ...those])),
      remove: (...those) => write([...names()].filter((one) => !those.includes(one))),
      toggle: (one, isOn = !names().has(one)) => (isOn ? this.classList.add(one) : this.classList.remove(one)),
    };
  }

  get className() {
    return this.attributes.get("class") ?? "";
  }
  set className(value) {
    this.attributes.set("class", value);
  }
  get id() {
    return this.attributes.get("id") ?? "";
  }
  set id(value) {
    this.attributes.set("id", value);
  }
  get name() {
    return this.getAttribute("name") ?? "";
  }
  set name(value) {
    this.attributes.set("name", value);
  }
  get href() {
    return this.getAttribute("href") ?? "";
  }
  set href(value) {
    this.attributes.set("href", value);
  }
  get tagName() {
    return this.localName.toUpperCase();
  }
  get isConnected() {
    return this.localName === "html" || Boolean(this.parent?.isConnected);
  }
  get children() {
    return this.nodes.filter((node) => node instanceof Node);
  }
  get firstElementChild() {
    return this.children[0] ?? null;
  }
  get nextElementSibling() {
    const all = this.parent?.children ?? [];
    return all[all.indexOf(this) + 1] ?? null;
  }
  get textContent() {
    return this.nodes.map((node) => (node instanceof Node ? node.textContent : node)).join("");
  }
  set textContent(text) {
    this.replaceChildren(text);
  }

  setAttribute(name, value) {
    this.attributes.set(name, String(value));
  }
  getAttribute(name) {
    return this.attributes.get(name) ?? null;
  }
  hasAttribute(name) {
    return this.attributes.has(name);
  }
  removeAttribute(name) {
    this.attributes.delete(name);
  }
  contains(node) {
    return node === this || Boolean(node?.parent && this.contains(node.parent));
  }
  focus() {
    globalThis.document.activeElement = this;
  }
  checkVisibility() {
    return !this.hidden && (this.parent?.checkVisibility() ?? true);
  }
  remove() {
    if (this.parent) this.parent.nodes = this.parent.nodes.filter((node) => node !== this);
    this.parent = null;
  }
  insertBefore(node, next) {
    node.remove?.();
    if (node instanceof Node) node.parent = this;
    this.nodes.splice(next ? this.nodes.indexOf(next) : this.nodes.length, 0, node);
  }
  append(...nodes) {
    for (const node of nodes) this.insertBefore(node, null);
  }
  prepend(...nodes) {
    for (const node of nodes.reverse()) this.insertBefore(node, this.nodes[0] ?? null);
  }
  replaceChildren(...nodes) {
    for (const node of this.children) node.parent = null;
    this.nodes = [];
    this.append(...nodes);
  }

  matches(selector) {
    return selector.split(",").some((one) => this.#matchesChain(one.trim().split(/\s+/)));
  }
  #matchesChain(chain) {
    if (!this.#matchesOne(chain.at(-1))) return false;
    const rest = chain.slice(0, -1).join(" ");
    return !rest || Boolean(this.parent?.closest(rest));
  }
  #matchesOne(text) {
    const parts = /(:checked)|:not\(([^)]*)\)|#([\w-]+)|\.([\w-]+)|\[([\w-]+)(?:(\^?)="?([^"\]]*)"?)?\]|([\w-]+)/g;
    return [...text.matchAll(parts)].every(([, checked, not, id, name, key, begins, value, tag]) => {
      if (checked) return Boolean(this.checked);
      if (not) return !this.#matchesOne(not);
      if (id) return this.id === id;
      if (name) return this.classList.contains(name);
      if (tag) return tag === this.localName;
      const own = this.getAttribute(key);
      return own !== null && (value === undefined || (begins ? own.startsWith(value) : own === value));
    });
  }
  closest(selector) {
    return this.matches(selector) ? this : (this.parent?.closest(selector) ?? null);
  }
  querySelectorAll(selector) {
    return this.children.flatMap((node) => [...(node.matches(selector) ? [node] : []), ...node.querySelectorAll(selector)]);
  }
  querySelector(selector) {
    return this.querySelectorAll(selector)[0] ?? null;
  }

  addEventListener(type, act, { capture = false, once = false, signal } = {}) {
    const one = { type, act, capture, once };
    this.listeners.push(one);
    signal?.addEventListener("abort", () => this.removeEventListener(type, act, { capture }));
  }
  removeEventListener(type, act, { capture = false } = {}) {
    this.listeners = this.listeners.filter((one) => one.type !== type || one.act !== act || one.capture !== capture);
  }

  getBoundingClientRect() {
    return { ...this.box, right: this.box.left + this.clientWidth, bottom: this.box.top + this.clientHeight };
  }
  getContext() {
    return null;
  }
  setPointerCapture(id) {
    this.captured.push(id);
  }
}

/** A node with attributes, and with nodes or texts in it. */
function build(name, attributes = {}, ...nodes) {
  const made = new Node(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...nodes);
  return made;
}

export { build as node };

/** A document whose body holds some nodes; the modules find it as theirs. */
export function page(...nodes) {
  const body = build("body", {}, ...nodes);
  const root = build("html", {}, body);
  Object.assign(root, { body, activeElement: body, title: "A dispute", createElement: (name) => new Node(name), documentElement: root });
  root.getElementById = (id) => root.querySelector(`#${id}`);
  const others = { CSS: { escape: (text) => text }, HTMLInputElement: Node, HTMLSelectElement: class {} };
  Object.assign(globalThis, { document: root, Element: Node, HTMLElement: Node, SVGElement: Node, ...others });
  return root;
}

/** Let the modules find what a browser has; `size` is that of the window. Returns what a test sees and moves of it. */
export function pretend(size = { innerWidth: 1400, innerHeight: 900, scrollY: 0 }) {
  const frames = [];
  const observers = [];
  const marked = [];
  const document = { createElement: (name) => new Node(name), createElementNS: (_, name) => new Node(name), fonts: { ready: Promise.resolve() } };
  const window = Object.assign(new EventTarget(), size, { setTimeout: (...given) => setTimeout(...given) });
  const matchMedia = () => Object.assign(new EventTarget(), { matches: false });
  class ResizeObserver {
    constructor(act) {
      observers.push(this);
      Object.assign(this, { act, seen: [] });
    }
    observe(node) {
      this.seen.push(node);
    }
    disconnect() {
      this.seen = [];
    }
  }
  const globals = { document, window, matchMedia, ResizeObserver, Element: Node, SVGElement: Node, HTMLElement: Node };
  Object.assign(globalThis, globals, {
    getComputedStyle: () => ({ getPropertyValue: () => "" }),
    requestAnimationFrame: (act) => frames.push(act),
    cancelAnimationFrame: (number) => number && (frames[number - 1] = null),
  });
  performance.mark = (name) => void marked.push(name);
  return {
    observers,
    marked,
    window,
    /** Paint the next frame, and do what waits for its end. */
    async frame() {
      for (const act of frames.splice(0, frames.length, ...frames.map(() => null))) act?.();
      await new Promise((done) => setTimeout(done, 1));
    },
  };
}

/** Send an event to an element as if it came from a node within it, first to those who capture it; returns it. */
export function send(element, type, values = {}, target = element) {
  const event = {
    ...{ type, target, button: 0, pointerId: 1, pointerType: "mouse", defaultPrevented: false, isStopped: false },
    preventDefault: () => (event.defaultPrevented = true),
    stopPropagation: () => (event.isStopped = true),
    ...values,
  };
  const all = element.listeners.filter((one) => one.type === type);
  for (const one of [...all.filter(({ capture }) => capture), ...all.filter(({ capture }) => !capture)]) {
    if (event.isStopped && !one.capture) break;
    if (one.once) element.removeEventListener(type, one.act, one);
    one.act(event);
  }
  return event;
}
