// The OpenAPI rules and the OWASP API Security rules, every finding an error. An exception names its reason.
import { oas } from "@stoplight/spectral-rulesets";
import owasp from "@stoplight/spectral-owasp-ruleset";

export default {
  extends: [
    [oas, "all"],
    [owasp, "all"],
  ],
  rules: {
    // no mailbox stands behind the project
    "contact-properties": "off",
    // OpenAPI 3.1 names the licence by its SPDX identifier instead
    "license-url": "off",
    // no other origin may call from a browser, so there is no such header to describe
    "owasp:api8:2023-define-cors-origin": "off",
  },
};
