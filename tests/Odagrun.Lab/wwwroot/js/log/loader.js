// Fetches a log as it grows: always from the byte where the last answer ended, in pieces small enough to stay responsive.

const PIECE = 128 * 1024;

export class LogLoader {
  #api;
  #job;
  #parser;
  #onGrown;
  #offset = 0;
  #abort = new AbortController();
  #running = null;
  #again = false;

  constructor(api, job, parser, onGrown) {
    this.#api = api;
    this.#job = job;
    this.#parser = parser;
    this.#onGrown = onGrown;
  }

  /** Bytes parsed so far. */
  get offset() {
    return this.#offset;
  }

  /** Fetches what is new; a call while one is under way makes it look once more. */
  pump() {
    this.#again = this.#running !== null;
    this.#running ??= this.#fetchAll().finally(() => (this.#running = null));
    return this.#running;
  }

  close() {
    this.#abort.abort();
  }

  async #fetchAll() {
    do {
      this.#again = false;
      while (await this.#fetchOnce()) {
        // An answer holds a part of a long log; the last one holds nothing.
      }
    } while (this.#again && !this.#abort.signal.aborted);
  }

  // Whether anything came.

  async #fetchOnce() {
    const body = await this.#api.trace(this.#job, this.#offset, this.#abort.signal);
    const before = this.#offset;
    const reader = body.getReader();
    for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
      for (let at = 0; at < value.length; at += PIECE) {
        const piece = value.subarray(at, at + PIECE);
        this.#parser.push(piece);
        this.#offset += piece.length;
        this.#onGrown();
        await nextTask();
      }
    }
    return this.#offset > before;
  }
}

// Lets input, scrolling and painting happen in between.
function nextTask() {
  return new Promise(resolve => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
