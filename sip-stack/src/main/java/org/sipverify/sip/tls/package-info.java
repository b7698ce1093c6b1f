/**
 * TLS for SIP (RFC 3261 section 26, RFC 5922): certificates, keys and trust from PEM files, and the handshakes made
 * with them.
 */
@NullMarked
package org.sipverify.sip.tls;

import org.jspecify.annotations.NullMarked;
