package org.sipverify.vcon.call;

/**
 * What the messages of one INVITE transaction have in common (RFC 3261 section 17.2.3).
 *
 * @param branch of the topmost Via
 */
public record CallKey(String callId, String branch) {}
