package org.sipverify.sip;

/**
 * The address in a From or To header: the addr-spec only, never the display name.
 *
 * @param user the user part as received, still percent-encoded; for a {@code tel:} URI the number; empty when absent
 * @param host the host part; empty for a {@code tel:} URI
 */
public record SipAddress(String user, String host) {}
