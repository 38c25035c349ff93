/* Style of the browser's modules; .dev/scripts.py runs it from .cache/js/. */
import js from "@eslint/js";
import globals from "globals";

const RULES = {
  ...js.configs.recommended.rules,
  eqeqeq: "error",
  "no-var": "error",
  "prefer-const": "error",
  "no-shadow": ["error", { builtinGlobals: false }],
  "no-unused-vars": ["error", { args: "after-used", caughtErrors: "none" }],
};

export default [
  { ignores: ["assets/vendor/**"] },
  { files: ["assets/**/*.js"], languageOptions: { sourceType: "module", globals: globals.browser }, rules: RULES },
  { files: ["tests/js/**/*.mjs"], languageOptions: { globals: globals.node }, rules: RULES },
];
