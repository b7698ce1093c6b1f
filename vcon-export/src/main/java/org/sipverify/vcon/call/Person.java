package org.sipverify.vcon.call;

/**
 * Who takes part in a call.
 *
 * @param tel E.164 with its plus; empty when there is none
 * @param sip an addr-spec with its scheme
 */
public record Person(String tel, String sip) {}
