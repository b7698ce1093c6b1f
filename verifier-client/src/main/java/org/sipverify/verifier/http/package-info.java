/** Asks the VVP Verifier over HTTP: the question, the answer, and when not to ask at all. */
@NullMarked
package org.sipverify.verifier.http;

import org.jspecify.annotations.NullMarked;
