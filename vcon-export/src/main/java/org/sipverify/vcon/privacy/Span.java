package org.sipverify.vcon.privacy;

import org.sipverify.vcon.call.SecretKind;

/** A credential in a text: from here to before there. */
record Span(int from, int to, SecretKind kind) {}
