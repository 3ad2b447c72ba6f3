// Says when something changed on the server: by server-sent events, and by asking again while those do not come.

const FALLBACK = 2000;
const QUIET = 80;

export class Live extends EventTarget {
  #url;
  #source = null;
  #timer = 0;
  #pending = 0;

  constructor(url) {
    super();
    this.#url = url;
  }

  /** 'live', or 'polling' while the event stream is down. */
  state = 'polling';

  start() {
    this.#poll();
    this.#connect();
    document.addEventListener('visibilitychange', () => document.hidden || this.#changed());
  }

  #connect() {
    this.#source = new EventSource(this.#url);
    this.#source.addEventListener('open', () => this.#became('live'));
    this.#source.addEventListener('error', () => this.#lost());
    this.#source.addEventListener('message', () => this.#changed());
  }

  #lost() {
    this.#became('polling');
    if (this.#source.readyState === EventSource.CLOSED) {
      setTimeout(() => this.#connect(), FALLBACK);
    }
  }

  #became(state) {
    if (this.state !== state) {
      this.state = state;
      this.dispatchEvent(new Event('state'));
      this.#changed();
    }
    this.#poll();
  }

  #poll() {
    clearInterval(this.#timer);
    this.#timer = this.state === 'live' ? 0 : setInterval(() => this.#changed(), FALLBACK);
  }

  // Several changes at once are one look.
  #changed() {
    this.#pending ||= setTimeout(() => {
      this.#pending = 0;
      this.dispatchEvent(new Event('change'));
    }, QUIET);
  }
}
