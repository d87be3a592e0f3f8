// The server's answers. Every failure is an Error whose message is one clear line.

export class ApiError extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

async function call(address, options = {}, patience = 40) {
  let answer;
  try {
    answer = await fetch(address, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ApiError("The server does not answer. Is `polybius serve` still running?", 0);
  }
  if (answer.status === 503 && answer.headers.has("Retry-After") && patience > 0) {
    await pause(1000 * Number(answer.headers.get("Retry-After")) || 1000);
    return call(address, options, patience - 1);
  }
  const body = await answer.json().catch(() => null);
  if (!answer.ok) throw new ApiError(body?.error ?? `The server answered ${answer.status}.`, answer.status);
  return body;
}

/** The address of a route with its parameters (URLSearchParams, or an object whose lists repeat a key). */
export function address(path, params = {}) {
  const query = new URLSearchParams(params instanceof URLSearchParams ? params : undefined);
  if (!(params instanceof URLSearchParams)) {
    for (const [key, value] of Object.entries(params)) {
      for (const one of Array.isArray(value) ? value : [value]) {
        if (one !== null && one !== undefined && one !== "") query.append(key, one);
      }
    }
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

export const get = (path, params, signal) => call(address(path, params), { signal });

export const send = (path, body = {}) =>
  call(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

export const remove = (path) => call(path, { method: "DELETE" });

/** Asks again and again, each time giving up what was asked before; later answers win. */
export function latest() {
  let controller = null;
  return async (path, params) => {
    controller?.abort();
    controller = new AbortController();
    return get(path, params, controller.signal);
  };
}
