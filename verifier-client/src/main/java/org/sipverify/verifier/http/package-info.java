/** Asks the VVP Verifier over HTTP: request, response, connections, and the circuit breaker. */
@NullMarked
package org.sipverify.verifier.http;

import org.jspecify.annotations.NullMarked;
