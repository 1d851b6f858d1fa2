// The settings page.

import { get, send } from "./api.js";
import * as choices from "./choices.js";
import { announce, byId } from "./dom.js";
import { forgetSettings } from "./draft.js";
import { language, say } from "./words.js";

/** Shows the choices; each change is kept at once. */
export async function show() {
  const settings = await get("/api/settings");
  const read = choices.show(byId("choices"), settings, { isOpen: true, onchange: keep });
  async function keep() {
    try {
      await send("PUT", "/api/settings", read());
      forgetSettings();
      // The app speaks the language of its reports.
      if (read().page_language !== language) return location.reload();
      announce(say("settings.saved"));
    } catch (error) {
      announce(error.message);
    }
  }
}
