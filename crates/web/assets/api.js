// Asking the server. Every trouble becomes an Error whose message a reader understands.

import { say } from "./words.js";

/** What the server says of itself: version, limits, the token that goes with writing. */
export let session = null;

/** Asks for the session. */
export async function begin() {
  session = await get("/api/session");
  return session;
}

async function ask(method, path, { body, type } = {}) {
  const headers = {};
  if (type) headers["Content-Type"] = type;
  if (method !== "GET" && session?.csrf_token) headers["X-CSRF-Token"] = session.csrf_token;
  let answer;
  try {
    answer = await fetch(path, { method, headers, body, credentials: "same-origin" });
  } catch {
    throw new Error(say("trouble.network"));
  }
  if (answer.ok) return answer.status === 204 ? null : answer.json();
  let detail = answer.statusText;
  try {
    detail = (await answer.json()).detail ?? detail;
  } catch {
    // Something that is no answer of ours; its status has to do.
  }
  if (answer.status === 401) location.hash = "sign-in";
  const error = new Error(detail);
  error.status = answer.status;
  throw error;
}

export const get = (path) => ask("GET", path);
export const remove = (path) => ask("DELETE", path);
export const send = (method, path, value) =>
  ask(method, path, { body: JSON.stringify(value), type: "application/json" });
export const sendBytes = (path, bytes) =>
  ask("POST", path, { body: bytes, type: "application/octet-stream" });
