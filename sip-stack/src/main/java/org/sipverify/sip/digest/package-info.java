/**
 * Digest access authentication of a user agent client (RFC 7616 and 8760, RFC 3261 section 22): {@link
 * org.sipverify.sip.digest.Challenge} reads what a server asks for, {@link org.sipverify.sip.digest.DigestResponse}
 * computes the proof, and {@link org.sipverify.sip.digest.Authenticator} keeps account of one request's challenges.
 */
@NullMarked
package org.sipverify.sip.digest;

import org.jspecify.annotations.NullMarked;
